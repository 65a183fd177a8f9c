"""How many faces a congress has, and which look-alikes are known to be two people."""

from sqlalchemy import func, select

from app.congresses.models import Congress
from app.db import db
from app.delegates.face_models import FaceDifference
from app.delegates.models import Delegate, FaceTemplate
from app.delegates.queries import newest_encoder

Pair = tuple[int, int]


def told_apart(congress: Congress) -> set[Pair]:
    """Return the pairs that somebody looked at, each with the smaller id first."""
    statement = (
        select(FaceDifference.delegate_id, FaceDifference.other_id)
        .join(Delegate, Delegate.id == FaceDifference.delegate_id)
        .where(Delegate.congress_id == congress.id)
    )
    return {in_order(first, second) for first, second in db.session.execute(statement)}


def in_order(first: int, second: int) -> Pair:
    """Return a pair as it is kept: the smaller id first."""
    return min(first, second), max(first, second)


def people_with_faces(congress: Congress) -> int:
    """Return how many people can check in by face: with a template of the present encoder."""
    engine, model = newest_encoder(congress) or ("", "")
    statement = (
        select(func.count(FaceTemplate.delegate_id.distinct()))
        .join(Delegate, Delegate.id == FaceTemplate.delegate_id)
        .where(
            Delegate.congress_id == congress.id,
            FaceTemplate.engine == engine,
            FaceTemplate.model == model,
        )
    )
    return db.session.scalar(statement) or 0
