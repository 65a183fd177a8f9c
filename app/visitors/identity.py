"""Finds out who makes a request: a user's cookie, a bearer token, a badge, a scanned link."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, g, request, session
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access import NOBODY, Visitor
from app.accounts.models import RoleGrant, User
from app.accounts.queries import (
    Holder,
    holder_of,
    present_sign_in,
    roles_with_second_factor,
)
from app.accounts.sign_ins import note_seen
from app.clock import now
from app.congresses.queries import congress_ids_of, organisations_below
from app.db import db
from app.delegates.models import Delegate
from app.errors import SignInError
from app.library.links import is_open
from app.library.models import Link
from app.visitors.shared import (
    end_use,
    end_what_is_over,
    is_shared,
    note_use,
)

Roles = dict[int | None, frozenset[str]]
HASH_PREFIX = 16
"""How much of a token's hash the cookie holds: a replaced badge, a renewed link no longer fits."""
MOST_LINKS = 20
"""A cookie is small; the newest links are kept."""


def init_app(app: Flask) -> None:
    """Identify every visitor before anything else looks at the request."""
    app.before_request(identify)


def identify() -> None:
    """Set the visitor of this request; an unknown bearer token is refused at once."""
    if request.path.startswith("/static/"):
        return
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        g.visitor = with_token(token.strip())
    else:
        g.visitor = with_cookie()
        if not request.path.startswith("/api/"):
            note_use()


def with_token(token: str) -> Visitor:
    """Return the program or device that holds `token`; raises SignInError."""
    holder = holder_of(token)
    if holder is None:
        raise SignInError(_("This token is unknown or was revoked."))
    return holding(holder)


def with_device(token: str) -> Visitor | None:
    """Return the paired desk or screen that holds `token`."""
    holder = holder_of(token)
    return holding(holder) if holder and holder.kind != "token" else None


def holding(holder: Holder) -> Visitor:
    """Return the visitor that the holder of a bearer token is."""
    return Visitor(
        kind=holder.kind,
        name=holder.name,
        id=holder.id,
        roles={holder.congress_id: frozenset({holder.role})},
    )


def with_cookie() -> Visitor:
    """Return the signed-in user, or whom this browser's badges and links make of it."""
    end_what_is_over()
    if session.get("device"):
        return with_device(session["device"]) or NOBODY
    user = present_user()
    badges, links = valid_badges(), valid_links()
    if user is None and not badges and not links:
        return NOBODY
    held = held_by(user) if user else Held()
    roles = held.roles
    for link in links:
        add_role(roles, link.congress_id, "guest")
    for delegate in badges:
        add_role(roles, delegate.congress_id, "delegate")
    moment = now()
    opened = [link for link in links if is_open(link, moment)]
    return Visitor(
        kind="user" if user else "delegate" if badges else "guest",
        name=name_of(user, badges),
        id=user.id if user else badges[0].id if badges else None,
        roles=roles,
        delegate_ids={delegate.congress_id: delegate.id for delegate in badges},
        presidium_in=frozenset(each.congress_id for each in badges if each.presidium),
        session_ids=targets(opened, "session"),
        document_ids=targets(opened, "document"),
        site_ids={each.congress_id: each.site_id for each in opened if each.site_id is not None},
        organisation_roles=held.organisation_roles,
        lacks_second_factor=held.lacks_second_factor,
        by_cookie=True,
        is_shared=is_shared(),
    )


def name_of(user: User | None, badges: list[Delegate]) -> str:
    """Return what to call the visitor; guests have no name."""
    if user is not None:
        return user.display_name or user.name
    return badges[0].name if badges else ""


def targets(links: list[Link], target: str) -> frozenset[int]:
    """Return the ids that links of one kind point to."""
    return frozenset(
        link.target_id for link in links if link.target == target and link.target_id is not None
    )


@dataclass
class Held:
    """The roles of an account, as a visitor has them."""

    roles: Roles = field(default_factory=dict)
    organisation_roles: dict[int, frozenset[str]] = field(default_factory=dict)
    lacks_second_factor: bool = False


def present_user() -> User | None:
    """Return the user who is signed in, and note that this browser was seen."""
    sign_in = present_sign_in()
    if sign_in is None:
        return None
    note_seen(sign_in, address=request.remote_addr or "")
    return sign_in.user


def add_role(roles: Roles, congress_id: int | None, role: str) -> None:
    """Add a role held in a congress."""
    roles[congress_id] = roles.get(congress_id, frozenset()) | {role}


def held_by(user: User) -> Held:
    """Return the roles of an account: by congress, by organisation with all below, everywhere.

    A role that works only with a second factor waits until the account has one.
    """
    held = Held()
    waiting = frozenset() if user.totp_since else roles_with_second_factor()
    for grant in db.session.scalars(select(RoleGrant).filter_by(user_id=user.id)):
        if grant.role in waiting:
            held.lacks_second_factor = True
        elif grant.organisation_id is None:
            add_role(held.roles, grant.congress_id, grant.role)
        else:
            add_organisation_role(held, grant.organisation_id, grant.role)
    return held


def add_organisation_role(held: Held, organisation_id: int, role: str) -> None:
    """Add a role held in an organisation, in all below it and in all their congresses."""
    below = organisations_below(organisation_id)
    for each in below:
        held.organisation_roles[each] = held.organisation_roles.get(each, frozenset()) | {role}
    for congress_id in congress_ids_of(below):
        add_role(held.roles, congress_id, role)


def valid_badges() -> list[Delegate]:
    """Return the delegates whose present badge this browser opened."""
    kept: dict[str, Any] = session.get("badges") or {}
    found = []
    for delegate_id, prefix in kept.values():
        delegate = db.session.get(Delegate, delegate_id)
        if delegate is not None and delegate.badge_hash.startswith(prefix):
            found.append(delegate)
    return found


def valid_links() -> list[Link]:
    """Return the links that this browser scanned, none that was revoked or renewed, in order."""
    kept: dict[int, str] = dict(session.get("scanned") or [])
    if not kept:
        return []
    found = db.session.scalars(select(Link).where(Link.id.in_(kept), Link.revoked_at.is_(None)))
    links = {link.id: link for link in found if link.token_hash.startswith(kept[link.id])}
    return [links[link_id] for link_id in kept if link_id in links]


def keep_badge(delegate: Delegate) -> None:
    """Make this browser the delegate's."""
    if is_shared():
        end_use()  # whoever shows another badge is somebody else
    badges = dict(session.get("badges") or {})
    badges[str(delegate.congress_id)] = [delegate.id, delegate.badge_hash[:HASH_PREFIX]]
    session["badges"] = badges
    session.permanent = True


def keep_device(token: str) -> None:
    """Make this browser a paired screen."""
    session.clear()
    session["device"] = token
    session.permanent = True


def keep_link(link: Link) -> None:
    """Let this browser see what the link opens; the newest are kept."""
    others = [each for each in session.get("scanned") or [] if each[0] != link.id]
    mine = [link.id, link.token_hash[:HASH_PREFIX]]
    session["scanned"] = [*others, mine][-MOST_LINKS:]
    session.permanent = True
