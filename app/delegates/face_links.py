"""A delegate's own link to give the face on the own phone, after agreeing there; or to erase it."""

from datetime import timedelta

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.accounts.tokens import derived_token, new_nonce, token_hash
from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.actions import end_links, enrol, erase_face, refuse_erased
from app.delegates.face_consents import note_face_consent
from app.delegates.face_models import EnrolmentLink
from app.delegates.models import Delegate
from app.delegates.queries import open_consent
from app.errors import InvalidError, NotFoundError, NotOpenError, RefusedError
from app.realtime import commit_and_publish

OWN_TEXT_VERSION = "2026-11-22/own"
"""Of the sentences in templates/delegates/own_consent.html."""
OPEN_FOR = timedelta(days=14)
OWN_PHONE = "own phone"


@changes
def make_link(congress: Congress, delegate: Delegate) -> EnrolmentLink:
    """Make a link; one of before opens nothing from now on."""
    refuse_erased(delegate)
    end_links(delegate)
    link = EnrolmentLink(
        delegate_id=delegate.id,
        nonce=new_nonce(),
        made_at=now(),
        expires_at=now() + OPEN_FOR,
    )
    link.token_hash = token_hash(face_token(link))
    db.session.add(link)
    commit_and_publish(congress, did="face_link.make", about=f"delegate:{delegate.id}")
    return link


@changes
def take_link_back(congress: Congress, delegate: Delegate) -> None:
    """Let the delegate's link open nothing more; what was given by it stays."""
    end_links(delegate)
    commit_and_publish(congress, did="face_link.revoke", about=f"delegate:{delegate.id}")


def face_token(link: EnrolmentLink) -> str:
    """Return the token that the link's address holds."""
    return derived_token("face", link.nonce)


def link_url(link: EnrolmentLink) -> str:
    """Return the whole address, as the QR code holds it."""
    return f"{current_app.config['SETTINGS'].public_url}/e/{face_token(link)}"


def open_link_of(delegate: Delegate) -> EnrolmentLink | None:
    """Return the delegate's link that opens something now."""
    mine = select(EnrolmentLink).filter_by(delegate_id=delegate.id, revoked_at=None)
    return db.session.scalar(mine.where(EnrolmentLink.expires_at > now()).limit(1))


def whose(token: str) -> tuple[Congress, Delegate]:
    """Return whose link this is.

    Raises NotFoundError for a token that never was one, NotOpenError for one that is over.
    """
    link = db.session.scalar(select(EnrolmentLink).filter_by(token_hash=token_hash(token)))
    delegate = db.session.get(Delegate, link.delegate_id) if link else None
    if link is None or delegate is None or delegate.is_erased:
        raise NotFoundError
    if link.revoked_at is not None or link.expires_at <= now():
        raise NotOpenError(
            _("This link is no longer valid. Ask the secretariat for a new one, or use your badge.")
        )
    return db.session.get_one(Congress, delegate.congress_id), delegate


@changes
def agree(congress: Congress, delegate: Delegate) -> None:
    """Record the delegate's own consent, given on the own phone before any photograph."""
    refuse_archived(congress)
    if open_consent(delegate) is None:
        note_face_consent(delegate.id, how=OWN_PHONE, given_at=now(), text_version=OWN_TEXT_VERSION)
    commit_and_publish(congress, did="face.agree", about=f"delegate:{delegate.id}")


def enrol_self(congress: Congress, delegate: Delegate, images: list[bytes]) -> None:
    """Take up the delegate's own photographs; raises InvalidError without a consent of before."""
    refuse_archived(congress)
    if open_consent(delegate) is None:
        raise InvalidError(_("Please read what happens to the photographs and agree first."))
    enrol(congress, delegate, images, consent=False, how=OWN_PHONE)


def withdraw_self(congress: Congress, delegate: Delegate) -> None:
    """Withdraw and erase in one step, also in an archived congress; the link stays open."""
    erase_face(congress, delegate, keeps_link=True)


def refuse_archived(congress: Congress) -> None:
    """Raise RefusedError where the congress is over."""
    if congress.archived_at is not None:
        raise RefusedError(_("This congress is over; no photographs are taken up any more."))
