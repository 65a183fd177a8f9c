"""Who may do what: one table, read by every route, by the matrix test and by the docs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import g

ROLES = (
    "admin",
    "organiser",
    "secretary",
    "chair",
    "credentials",
    "desk",
    "screen",
    "leader",
    "viewer",
)
"""Roles that a person or a bearer token can hold (contract.md)."""

VISITORS = ("kiosk", "monitor", "delegate", "guest", "nobody")
"""Who comes without an account: a paired desk, a paired screen that stands before whoever speaks,
a badge, a session's QR, anybody."""

STAFF = frozenset({"admin", "organiser", "secretary", "chair", "credentials"})
OFFICE = frozenset({"admin", "organiser", "secretary"})
PRESIDIUM_ROLES = OFFICE | {"chair"}
DELEGATE_ROLES = frozenset({"delegate", "credentials", "leader", "viewer", "desk"})
AT_THE_DOOR = OFFICE | {"credentials", "desk", "kiosk"}
EVERY_ROLE = frozenset(ROLES)
PARTICIPANTS = EVERY_ROLE | {"kiosk", "monitor", "delegate", "guest"}

PERMISSIONS: dict[str, frozenset[str]] = {
    "congress.create": frozenset({"admin", "organiser"}),
    "congress.follow": PARTICIPANTS,
    "congress.prepare": OFFICE,
    "congress.archive": frozenset({"admin", "organiser"}),
    "documents.read": PARTICIPANTS,
    "documents.manage": OFFICE,
    "links.manage": OFFICE,
    "readers.read": OFFICE | {"chair"},
    "paper.read": STAFF,
    "paper.manage": OFFICE,
    "sheets.print": OFFICE,
    "delegates.list": PARTICIPANTS - {"kiosk", "monitor"},
    "roster.read": STAFF | {"desk"},
    "roster.manage": OFFICE,
    "portraits.manage": AT_THE_DOOR - {"kiosk"},
    "photos.see": AT_THE_DOOR - {"kiosk"},
    "devices.manage": frozenset({"admin", "organiser"}),
    "gallery.read": frozenset({"kiosk"}),
    "device.report": frozenset({"kiosk"}),
    "attendance.record": AT_THE_DOOR,
    "attendance.follow": PARTICIPANTS,
    "attendance.review": OFFICE | {"credentials"},
    "delegation.lead": frozenset({"delegate"}),
    "attendance.close": OFFICE | {"credentials", "chair"},
    "attendance.events": STAFF | {"desk", "kiosk"},
    "credentials.read": STAFF,
    "credentials.adopt": OFFICE | {"credentials", "chair"},
    "agenda.notes": OFFICE | {"chair"},
    "stage.move": frozenset({"admin", "organiser", "chair"}),
    "screen.show": STAFF | {"screen", "monitor"},
    "stage.notes": OFFICE | {"chair", "monitor"},
    "office.enter": STAFF | {"desk", "viewer", "leader"},
    "export.read": OFFICE,
    "audit.read": frozenset({"admin", "organiser"}),
    "own.read": PARTICIPANTS,
    "notes.keep": frozenset({"delegate"}),
    "metrics.read": frozenset({"admin"}),
    "congress.erase": frozenset({"admin", "organiser"}),
    "people.erase": frozenset({"admin", "organiser"}),
    "people.manage": frozenset({"admin", "organiser"}),
    "organisations.manage": frozenset({"admin"}),
    "house.manage": frozenset({"admin"}),
}

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Visitor:
    """Who is asking: what they are in each congress, and what they are everywhere.

    `roles` maps a congress id to the roles held there; None stands for every congress.
    """

    kind: str = "nobody"
    name: str = ""
    id: int | None = None
    roles: dict[int | None, frozenset[str]] = field(default_factory=dict)
    delegate_ids: dict[int, int] = field(default_factory=dict)
    """The delegate that this visitor is, by congress (from a badge)."""
    presidium_in: frozenset[int] = frozenset()
    """Congresses in which a badge shows a member of the presidium."""
    session_ids: frozenset[int] = frozenset()
    """Sessions whose QR was scanned and whose window is open."""
    document_ids: frozenset[int] = frozenset()
    """Documents whose own QR was scanned and whose window is open."""
    site_ids: dict[int, int] = field(default_factory=dict)
    """The site whose QR was scanned last and is open, by congress."""
    organisation_roles: dict[int, frozenset[str]] = field(default_factory=dict)
    """The roles held in organisations, those from above included, by organisation id."""
    lacks_second_factor: bool = False
    """A role of this account waits until the account has a second factor."""
    by_cookie: bool = False
    """Known by a cookie, which a browser sends by itself: changes need the page's own origin."""
    is_shared: bool = False
    """Several people use this browser in turn: nothing is kept for it, not even for a moment."""

    def roles_in(self, congress_id: int | None) -> frozenset[str]:
        """Return the roles held in a congress, with those held everywhere."""
        everywhere = self.roles.get(None, frozenset())
        if congress_id is None:
            return everywhere
        return everywhere | self.roles.get(congress_id, frozenset())

    def may(self, permission: str, congress_id: int | None) -> bool:
        """Tell whether the table allows `permission` in that congress."""
        return bool(PERMISSIONS[permission] & self.roles_in(congress_id))

    def may_somewhere(self, permission: str) -> bool:
        """Tell whether the table allows `permission` in any place at all."""
        held = (self.roles_in(None), *self.roles.values(), *self.organisation_roles.values())
        return bool(PERMISSIONS[permission] & frozenset().union(*held))

    def may_in_organisation(self, permission: str, organisation_id: int) -> bool:
        """Tell whether the table allows `permission` in an organisation."""
        roles = self.roles_in(None) | self.organisation_roles.get(organisation_id, frozenset())
        return bool(PERMISSIONS[permission] & roles)

    def audience_in(self, congress_id: int) -> str:
        """Return the audience whose documents and news this visitor gets in a congress.

        `presidium`, `delegates`, `session-3-5` (guests of these sessions) or `public`.
        """
        roles = self.roles_in(congress_id)
        if roles & PRESIDIUM_ROLES or congress_id in self.presidium_in:
            return "presidium"
        if roles & DELEGATE_ROLES:
            return "delegates"
        if self.session_ids:
            return "session-" + "-".join(str(each) for each in sorted(self.session_ids))
        return "public"


NOBODY = Visitor(roles={None: frozenset({"nobody"})})


def visitor() -> Visitor:
    """Return who makes this request."""
    found: Visitor = g.get("visitor", NOBODY)
    return found


def needs(permission: str, *, everywhere: bool = False) -> Callable[[View], View]:
    """Declare the permission of a route; the lookup of its congress enforces it.

    `everywhere`: a role in one congress or organisation is not enough.
    """
    if permission not in PERMISSIONS:
        raise KeyError(permission)

    def declare(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        view.everywhere = everywhere  # type: ignore[attr-defined]
        return view

    return declare


def open_to_all(reason: str) -> Callable[[View], View]:
    """Declare a route that asks for no permission, and why."""

    def declare(view: View) -> View:
        view.permission = None  # type: ignore[attr-defined]
        view.open_because = reason  # type: ignore[attr-defined]
        return view

    return declare


def even_archived(reason: str) -> Callable[[View], View]:
    """Declare a changing route that works in an archived congress too, and why."""

    def declare(view: View) -> View:
        view.even_archived = reason  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Callable[..., Any]) -> tuple[bool, str | None]:
    """Return (is it declared at all, its permission or None when open to all)."""
    return hasattr(view, "permission"), getattr(view, "permission", None)
