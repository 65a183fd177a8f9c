"""How far somebody may give and take roles: only where they hold the right to, never above."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access import Visitor
from app.accounts.models import Invitation, Organisation, RoleGrant, User
from app.congresses.models import Congress
from app.db import db
from app.errors import InvalidError, NotFoundError, NotOpenError

MANAGE = "people.manage"
ADMIN = "admin"


@dataclass(frozen=True)
class Place:
    """Where a role is held: a congress, an organisation with all below it, or (both None) all."""

    congress_id: int | None = None
    organisation_id: int | None = None

    @property
    def is_everywhere(self) -> bool:
        """It has no limits."""
        return self.congress_id is None and self.organisation_id is None


def place_of(held: RoleGrant | Invitation) -> Place:
    """Return where a role counts."""
    return Place(held.congress_id, held.organisation_id)


def may_manage(who: Visitor, place: Place) -> bool:
    """Tell whether somebody may give and take roles there."""
    if place.organisation_id is not None:
        return who.may_in_organisation(MANAGE, place.organisation_id)
    return who.may(MANAGE, place.congress_id)


def may_give(who: Visitor, role: str, place: Place) -> bool:
    """Tell whether somebody may give this role there: administrators are made by their like."""
    if not may_manage(who, place):
        return False
    if role != ADMIN:
        return True
    if place.organisation_id is None:
        return ADMIN in who.roles_in(place.congress_id)
    own = who.organisation_roles.get(place.organisation_id, frozenset())
    return ADMIN in own | who.roles_in(None)


def check_may_give(who: Visitor, role: str, place: Place) -> None:
    """Raise NotFoundError for a place that is not theirs, NotOpenError for a role above them."""
    check_place(place)
    if not may_manage(who, place):
        raise NotFoundError
    if not may_give(who, role, place):
        raise NotOpenError(_("Only an administrator makes administrators."))


def check_place(place: Place) -> None:
    """Raise InvalidError for two places at once, NotFoundError for one that is not there."""
    if place.congress_id is not None and place.organisation_id is not None:
        raise InvalidError(_("A role is held in a congress or in an organisation."))
    if place.congress_id is not None and db.session.get(Congress, place.congress_id) is None:
        raise NotFoundError
    organisation_id = place.organisation_id
    if organisation_id is not None and db.session.get(Organisation, organisation_id) is None:
        raise NotFoundError


def grant_for(who: Visitor, grant_id: int) -> RoleGrant:
    """Return a role that somebody may take away; raises NotFoundError."""
    found = db.session.get(RoleGrant, grant_id)
    if found is None or not may_give(who, found.role, place_of(found)):
        raise NotFoundError
    return found


def invitation_for(who: Visitor, invitation_id: int) -> Invitation:
    """Return an invitation that somebody may take back; raises NotFoundError."""
    found = db.session.get(Invitation, invitation_id)
    if found is None or not found.role or not may_give(who, found.role, place_of(found)):
        raise NotFoundError
    return found


def account_for(who: Visitor, user_id: int) -> User:
    """Return an account of which every role is theirs to give; raises NotFoundError.

    Who may set somebody's password may become them: a role outside one's reach protects the
    whole account.
    """
    found = db.session.get(User, user_id)
    if found is None or not is_ours(who, found.id):
        raise NotFoundError
    return found


def is_ours(who: Visitor, user_id: int) -> bool:
    """Tell whether every role of an account is in somebody's reach; without roles: everywhere."""
    grants = list(db.session.scalars(select(RoleGrant).filter_by(user_id=user_id)))
    if not grants:
        return may_manage(who, Place())
    return all(may_give(who, each.role, place_of(each)) for each in grants)
