"""Who holds which role where, as far as somebody may see it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from app.access import Visitor
from app.accounts.models import Invitation, Organisation, RoleGrant, SignIn, User
from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.people.scope import Place, is_ours, may_give, may_manage, place_of


@dataclass(frozen=True)
class HeldRole:
    """A role of a person and where it is held."""

    id: int
    role: str
    place: Place
    may_take: bool


@dataclass
class Person:
    """An account with the roles that the reader of the list may see."""

    user: User
    roles: list[HeldRole] = field(default_factory=list)
    is_ours: bool = False
    seen_at: datetime | None = None


@dataclass
class Branch:
    """An organisation in the tree, with what belongs to it."""

    organisation: Organisation
    depth: int
    congresses: list[Congress] = field(default_factory=list)
    may_change: bool = False


def people_for(who: Visitor, congress: Congress | None = None) -> list[Person]:
    """Return the accounts that somebody may see: with a role in reach, or in this congress."""
    upwards = ancestors(congress.organisation_id) if congress else set()
    found: dict[int, Person] = {}
    rows = db.session.scalars(select(RoleGrant).join(User).order_by(User.name, RoleGrant.id))
    for grant in rows:
        place = place_of(grant)
        if congress is not None and not counts_in(place, congress.id, upwards):
            continue
        if congress is None and not may_manage(who, place):
            continue
        person = found.setdefault(grant.user_id, Person(grant.user))
        may_take = may_give(who, grant.role, place)
        person.roles.append(HeldRole(grant.id, grant.role, place, may_take))
    if congress is None and may_manage(who, Place()):
        for user in db.session.scalars(select(User).order_by(User.name)):
            found.setdefault(user.id, Person(user))
    seen = last_seen()
    for user_id, person in found.items():
        person.is_ours, person.seen_at = is_ours(who, user_id), seen.get(user_id)
    return sorted(found.values(), key=lambda each: (bool(each.user.closed_at), each.user.name))


def counts_in(place: Place, congress_id: int, upwards: set[int]) -> bool:
    """Tell whether a role held at `place` counts in a congress below these organisations."""
    if place.organisation_id is not None:
        return place.organisation_id in upwards
    return place.congress_id in (None, congress_id)


def ancestors(organisation_id: int | None) -> set[int]:
    """Return an organisation and all above it."""
    found: set[int] = set()
    while organisation_id is not None and organisation_id not in found:
        found.add(organisation_id)
        organisation_id = db.session.get_one(Organisation, organisation_id).parent_id
    return found


def last_seen() -> dict[int, datetime]:
    """Return when each account was last seen in any browser."""
    newest = func.max(func.coalesce(SignIn.seen_at, SignIn.created_at))
    rows = db.session.execute(select(SignIn.user_id, newest).group_by(SignIn.user_id)).all()
    return {row[0]: row[1] for row in rows}


def open_invitations(who: Visitor, congress: Congress | None = None) -> list[Invitation]:
    """Return the invitations that nobody used yet and that somebody may take back."""
    statement = select(Invitation).where(
        Invitation.user_id.is_(None),
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now(),
    )
    if congress is not None:
        statement = statement.where(Invitation.congress_id == congress.id)
    found = db.session.scalars(statement.order_by(Invitation.id.desc()))
    return [each for each in found if may_give(who, each.role, place_of(each))]


def tree_for(who: Visitor) -> list[Branch]:
    """Return the organisations in somebody's reach, each after its parent, with its congresses."""
    organisations = list(db.session.scalars(select(Organisation).order_by(Organisation.name)))
    below: dict[int | None, list[Organisation]] = defaultdict(list)
    for each in organisations:
        below[each.parent_id].append(each)
    held: dict[int | None, list[Congress]] = defaultdict(list)
    newest_first = (Congress.starts_on.desc(), Congress.id)
    for congress in db.session.scalars(select(Congress).order_by(*newest_first)):
        held[congress.organisation_id].append(congress)
    branches: list[Branch] = []

    def grow(parent_id: int | None, depth: int) -> None:
        for each in below[parent_id]:
            is_seen = may_manage(who, Place(organisation_id=each.id))
            if is_seen:
                may = who.may_in_organisation("organisations.manage", each.id)
                branches.append(Branch(each, depth, held[each.id], may))
            grow(each.id, depth + is_seen)

    grow(None, 0)
    return branches


def places_for_new(who: Visitor) -> list[Branch]:
    """Return the organisations in which somebody makes congresses, each after its parent."""
    return [
        branch
        for branch in tree_for(who)
        if who.may_in_organisation("congress.create", branch.organisation.id)
    ]


def place_names() -> tuple[dict[int, str], dict[int, str]]:
    """Return the titles of congresses and the names of organisations, by id."""
    congresses = {row[0]: row[1] for row in db.session.execute(select(Congress.id, Congress.title))}
    rows = db.session.execute(select(Organisation.id, Organisation.name))
    return congresses, {row[0]: row[1] for row in rows}
