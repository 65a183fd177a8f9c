"""Congresses as far as a visitor may see them: the lookup is the authorisation."""

from collections.abc import Collection

from sqlalchemy import select

from app.access import Visitor
from app.accounts.models import Organisation
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.errors import NotFoundError


def congress_in_scope(visitor: Visitor, congress_id: int, permission: str) -> Congress:
    """Return the congress in which the visitor has `permission`; raises NotFoundError."""
    congress = db.session.get(Congress, congress_id)
    if congress is None or not visitor.may(permission, congress_id):
        raise NotFoundError
    return congress


def congresses_of(visitor: Visitor, permission: str) -> list[Congress]:
    """Return the congresses in which the visitor has `permission`, newest first."""
    found = db.session.scalars(select(Congress).order_by(Congress.starts_on.desc(), Congress.id))
    return [congress for congress in found if visitor.may(permission, congress.id)]


def organisation_for_new(visitor: Visitor, organisation_id: int) -> Organisation:
    """Return an organisation in which the visitor makes congresses; raises NotFoundError."""
    found = db.session.get(Organisation, organisation_id)
    if found is None or not visitor.may_in_organisation("congress.create", organisation_id):
        raise NotFoundError
    return found


def session_of(congress: Congress, session_id: int) -> CongressSession:
    """Return a session of this congress; raises NotFoundError."""
    found = db.session.get(CongressSession, session_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return found


def organisations_below(organisation_id: int) -> set[int]:
    """Return the ids of an organisation and of all below it."""
    tree = select(Organisation.id).filter_by(id=organisation_id).cte(recursive=True)
    tree = tree.union(select(Organisation.id).join(tree, Organisation.parent_id == tree.c.id))
    return set(db.session.scalars(select(tree.c.id)))


def congress_ids_of(organisation_ids: Collection[int]) -> list[int]:
    """Return the congresses that belong to any of these organisations."""
    statement = select(Congress.id).where(Congress.organisation_id.in_(organisation_ids))
    return list(db.session.scalars(statement))
