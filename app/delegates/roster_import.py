"""Taking an office's list into the roster: read, judged row by row, written whole or not at all."""

import tempfile
import threading
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import bindparam, func, insert, select, update
from werkzeug.datastructures import FileStorage

from app.clock import breathing, give_way, now
from app.congresses.models import Congress
from app.db import changes, db, execute_many
from app.delegates.badges import give_new_badge
from app.delegates.models import Delegate, Delegation, DiscussionGroup, RosterDraft, Unit
from app.delegates.roster_file import Person, people_in
from app.delegates.roster_plan import (
    BREATH,
    FIELDS,
    UNITS,
    Known,
    Plan,
    Tell,
    known_delegates,
    nobody,
    plan_import,
)
from app.delegates.roster_steps import begin_step, derived, entry, keep_step, plain
from app.errors import InvalidError, RefusedError
from app.realtime import commit_and_publish, present_head
from app.realtime.door import lock_head
from documents.tables import MOST_ROWS, Table, TableError, read_table

FILE_LIMIT_BYTES = 20 * 1024 * 1024
reading = threading.BoundedSemaphore(2)
"""Spreadsheets are read in child processes; more than two at once help nobody."""


def people_of(upload: FileStorage | None) -> list[Person]:
    """Return the people of an uploaded list; raises RefusedError with a sentence."""
    people = list(breathing(people_in(table_of(upload)), every=BREATH))
    if not people:
        raise RefusedError(_("No list of people was found: one column must be headed “Họ và tên”."))
    return people


def table_of(upload: FileStorage | None) -> Table:
    """Return the sheets of an uploaded list; raises RefusedError with a sentence."""
    if upload is None:
        raise InvalidError(_("Choose a file to upload."))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        upload.save(path)
        upload.close()
        if path.stat().st_size > FILE_LIMIT_BYTES:
            raise RefusedError(table_sentence("too_heavy"))
        try:
            with reading:
                return read_table(path)
        except TableError as error:
            raise RefusedError(table_sentence(error.code)) from error


def table_sentence(code: str) -> LazyString:
    """Return the sentence for a file that cannot be read."""
    sentences = {
        "empty": _("The file is empty. Please choose it again."),
        "encrypted": _("The file asks for a password. Save it without one and try again."),
        "damaged": _("The file is damaged. Open it in Excel, save it again and try again."),
        "not_a_table": _("This is not a spreadsheet. Use .xlsx, .xls, .ods or .csv."),
        "too_heavy": _("The file is too heavy to open. Copy the list alone into a new file."),
        "too_many_rows": _("The list has more than %(rows)s rows.", rows=MOST_ROWS),
    }
    sentence: LazyString = sentences.get(code, _("The file could not be read. Please try again."))
    return sentence


def planned(congress: Congress, people: list[Person], tell: Tell = nobody) -> Plan:
    """Return what importing would do, and write nothing; `tell` hears how far it is."""
    return plan_import(people, known_delegates(congress), tell)


def import_people(
    congress: Congress,
    people: list[Person],
    *,
    draft: RosterDraft | None = None,
    tell: Tell = nobody,
) -> Plan:
    """Import what is right of a list, in one step; what is refused is left out.

    The plan and the new badges are made before the write lock is taken: with it held nothing may
    take long. A `draft` is done with the same commit.
    """
    seen = present_head(congress.id).parts.get("roster", 0)
    plan = planned(congress, people, tell)
    rows = new_rows(congress, plan)
    done = carry_out(congress, people, plan, rows=rows, seen=seen, draft=draft)
    give_way()
    return done


