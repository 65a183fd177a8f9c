"""Links to the own page about the face for everybody who has not answered yet, and their end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, exists, func, select, update

from app.accounts.tokens import new_nonce, token_hash
from app.clock import breathing, give_way, now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.face_links import OPEN_FOR, face_token, link_url
from app.delegates.face_models import EnrolmentLink
from app.delegates.face_renewal import to_be_taken_again
from app.delegates.models import ERASED_NAME, Consent, Delegate, Delegation
from app.errors import InvalidError
from app.realtime import commit_and_publish

AT_ONCE = 50
"""So many links are made in one stroke; between two the hub serves phones."""
LONGEST = timedelta(days=60)


@dataclass(frozen=True)
class Invited:
    """A delegate with a link that opens now."""

    number: str
    name: str
    delegation: str
    position: str
    url: str
    expires_at: datetime


def usual_last_day(congress: Congress) -> date:
    """Return the day that is offered: in a fortnight, or when the congress ends."""
    today = now().astimezone(ZoneInfo(congress.time_zone)).date()
    return max(today, min(today + OPEN_FOR, congress.ends_on))


def make_round(congress: Congress, last_day: date) -> int:
    """Give everybody who has not answered a link until the end of a day; returns how many have one.

    Links that are open already stay as they are printed and end on that day too. Raises
    InvalidError for a day that is over or too far away.
    """
    expires_at = end_of(congress, last_day)
    waiting = unanswered(congress)
    for first in range(0, len(waiting), AT_ONCE):
        give_links(congress, waiting[first : first + AT_ONCE], expires_at)
        give_way()
    return len(waiting)


def end_of(congress: Congress, last_day: date) -> datetime:
    """Return the end of a day at the venue; raises InvalidError."""
    zone = ZoneInfo(congress.time_zone)
    ends = datetime.combine(last_day + timedelta(days=1), time(), zone)
    if ends <= now():
        raise InvalidError(_("Choose today or a later day."), fields={"last_day": ""})
    if ends > now() + LONGEST + timedelta(days=1):
        raise InvalidError(
            _("Links work for %(n)s days at most.", n=LONGEST.days), fields={"last_day": ""}
        )
    return ends


def unanswered(congress: Congress) -> list[int]:
    """Return who has neither agreed to check-in by face nor withdrawn: they have not answered.

    Those whose faces another model made are asked again, too.
    """
    answered = exists().where(Consent.delegate_id == Delegate.id, Consent.purpose == "face")
    statement = (
        select(Delegate.id)
        .where(
            *(Delegate.congress_id == congress.id, Delegate.name != ERASED_NAME),
            ~answered | Delegate.id.in_(to_be_taken_again()),
        )
        .order_by(Delegate.id)
    )
    return list(db.session.scalars(statement))


@changes
def give_links(congress: Congress, ids: Sequence[int], expires_at: datetime) -> None:
    """Give some delegates a link, or let the one they have end then."""
    open_ones = EnrolmentLink.delegate_id.in_(ids), *is_open()
    have = set(db.session.scalars(select(EnrolmentLink.delegate_id).where(*open_ones)))
    db.session.execute(update(EnrolmentLink).where(*open_ones).values(expires_at=expires_at))
    made = [
        EnrolmentLink(delegate_id=each, nonce=new_nonce(), made_at=now(), expires_at=expires_at)
        for each in ids
        if each not in have
    ]
    for link in made:
        link.token_hash = token_hash(face_token(link))
    db.session.add_all(made)
    commit_and_publish(congress, did="face_link.round", about=f"count:{len(ids)}")


@changes
def end_round(congress: Congress) -> None:
    """Let no link of this congress open anything more; what was given by one stays."""
    theirs = select(Delegate.id).where(Delegate.congress_id == congress.id)
    db.session.execute(
        update(EnrolmentLink)
        .where(EnrolmentLink.delegate_id.in_(theirs), EnrolmentLink.revoked_at.is_(None))
        .values(revoked_at=now())
        .execution_options(synchronize_session=False)
    )
    commit_and_publish(congress, did="face_link.end_round", about=f"congress:{congress.id}")


def is_open() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return what makes a link one that opens now."""
    return EnrolmentLink.revoked_at.is_(None), EnrolmentLink.expires_at > now()


def open_links(congress: Congress) -> int:
    """Return how many links open something now."""
    statement = (
        select(func.count(EnrolmentLink.id))
        .join(Delegate, Delegate.id == EnrolmentLink.delegate_id)
        .where(Delegate.congress_id == congress.id, *is_open())
    )
    return db.session.scalar(statement) or 0


def invited(congress: Congress) -> Iterator[Invited]:
    """Yield everybody with an open link, by delegation and then by given name."""
    statement = (
        select(EnrolmentLink, Delegate, Delegation.name)
        .join(Delegate, Delegate.id == EnrolmentLink.delegate_id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == congress.id, Delegate.name != ERASED_NAME, *is_open())
        .order_by(Delegation.position, Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=AT_ONCE)
    )
    for link, delegate, delegation in breathing(db.session.execute(statement), every=AT_ONCE):
        yield Invited(
            delegate.number,
            delegate.name,
            delegation or "",
            delegate.position,
            link_url(link),
            link.expires_at,
        )
