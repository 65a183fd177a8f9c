"""Whether a visitor may copy a congress, and into which organisation the copy goes."""

from sqlalchemy import select

from app.access import Visitor
from app.accounts.models import Organisation
from app.congresses.models import Congress
from app.congresses.queries import organisation_for_new
from app.db import db
from app.errors import NotFoundError


def organisation_for_copy(visitor: Visitor, source: Congress) -> Organisation | None:
    """Return the organisation of a congress, if the visitor may make congresses there.

    None is for congresses without one; raises NotFoundError for whoever may not.
    """
    if source.organisation_id is not None:
        return organisation_for_new(visitor, source.organisation_id)
    if not visitor.may("congress.create", None):
        raise NotFoundError
    return None


def may_copy(visitor: Visitor, source: Congress) -> bool:
    """Tell whether the visitor may copy a congress."""
    try:
        organisation_for_copy(visitor, source)
    except NotFoundError:
        return False
    return True


def rehearsal_of(congress: Congress) -> Congress | None:
    """Return the rehearsal of a congress, None when nothing is being rehearsed."""
    return db.session.scalar(select(Congress).filter_by(rehearsal_of_id=congress.id))