@changes
def carry_out(
    congress: Congress,
    people: list[Person],
    plan: Plan,
    *,
    rows: list[dict[str, Any]],
    seen: int,
    draft: RosterDraft | None = None,
) -> Plan:
    """Write a plan; it is made anew when somebody changed the roster since it was `seen`."""
    if lock_head(congress.id).parts.get("roster", 0) != seen:
        plan = planned(congress, people)
        rows = new_rows(congress, plan)
    delegations = ids_named(congress, Delegation, plan, "delegation")
    groups = ids_named(congress, DiscussionGroup, plan, "group")
    for row, line in zip(rows, plan.added, strict=True):
        row["delegation_id"] = delegations[line.facts["delegation"]]
        row["group_id"] = groups[line.facts["group"]]
    give_way()
    last_before = db.session.scalar(select(func.max(Delegate.id))) or 0
    if rows:
        execute_many(insert(Delegate.__table__), rows)  # type: ignore[arg-type]
    give_way()
    changed = [
        changed_row(known.id, facts) for known, facts in breathing(plan.changed, every=BREATH)
    ]
    for row, (_known, facts) in zip(changed, plan.changed, strict=True):
        row["new_delegation_id"] = delegations[facts["delegation"]]
        row["new_group_id"] = groups[facts["group"]]
    if changed:
        write_changes(changed)
    give_way()
    note_step(congress, plan, added=ids_of(congress, rows, last_before), draft=draft)
    give_way()
    commit_and_publish(
        congress,
        "attendance",
        "roster",
        did="roster.import",
        about=f"new:{len(rows)} update:{len(changed)}",
    )
    return plan


def ids_of(congress: Congress, rows: list[dict[str, Any]], last_before: int) -> list[int]:
    """Return the ids that the new `rows` got; each import has a moment of its own."""
    if not rows:
        return []
    statement = select(Delegate.id).filter_by(
        congress_id=congress.id, created_at=rows[0]["created_at"]
    )
    return list(
        breathing(db.session.scalars(statement.where(Delegate.id > last_before)), every=1000)
    )


def note_step(
    congress: Congress, plan: Plan, *, added: list[int], draft: RosterDraft | None
) -> None:
    """Note what the import made of whom, so that it can be undone; the draft is done."""
    if draft is None:
        step = begin_step(congress, "import")
    else:
        if draft.state not in ("waiting", "working"):
            raise RefusedError(_("The import was called off."))
        step = begin_step(congress, "import", note=draft.file_name, made_by=draft.made_by)
        draft.state, draft.step_id, draft.packed, draft.fixes = "done", step.id, b"", {}
    entries = [
        changed_entry(known, facts) for known, facts in breathing(plan.changed, every=BREATH)
    ]
    keep_step(step, added=added, entries=entries)


def changed_entry(known: Known, facts: dict[str, Any]) -> dict[str, Any]:
    """Return what an import changes of a delegate."""
    changed = [name for name in FIELDS if known.facts[name] != facts[name]]
    before, after = ({name: plain(each[name]) for name in changed} for each in (known.facts, facts))
    return entry(known.id, before, after)


def ids_named(
    congress: Congress, kind: type[Unit], plan: Plan, field: str
) -> dict[str, int | None]:
    """Return the ids of the delegations or groups of a plan, those made that are new."""
    statement = select(kind.name, kind.id).where(kind.congress_id == congress.id)
    found = dict(db.session.execute(statement).all())
    names = dict.fromkeys(line.facts[field] for line in plan.taken)
    added = [name for name in names if name and name not in found]
    rows = [
        {"congress_id": congress.id, "name": name, "position": place}
        for place, name in enumerate(added, start=len(found))
    ]
    execute_many(insert(kind.__table__), rows)  # type: ignore[arg-type]
    if rows:
        found = dict(db.session.execute(statement).all())
    return {name: found[name] if name else None for name in names}


def new_rows(congress: Congress, plan: Plan) -> list[dict[str, Any]]:
    """Return the table rows of new delegates, badges and all, but for the delegation."""
    rows, moment = [], now()
    for place, line in enumerate(plan.added):
        badge = Delegate()
        give_new_badge(badge)
        facts = {name: line.facts[name] for name in FIELDS if name not in UNITS}
        rows.append(
            {
                **facts,
                **derived(line.facts),
                "congress_id": congress.id,
                "presidium": False,
                "badge_nonce": badge.badge_nonce,
                "badge_hash": badge.badge_hash,
                "created_at": moment,
            }
        )
        if place % BREATH == 0:
            give_way()
    return rows


def changed_row(delegate_id: int, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of one update, but for delegation and group."""
    told = {name: facts[name] for name in FIELDS if name not in UNITS} | derived(facts)
    return {"which": delegate_id, **{f"new_{name}": value for name, value in told.items()}}


def write_changes(rows: list[dict[str, Any]]) -> None:
    """Update delegates, all columns of an import at once."""
    table = Delegate.__table__
    names = [name.removeprefix("new_") for name in rows[0] if name != "which"]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = update(table).where(table.c.id == bindparam("which")).values(values)  # type: ignore[arg-type]
    execute_many(statement, rows)
