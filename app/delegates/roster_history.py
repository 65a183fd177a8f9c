"""Who changed what of the roster, and when: of the congress, and of one delegate."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import String, cast, select

from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, RosterEntry, RosterStep, Site
from app.delegates.roster_forms import ChangedFact, HistoryAnswer, StepAnswer
from app.delegates.roster_merge import partable_merges
from app.delegates.roster_steps import FIELDS
from app.delegates.roster_undo import UNDOABLE
from app.errors import NotFoundError

MOST_STEPS = 50


def step_of(congress: Congress, step_id: int) -> RosterStep:
    """Return a step of this congress's roster; raises NotFoundError."""
    found = db.session.get(RosterStep, step_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return found


def latest_steps(congress: Congress) -> list[RosterStep]:
    """Return the latest steps, newest first."""
    statement = select(RosterStep).filter_by(congress_id=congress.id)
    return list(db.session.scalars(statement.order_by(RosterStep.id.desc()).limit(MOST_STEPS)))


def step_answers(steps: Iterable[RosterStep]) -> list[StepAnswer]:
    """Return steps as the API tells them."""
    told = list(steps)
    whole = partable_merges([each.id for each in told if each.kind == "merge"])
    return [answer_of(each, can_part=each.kind != "merge" or each.id in whole) for each in told]


def step_answer(step: RosterStep) -> StepAnswer:
    """Return a step as the API tells it."""
    return step_answers([step])[0]


def answer_of(step: RosterStep, *, can_part: bool) -> StepAnswer:
    """Return a step as the API tells it; a merge of which too little is known stays as it is."""
    return StepAnswer(
        id=step.id,
        kind=step.kind,
        made_by=step.made_by,
        made_at=step.made_at,
        note=step.note,
        counts=step.counts,
        undone_at=step.undone_at,
        is_undoable=step.undone_at is None and step.kind in UNDOABLE and can_part,
    )


def history_of(congress: Congress, delegate: Delegate) -> list[HistoryAnswer]:
    """Return what was done to a delegate, the newest first."""
    statement = (
        select(RosterStep, RosterEntry)
        .join(RosterEntry, RosterEntry.step_id == RosterStep.id)
        .where(RosterStep.congress_id == congress.id, RosterEntry.delegate_id == delegate.id)
    )
    named = select(Site.id, Site.name).filter_by(congress_id=congress.id)
    sites: dict[int, str] = dict(db.session.execute(named).all())
    found = [told(step, each, sites) for step, each in db.session.execute(statement)]
    adding = select(RosterStep).where(
        RosterStep.congress_id == congress.id,
        RosterStep.kind.in_(("add", "import")),
        # Narrows thousands of steps down; whether the id is really there is asked below.
        cast(RosterStep.added, String).contains(str(delegate.id)),
    )
    steps = db.session.scalars(adding)
    found += [told(step, None, sites) for step in steps if delegate.id in step.added]
    return sorted(found, key=lambda each: -each.step_id)


def told(step: RosterStep, entry: RosterEntry | None, sites: dict[int, str]) -> HistoryAnswer:
    """Return what a step made of one delegate; without an entry it added them.

    `sites` by their ids: an entry knows no more of a site, and tells it by the name of today.
    """
    before, after = (entry.before, entry.after or {}) if entry else ({}, {})
    fields = {name: name for name in FIELDS} | {"site_id": "site"}

    def words(field: str, value: Any) -> str:
        return sites.get(value, "") if field == "site" else text(value)

    return HistoryAnswer(
        step_id=step.id,
        kind=step.kind,
        made_by=step.made_by,
        made_at=step.made_at,
        note=step.note,
        is_undone=step.undone_at is not None,
        changes=[
            ChangedFact(
                field=field, before=words(field, before[name]), after=words(field, after[name])
            )
            for name, field in fields.items()
            if name in before and name in after
        ],
    )


def text(value: Any) -> str:
    """Return a field's value as text, "" for nothing."""
    return "" if value in (None, False) else str(value)
