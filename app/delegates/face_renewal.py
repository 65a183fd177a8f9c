"""Faces that another model made: never compared with the present one's, and asked for again."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, delete, not_, select, update

from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.models import Delegate, FaceTemplate, Portrait
from app.realtime import commit_and_publish, commit_quietly

OTHER_MODEL = "other_model"
"""The reason of a photograph whose template only the model of before understands."""


@changes
def mark_other_models(congress: Congress, *, engine: str, model: str) -> None:
    """Note whose faces must be taken again because another model is installed now.

    The templates stay, unread: where the model of before comes back, so do they.
    """
    is_ours = (FaceTemplate.engine == engine) & (FaceTemplate.model == model)
    outdated = told_of(congress, not_(is_ours), was=("ready", ""), now=("refused", OTHER_MODEL))
    good_again = told_of(congress, is_ours, was=("refused", OTHER_MODEL), now=("ready", ""))
    if outdated or good_again:
        about = f"again:{outdated} good:{good_again}"
        commit_and_publish(congress, "roster", did="faces.other_model", about=about)
    else:
        commit_quietly()


def told_of(
    congress: Congress, which: ColumnElement[bool], *, was: tuple[str, str], now: tuple[str, str]
) -> int:
    """Give photographs another state and reason by their templates; returns how many changed."""
    theirs = (
        select(FaceTemplate.portrait_id)
        .join(Delegate, Delegate.id == FaceTemplate.delegate_id)
        .where(Delegate.congress_id == congress.id, which)
    )
    changed = db.session.execute(
        update(Portrait)
        .where(Portrait.id.in_(theirs), Portrait.state == was[0], Portrait.reason == was[1])
        .values(state=now[0], reason=now[1])
        .execution_options(synchronize_session=False)
    )
    return int(changed.rowcount)  # type: ignore[attr-defined]


def people_to_ask_again(congress: Congress) -> list[int]:
    """Return whose faces must be taken again, by given name."""
    statement = (
        select(Delegate.id)
        .where(Delegate.congress_id == congress.id, Delegate.id.in_(to_be_taken_again()))
        .order_by(Delegate.sort_key, Delegate.number)
    )
    return list(db.session.scalars(statement))


def to_be_taken_again() -> ColumnElement[int]:
    """Return the ids of all such people, for other queries."""
    return select(Portrait.delegate_id).where(Portrait.reason == OTHER_MODEL).scalar_subquery()


def drop_outdated(delegate_ids: Iterable[int]) -> None:
    """Remove what another model made of people whose faces were taken again, in this transaction.

    Those who still wait keep theirs.
    """
    ids = sorted(delegate_ids)
    for first in range(0, len(ids), 500):
        theirs = (
            Portrait.delegate_id.in_(ids[first : first + 500]),
            Portrait.reason == OTHER_MODEL,
        )
        outdated = select(Portrait.id).where(*theirs)
        unsynced = {"synchronize_session": False}
        for statement in (
            delete(FaceTemplate).where(FaceTemplate.portrait_id.in_(outdated)),
            delete(Portrait).where(*theirs),
        ):
            db.session.execute(statement.execution_options(**unsynced))
