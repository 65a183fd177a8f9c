"""Preparing a congress and its sessions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_babel import lazy_gettext as _

from app.accounts.models import RoleGrant
from app.clock import now
from app.congresses.forms import CongressChange, CongressForm, RetentionForm
from app.congresses.models import Congress, CongressSession
from app.congresses.retention import USUAL_DAYS, keep_as_usual, keep_until, last_day, move_along
from app.db import changes, db
from app.errors import InvalidError
from app.i18n import nfc
from app.realtime import commit_and_publish


@changes
def add_congress(
    title: str,
    *,
    starts_on: date,
    ends_on: date,
    venue: str,
    time_zone: str,
    term: str = "",
    organisation_id: int | None = None,
    organiser_id: int | None = None,
) -> Congress:
    """Make a congress; whoever makes it organises it."""
    form = CongressForm(
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        venue=venue,
        time_zone=time_zone,
        term=term,
    )
    congress = new_congress(form, organisation_id=organisation_id, organiser_id=organiser_id)
    commit_and_publish(congress, "agenda", did="congress.add", about=f"congress:{congress.id}")
    return congress


def new_congress(
    form: CongressForm, *, organisation_id: int | None, organiser_id: int | None = None
) -> Congress:
    """Put a new congress into the present transaction."""
    if form.ends_on < form.starts_on:
        raise InvalidError(_("The congress ends before it starts."))
    check_time_zone(form.time_zone)
    congress = Congress(
        organisation_id=organisation_id,
        created_at=now(),
        **form.model_dump(include=set(CongressForm.model_fields)),
    )
    keep_as_usual(congress)
    db.session.add(congress)
    db.session.flush()
    if organiser_id is not None:
        db.session.add(RoleGrant(user_id=organiser_id, role="organiser", congress_id=congress.id))
    return congress


@changes
def change_congress(congress: Congress, form: CongressChange) -> Congress:
    """Bring title, days, venue and quorum into the state that was sent."""
    if form.ends_on < form.starts_on:
        raise InvalidError(_("The congress ends before it starts."))
    if form.quorum_numerator > form.quorum_denominator:
        raise InvalidError(_("The quorum cannot be more than all who are convened."))
    check_time_zone(form.time_zone)
    kept = {audience: last_day(congress, audience) for audience in USUAL_DAYS}
    moved = form.ends_on - congress.ends_on
    for name, value in form.model_dump().items():
        setattr(congress, name, value)
    move_along(congress, kept, moved)
    commit_and_publish(
        congress, "agenda", "attendance", did="congress.change", about=f"congress:{congress.id}"
    )
    return congress


@changes
def set_archived(congress: Congress, *, archived: bool) -> None:
    """Make a congress read-only for everybody, or open it for changes again."""
    if archived != (congress.archived_at is not None):
        congress.archived_at = now() if archived else None
    did = "congress.archive" if archived else "congress.reopen"
    commit_and_publish(congress, did=did, about=f"congress:{congress.id}")


@changes
def set_retention(congress: Congress, form: RetentionForm) -> None:
    """Say until which day each audience may read; phones follow at once."""
    for audience in USUAL_DAYS:
        day = getattr(form, f"{audience}_until")
        if day is not None and day < congress.ends_on:
            raise InvalidError(_("Documents stay readable until the congress ends at least."))
        keep_until(congress, audience, day)
    commit_and_publish(
        congress, "library", did="congress.retention", about=f"congress:{congress.id}"
    )


def check_time_zone(name: str) -> None:
    """Raise InvalidError unless `name` is a known time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InvalidError(
            _("There is no time zone “%(name)s”; use for example Asia/Ho_Chi_Minh.", name=name)
        ) from error


@changes
def add_session(
    congress: Congress, title: str, *, starts_at: datetime, ends_at: datetime
) -> CongressSession:
    """Add a session to a congress."""
    if ends_at <= starts_at:
        raise InvalidError(_("The session ends before it starts."))
    session = CongressSession(
        congress_id=congress.id, title=nfc(title), starts_at=starts_at, ends_at=ends_at
    )
    db.session.add(session)
    db.session.flush()
    commit_and_publish(
        congress, "agenda", "attendance", did="session.add", about=f"session:{session.id}"
    )
    return session


@changes
def change_session(
    congress: Congress,
    session: CongressSession,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
) -> CongressSession:
    """Rename a session or move it in time."""
    if ends_at <= starts_at:
        raise InvalidError(_("The session ends before it starts."))
    session.title, session.starts_at, session.ends_at = nfc(title), starts_at, ends_at
    commit_and_publish(
        congress, "agenda", "attendance", did="session.change", about=f"session:{session.id}"
    )
    return session


@changes
def set_roll_call(congress: Congress, session: CongressSession, *, closed: bool) -> None:
    """Close the roll-call (whoever is missing then is unexcused) or open it again."""
    session.roll_call_closed_at = now() if closed else None
    did = "roll_call.close" if closed else "roll_call.reopen"
    commit_and_publish(congress, "attendance", did=did, about=f"session:{session.id}")
