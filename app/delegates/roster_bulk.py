"""Changing or removing several delegates in one step, which can be undone."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import breathing
from app.congresses.models import Congress
from app.db import db
from app.delegates.forms import DelegateForm
from app.delegates.models import Delegate, RosterStep
from app.delegates.roster_bonds import bound, in_portions
from app.delegates.roster_forms import BulkForm
from app.delegates.roster_plan import BREATH, Known
from app.delegates.roster_rows import changed_rows, people_with
from app.delegates.roster_staging import Ready, write_ready
from app.delegates.roster_steps import Facts, begin_step, whole
from app.delegates.roster_stroke import Think, in_one_stroke
from app.delegates.roster_units import Units
from app.errors import NotFoundError, RefusedError
from app.realtime import commit_and_publish


@dataclass
class Done:
    """What a step of several did."""

    kind: str
    changed: int = 0
    removed: int = 0
    stay: int = 0
    step_id: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many delegates the step touched."""
        return {"added": 0, "changed": self.changed, "removed": self.removed, "stay": self.stay}


def change_several(congress: Congress, form: BulkForm) -> RosterStep:
    """Set delegation, group, standing or seat of several delegates, all or none.

    Raises NotFoundError where one of them is not in this congress.
    """
    wanted: dict[str, Any] = form.model_dump(exclude={"ids"}, exclude_none=True)
    if not wanted:
        raise RefusedError(_("Choose what is to be changed."))

    def think() -> tuple[Ready, Done]:
        people = people_with(congress, sorted(set(form.ids)))
        refuse_strangers(form.ids, found=len(people))
        ready = Ready(Units(congress))
        pairs = ((each, becoming(each, wanted)) for each in people)
        ready.changed += changed_rows(pairs, ready.units)
        return ready, Done("change", changed=len(ready.changed))

    return carried_out(congress, think)


def becoming(person: Known, wanted: Facts) -> Facts:
    """Return all facts of a delegate of whom some are to be others."""
    return vars(DelegateForm.model_validate({**person.facts, **wanted}))


def remove_several(congress: Congress, ids: list[int]) -> RosterStep:
    """Remove delegates, but for those of whom something speaks: check-ins, consent, notes.

    Raises RefusedError when all of them have to stay, NotFoundError where one is not there.
    """

    def think() -> tuple[Ready, Done]:
        people = people_of(congress, ids)
        refuse_strangers(ids, found=len(people))
        kept = bound(ids)
        gone = [person for person in people if person.id not in kept]
        if not gone:
            raise RefusedError(
                _(
                    "Nobody was removed: check-ins, a consent or notes are kept under these names."
                    " Merge a double, or withdraw the consent first."
                )
            )
        ready = Ready(Units(congress))
        ready.gone += [
            {"which": person.id, "before": whole(person), "after": None}
            for person in breathing(gone, every=BREATH)
        ]
        return ready, Done("remove", removed=len(gone), stay=len(kept))

    return carried_out(congress, think)


def people_of(congress: Congress, ids: list[int]) -> list[Delegate]:
    """Return those of the delegates who are in this congress."""
    found: list[Delegate] = []
    for some in in_portions(ids):
        statement = select(Delegate).where(
            Delegate.congress_id == congress.id, Delegate.id.in_(some)
        )
        units = joinedload(Delegate.delegation), joinedload(Delegate.group)
        found += db.session.scalars(statement.options(*units))
    return found


def refuse_strangers(ids: list[int], *, found: int) -> None:
    """Raise NotFoundError when not all of the delegates were found."""
    if found != len(set(ids)):
        raise NotFoundError


def carried_out(congress: Congress, think: Think[Done]) -> RosterStep:
    """Carry a step of several out; returns it."""

    def write(ready: Ready, done: Done) -> None:
        step = begin_step(congress, done.kind)
        write_ready(congress, ready, step)
        step.counts, done.step_id = done.counts, step.id

    done = in_one_stroke(congress, think, write=write, tell=partial(announce, congress))
    return db.session.get_one(RosterStep, done.step_id)


def announce(congress: Congress, done: Done) -> None:
    """Commit a step of several and let phones and desks know."""
    about = f"step:{done.step_id} count:{done.changed + done.removed}"
    commit_and_publish(congress, "attendance", "roster", did=f"roster.{done.kind}", about=about)
