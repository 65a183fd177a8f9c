"""Changing or removing several delegates in one step, which can be undone."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.actions import set_facts
from app.delegates.forms import DelegateForm
from app.delegates.models import Delegate, RosterStep
from app.delegates.roster_bonds import bound
from app.delegates.roster_forms import BulkForm
from app.delegates.roster_steps import begin_step, entry, facts_of, keep_step, whole
from app.errors import NotFoundError, RefusedError
from app.realtime import commit_and_publish


def people_with(congress: Congress, ids: list[int]) -> list[Delegate]:
    """Return delegates of this congress; raises NotFoundError where one is not."""
    statement = (
        select(Delegate)
        .where(Delegate.congress_id == congress.id, Delegate.id.in_(ids))
        .options(joinedload(Delegate.delegation), joinedload(Delegate.group))
    )
    found = list(db.session.scalars(statement))
    if len(found) != len(set(ids)):
        raise NotFoundError
    return found


@changes
def change_several(congress: Congress, form: BulkForm) -> RosterStep:
    """Set delegation, group, standing or seat of several delegates, all or none."""
    wanted: dict[str, Any] = form.model_dump(exclude={"ids"}, exclude_none=True)
    if not wanted:
        raise RefusedError(_("Choose what is to be changed."))
    entries = []
    for person in people_with(congress, form.ids):
        before = facts_of(person)
        after = {**before, **wanted}
        set_facts(congress, person, DelegateForm.model_validate(after))
        entries.append(entry(person.id, before, after))
    return closed(congress, "change", entries)


@changes
def remove_several(congress: Congress, ids: list[int]) -> RosterStep:
    """Remove delegates, but for those of whom something speaks: check-ins, consent, notes.

    Raises RefusedError when all of them have to stay.
    """
    people = people_with(congress, ids)
    kept = bound(ids)
    gone = [person for person in people if person.id not in kept]
    if not gone:
        raise RefusedError(
            _(
                "Nobody was removed: check-ins, a consent or notes are kept under these names."
                " Merge a double, or withdraw the consent first."
            )
        )
    entries = [entry(person.id, whole(person), None) for person in gone]
    db.session.execute(delete(Delegate).where(Delegate.id.in_([each.id for each in gone])))
    return closed(congress, "remove", entries, stay=len(kept))


def closed(
    congress: Congress, kind: str, entries: list[dict[str, Any]], *, stay: int = 0
) -> RosterStep:
    """Write the step and commit."""
    step = begin_step(congress, kind)
    keep_step(step, entries=entries)
    step.counts = {**step.counts, "stay": stay}
    about = f"step:{step.id} count:{len(entries)}"
    commit_and_publish(congress, "attendance", "roster", did=f"roster.{kind}", about=about)
    return step
