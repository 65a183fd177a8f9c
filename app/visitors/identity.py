"""Finds out who makes a request: a user's cookie, a bearer token, a badge, a scanned link."""

from typing import Any

from flask import Flask, g, request, session
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access import NOBODY, Visitor
from app.accounts.models import RoleGrant, User
from app.accounts.queries import device_with, program_with, signed_in_user
from app.clock import now
from app.congresses.queries import congress_ids_of_organisation
from app.db import db
from app.delegates.models import Delegate
from app.errors import SignInError
from app.library.links import is_open
from app.library.models import Link

Roles = dict[int | None, frozenset[str]]
BADGE_PREFIX = 16
"""How much of a badge's hash the cookie holds: a replaced badge no longer fits."""


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


def with_token(token: str) -> Visitor:
    """Return the program or device that holds `token`; raises SignInError."""
    device = with_device(token)
    if device is not None:
        return device
    program = program_with(token)
    if program is None:
        raise SignInError(_("This token is unknown or was revoked."))
    return Visitor(
        kind="token",
        name=program.role,
        id=program.id,
        roles={program.congress_id: frozenset({program.role})},
    )


def with_device(token: str) -> Visitor | None:
    """Return the paired desk or screen that holds `token`."""
    device = device_with(token)
    if device is None:
        return None
    return Visitor(
        kind=device.kind,
        name=device.name,
        id=device.id,
        roles={device.congress_id: frozenset({device.kind})},
    )


def with_cookie() -> Visitor:
    """Return the signed-in user, or whom this browser's badges and links make of it."""
    if session.get("device"):
        return with_device(session["device"]) or NOBODY
    user = signed_in_user() if session.get("sign_in") else None
    badges, links = valid_badges(), valid_links()
    if user is None and not badges and not links:
        return NOBODY
    roles = roles_of(user) if user else {}
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
        by_cookie=True,
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


def add_role(roles: Roles, congress_id: int | None, role: str) -> None:
    """Add a role held in a congress."""
    roles[congress_id] = roles.get(congress_id, frozenset()) | {role}


def roles_of(user: User) -> Roles:
    """Return the roles of an account: by congress, by organisation with all below, everywhere."""
    roles: Roles = {}
    for grant in db.session.scalars(select(RoleGrant).filter_by(user_id=user.id)):
        if grant.organisation_id is None:
            add_role(roles, grant.congress_id, grant.role)
            continue
        for congress_id in congress_ids_of_organisation(grant.organisation_id):
            add_role(roles, congress_id, grant.role)
    return roles


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
    """Return the links that this browser scanned and that were not revoked."""
    kept: list[int] = session.get("links") or []
    if not kept:
        return []
    return list(
        db.session.scalars(select(Link).where(Link.id.in_(kept), Link.revoked_at.is_(None)))
    )


def keep_badge(delegate: Delegate) -> None:
    """Make this browser the delegate's."""
    badges = dict(session.get("badges") or {})
    badges[str(delegate.congress_id)] = [delegate.id, delegate.badge_hash[:BADGE_PREFIX]]
    session["badges"] = badges
    session.permanent = True


def keep_device(token: str) -> None:
    """Make this browser a paired screen."""
    session.clear()
    session["device"] = token
    session.permanent = True


def keep_link(link: Link) -> None:
    """Let this browser see what the link opens; the newest twenty are kept."""
    links = [each for each in session.get("links") or [] if each != link.id]
    session["links"] = [*links, link.id][-20:]
    session.permanent = True
