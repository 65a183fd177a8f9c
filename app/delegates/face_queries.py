"""How many faces a congress has."""

from sqlalchemy import func, select

from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, FaceTemplate
from app.delegates.queries import newest_encoder


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
