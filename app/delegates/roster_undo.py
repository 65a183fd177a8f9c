"""Taking a step of the roster back, as far as nobody has built on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import joinedload

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.actions import delegation_named, group_named
from app.delegates.forms import DelegateForm
from app.delegates.models import Delegate, RosterEntry, RosterStep
from app.delegates.roster_bonds import bound, in_portions
from app.delegates.roster_import import write_changes
from app.delegates.roster_steps import (
    BADGE,
    COLUMNS,
    Facts,
    begin_step,
    derived,
    entry,
    facts_of,
    keep_step,
)
from app.errors import RefusedError
from app.jobs import ask
from app.realtime import commit_and_publish, commit_quietly

UNDOABLE = ("add", "import", "change", "remove")
AT_ONCE = 200
"""A step of more people is undone by the worker: the hub must not wait for it."""


@dataclass
class Taken:
    """What became of a step that is taken back."""

    removed: int = 0
    restored: int = 0
    entries: list[Facts] = field(default_factory=list)
    stay: list[int] = field(default_factory=list)
    """Delegates who stay, in whole or in part, as they are now."""


def undo_or_ask(congress: Congress, step: RosterStep, made_by: str) -> None:
    """Take a step back: a small one at once, a large one by the worker."""
    refuse_unless_undoable(step)
    size = sum((step.counts or {}).get(name, 0) for name in ("added", "changed", "removed"))
    if size <= AT_ONCE:
        undo_step(congress, step, made_by)
    else:
        ask_for_undo(step, made_by)


@changes
def ask_for_undo(step: RosterStep, made_by: str) -> None:
    """Leave a step to the worker."""
    ask(
        "roster_undo",
        lane="roster",
        congress_id=step.congress_id,
        step_id=step.id,
        made_by=made_by,
    )
    commit_quietly()


def undo_in_worker(step_id: int, made_by: str) -> None:
    """Undo a step as its job asks; one that was undone meanwhile is left alone."""
    step = db.session.get(RosterStep, step_id)
    if step is not None and step.undone_at is None:
        undo_step(db.session.get_one(Congress, step.congress_id), step, made_by)


def refuse_unless_undoable(step: RosterStep) -> None:
    """Raise RefusedError for a step that cannot be taken back."""
    if step.undone_at is not None:
        raise RefusedError(_("This was undone already."))
    if step.kind not in UNDOABLE:
        raise RefusedError(_("This cannot be undone."))


@changes
def undo_step(congress: Congress, step: RosterStep, made_by: str) -> RosterStep:
    """Take a step back in one go; returns the step that did so.

    Who was added goes, unless anything speaks of them (check-ins, consent, notes) or somebody
    changed them later. Who was changed gets back what nobody changed since. Who was removed
    comes back with the same badge.
    """
    refuse_unless_undoable(step)
    taken = Taken()
    take_back_added(congress, step, taken)
    entries = db.session.scalars(
        select(RosterEntry).filter_by(step_id=step.id).order_by(RosterEntry.id)
    ).all()
    bring_back(congress, [each for each in entries if each.after is None], taken)
    set_back(congress, [each for each in entries if each.after is not None], taken)
    undo = begin_step(congress, "undo", note=str(step.id), made_by=made_by)
    keep_step(undo, entries=taken.entries)
    told = {"removed": taken.removed, "added": taken.restored, "stay": len(taken.stay)}
    undo.counts = {**undo.counts, **told}
    step.undone_at = now()
    step.counts = {**step.counts, "stay": len(taken.stay)}
    about = f"step:{step.id} stay:{len(taken.stay)}"
    commit_and_publish(congress, "attendance", "roster", "doors", did="roster.undo", about=about)
    return undo


def take_back_added(congress: Congress, step: RosterStep, taken: Taken) -> None:
    """Remove whom the step added."""
    there: list[int] = []
    for some in in_portions(step.added):
        statement = select(Delegate.id).where(
            Delegate.congress_id == congress.id, Delegate.id.in_(some)
        )
        there += db.session.scalars(statement)
    kept = bound(there) | changed_later(step, there)
    gone = [each for each in there if each not in kept]
    for some in in_portions(gone):
        db.session.execute(delete(Delegate).where(Delegate.id.in_(some)))
    taken.removed += len(gone)
    taken.stay += sorted(kept)


def changed_later(step: RosterStep, ids: Sequence[int]) -> set[int]:
    """Return whom a later step that still holds has changed."""
    found: set[int] = set()
    for some in in_portions(ids):
        statement = (
            select(RosterEntry.delegate_id)
            .join(RosterStep, RosterStep.id == RosterEntry.step_id)
            .where(
                RosterEntry.delegate_id.in_(some),
                RosterEntry.step_id > step.id,
                RosterStep.undone_at.is_(None),
                RosterStep.kind != "undo",
            )
        )
        found.update(db.session.scalars(statement))
    return found


def bring_back(congress: Congress, entries: list[RosterEntry], taken: Taken) -> None:
    """Put removed delegates back; one whose number was given to somebody else stays away."""
    numbers = set(db.session.scalars(select(Delegate.number).filter_by(congress_id=congress.id)))
    ids = set(db.session.scalars(select(Delegate.id)))
    rows: list[dict[str, Any]] = []
    for each in entries:
        facts = each.before
        if facts["number"] in numbers:
            taken.stay.append(each.delegate_id)
            continue
        row = row_of(congress, facts)
        if each.delegate_id not in ids:
            row["id"] = each.delegate_id
        rows.append(row)
    for row in rows:
        db.session.execute(insert(Delegate), [row])
    taken.restored += len(rows)


def row_of(congress: Congress, facts: Facts) -> dict[str, Any]:
    """Return the table row that a delegate's facts mean."""
    form = DelegateForm.model_validate({name: facts[name] for name in DelegateForm.model_fields})
    badge = {name: facts[name] for name in BADGE if name in facts}
    if "created_at" in facts:
        badge["created_at"] = datetime.fromisoformat(facts["created_at"])
    return {
        **form.model_dump(include=set(COLUMNS)),
        **derived(vars(form)),
        **badge,
        "congress_id": congress.id,
        "delegation_id": delegation_named(congress, form.delegation),
        "group_id": group_named(congress, form.group),
    }


def set_back(congress: Congress, entries: list[RosterEntry], taken: Taken) -> None:
    """Give changed delegates back what they were; what was changed again since stays."""
    people: dict[int, Delegate] = {}
    for some in in_portions([each.delegate_id for each in entries]):
        statement = (
            select(Delegate)
            .where(Delegate.congress_id == congress.id, Delegate.id.in_(some))
            .options(joinedload(Delegate.delegation), joinedload(Delegate.group))
        )
        people.update((each.id, each) for each in db.session.scalars(statement))
    numbers = set(db.session.scalars(select(Delegate.number).filter_by(congress_id=congress.id)))
    rows = []
    for each in entries:
        person = people.get(each.delegate_id)
        if person is None:
            taken.stay.append(each.delegate_id)
            continue
        facts = facts_of(person)
        after = each.after or {}
        back = {name: old for name, old in each.before.items() if facts[name] == after[name]}
        if "number" in back and back["number"] in numbers:
            del back["number"]
        if len(back) < len(each.before):
            taken.stay.append(person.id)
        now_so = {**facts, **back}
        taken.entries.append(entry(person.id, facts, now_so))
        row = row_of(congress, now_so)
        del row["congress_id"]
        rows.append({"which": person.id, **{f"new_{name}": row[name] for name in row}})
    if rows:
        write_changes(rows)
