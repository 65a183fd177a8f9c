"""Taking an office's list into the roster: read, judged row by row, written whole or not at all."""

import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import FileStorage

from app.clock import breathing, give_way, now
from app.congresses.models import Congress
from app.db import changes, db, execute_many, write_on
from app.delegates.badges import give_new_badge
from app.delegates.models import (
    Delegate,
    Delegation,
    DiscussionGroup,
    RosterDraft,
    RosterStep,
    Unit,
)
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
from app.delegates.roster_staging import (
    add_delegates,
    change_delegates,
    laid_ready,
    lay_ready,
    put_away,
)
from app.delegates.roster_steps import begin_step, derived, plain
from app.errors import InvalidError, RefusedError
from app.realtime import commit_and_publish, present_head
from app.realtime.door import lock_head
from documents.tables import MOST_ROWS, Table, TableError, read_table

FILE_LIMIT_BYTES = 20 * 1024 * 1024
TRIES = 3
"""So often a list is judged anew because the roster was changed meanwhile."""
reading = threading.BoundedSemaphore(2)
"""Spreadsheets are read in child processes; more than two at once help nobody."""


class MovedOnError(Exception):
    """Somebody changed the roster since the list was judged."""


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

    Everything is made and laid ready before the write lock is taken: with it held nothing may
    take long. Whoever changes the roster meanwhile is seen, and the list judged anew; where that
    does not end it is judged under the lock. A `draft` is done with the same commit.
    """
    for _try in range(TRIES):
        seen = present_head(congress.id).parts.get("roster", 0)
        plan = planned(congress, people, tell)
        added, changed = new_rows(plan), changed_rows(plan)
        with laid_ready(added, changed) as connection, suppress(MovedOnError):
            carry_out(congress, plan, on=connection, seen=seen, draft=draft)
            give_way()
            return plan
    return judge_and_carry_out(congress, people, draft)


@changes
def carry_out(
    congress: Congress,
    plan: Plan,
    *,
    on: Connection,
    seen: int,
    draft: RosterDraft | None = None,
) -> None:
    """Write a plan that lies ready; raises MovedOnError when the roster is not as it was `seen`.

    The head is locked last: on PostgreSQL the hall waits for it alone.
    """
    write_on(on)
    if present_head(congress.id).parts.get("roster", 0) != seen:
        raise MovedOnError
    try:
        write_plan(congress, plan, draft)
    except IntegrityError as error:  # PostgreSQL: somebody took a number in this very moment
        raise MovedOnError from error
    if lock_head(congress.id).parts.get("roster", 0) != seen:
        raise MovedOnError
    announce(congress, plan)


@changes
def judge_and_carry_out(
    congress: Congress, people: list[Person], draft: RosterDraft | None
) -> Plan:
    """Judge and write a list while nobody else can write."""
    lock_head(congress.id)
    plan = planned(congress, people)
    connection = db.session.connection()
    lay_ready(connection, new_rows(plan), changed_rows(plan))
    write_plan(congress, plan, draft)
    put_away(connection)
    announce(congress, plan)
    return plan


def write_plan(congress: Congress, plan: Plan, draft: RosterDraft | None) -> None:
    """Write what lies ready, and note what the import made of whom, so that it can be undone."""
    for kind, name in ((Delegation, "delegation"), (DiscussionGroup, "group")):
        add_units(congress, kind, {line.facts[name]: None for line in plan.taken})
    added = add_delegates(congress, count=len(plan.added))
    step = begin_import(congress, draft)
    step.added = added
    step.counts = {"added": len(plan.added), "changed": len(plan.changed), "removed": 0}
    db.session.flush()
    change_delegates(congress, step, which=[known.id for known, _facts in plan.changed])


def announce(congress: Congress, plan: Plan) -> None:
    """Commit an import and let phones and desks know."""
    about = f"new:{len(plan.added)} update:{len(plan.changed)}"
    commit_and_publish(congress, "attendance", "roster", did="roster.import", about=about)


def begin_import(congress: Congress, draft: RosterDraft | None) -> RosterStep:
    """Begin the step of an import; the draft is done."""
    if draft is None:
        return begin_step(congress, "import")
    if draft.state not in ("waiting", "working"):
        raise RefusedError(_("The import was called off."))
    step = begin_step(congress, "import", note=draft.file_name, made_by=draft.made_by)
    draft.state, draft.step_id, draft.packed, draft.fixes = "done", step.id, b"", {}
    return step


def add_units(congress: Congress, kind: type[Unit], names: Iterable[str]) -> None:
    """Add the delegations or groups that are new, in the order of the list."""
    found = set(db.session.scalars(select(kind.name).filter_by(congress_id=congress.id)))
    added = [name for name in names if name and name not in found]
    rows = [
        {"congress_id": congress.id, "name": name, "position": place}
        for place, name in enumerate(added, start=len(found))
    ]
    execute_many(insert(kind.__table__), rows)  # type: ignore[arg-type]


def new_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return the new delegates as they are laid ready, badges and all."""
    moment = now()
    return [
        {"place": place, "created_at": moment, **told(line.facts), **new_badge()}
        for place, line in enumerate(breathing(plan.added, every=BREATH))
    ]


def changed_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return the changes as they are laid ready, with what they are and were."""
    return [
        {"which": known.id, **told(facts), **before_and_after(known, facts)}
        for known, facts in breathing(plan.changed, every=BREATH)
    ]


def told(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts by the columns that they are laid ready in; units by name."""
    units = {f"{name}_id": facts[name] for name in UNITS}
    return {name: facts[name] for name in FIELDS if name not in UNITS} | derived(facts) | units


def new_badge() -> dict[str, Any]:
    """Return the columns of a new delegate's badge."""
    badge = Delegate()
    give_new_badge(badge)
    return {
        "presidium": False,
        "badge_nonce": badge.badge_nonce,
        "badge_hash": badge.badge_hash,
    }


def before_and_after(known: Known, facts: dict[str, Any]) -> dict[str, Any]:
    """Return what an import changes of a delegate."""
    changed = [name for name in FIELDS if known.facts[name] != facts[name]]
    return {
        "before": {name: plain(known.facts[name]) for name in changed},
        "after": {name: plain(facts[name]) for name in changed},
    }


def write_changes(rows: list[dict[str, Any]]) -> None:
    """Update delegates, all columns of an import at once."""
    table = Delegate.__table__
    names = [name.removeprefix("new_") for name in rows[0] if name != "which"]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = update(table).where(table.c.id == bindparam("which")).values(values)  # type: ignore[arg-type]
    execute_many(statement, rows)
