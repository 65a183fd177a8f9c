"""How many people a congress has."""

from sqlalchemy import func, select

from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate


def people(congress: Congress) -> int:
    """Return how many are on the roster, guests too: each has a badge."""
    statement = select(func.count(Delegate.id)).where(Delegate.congress_id == congress.id)
    return int(db.session.scalar(statement) or 0)


def convened(congress: Congress, *, presidium: bool = False) -> int:
    """Return how many delegates are convened, guests not counted; or only the presidium."""
    statement = select(func.count(Delegate.id)).where(
        Delegate.congress_id == congress.id, Delegate.standing != "guest"
    )
    if presidium:
        statement = statement.where(Delegate.presidium)
    return int(db.session.scalar(statement) or 0)
