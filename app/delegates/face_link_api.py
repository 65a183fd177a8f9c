"""Links for own phones as JSON: the office makes them, the delegate uses them."""

from typing import Any

from flask import Blueprint, Response, request

from app.access import even_archived, needs, open_to_all
from app.accounts.limits import count_wrong_code
from app.congresses.models import Congress
from app.contract import NoFields, answers, takes
from app.delegates import face_link_round, face_links
from app.delegates.api import portrait_state
from app.delegates.face_forms import (
    FaceLinkAnswer,
    FaceLinksAnswer,
    FaceLinksForm,
    OwnFaceAnswer,
)
from app.delegates.face_models import EnrolmentLink
from app.delegates.models import Delegate
from app.delegates.queries import delegate_of, open_consent
from app.errors import NotFoundError
from documents.qr import svg

blueprint = Blueprint("face_link", __name__, url_prefix="/api")
OFFICE = "/congresses/<int:congress_id>/delegates/<int:delegate_id>/face-link"
ROUND = "/congresses/<int:congress_id>/faces/links"
OWN = "/own-face/<face_token>"
BY_LINK = "the token in the address is the permission"


@blueprint.post(OFFICE)
@needs("portraits.manage")
@answers(FaceLinkAnswer, 201)
def make_link(congress: Congress, delegate_id: int) -> Any:
    """Make a link with which a delegate gives the face on the own phone; the one before ends."""
    return link_answer(face_links.make_link(congress, delegate_of(congress, delegate_id)))


@blueprint.delete(OFFICE)
@even_archived("who takes a way in back is heard at any time")
@needs("portraits.manage")
@answers(status=204)
def take_link_back(congress: Congress, delegate_id: int) -> Any:
    """Let the link open nothing more."""
    face_links.take_link_back(congress, delegate_of(congress, delegate_id))


@blueprint.get(OFFICE + ".svg")
@needs("portraits.manage")
@answers(media_type="image/svg+xml")
def show_link_code(congress: Congress, delegate_id: int) -> Any:
    """Show the QR code of the link."""
    link = face_links.open_link_of(delegate_of(congress, delegate_id))
    if link is None:
        raise NotFoundError
    response = Response(svg(face_links.link_url(link)), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "no-store, private"
    return response


@blueprint.get(ROUND)
@needs("portraits.manage")
@answers(FaceLinksAnswer)
def show_round(congress: Congress) -> Any:
    """Say how many links open, and how many delegates have not answered."""
    return round_answer(congress)


@blueprint.post(ROUND)
@needs("portraits.manage")
@answers(FaceLinksAnswer, 201)
@takes(FaceLinksForm)
def make_round(congress: Congress, form: FaceLinksForm) -> Any:
    """Give everybody who has not answered a link; links that are open already stay."""
    face_link_round.make_round(congress, form.last_day)
    return round_answer(congress)


@blueprint.delete(ROUND)
@even_archived("who takes a way in back is heard at any time")
@needs("portraits.manage")
@answers(status=204)
def end_round(congress: Congress) -> Any:
    """Let no link of the congress open anything more."""
    face_link_round.end_round(congress)


@blueprint.get(OWN)
@open_to_all(BY_LINK)
@answers(OwnFaceAnswer)
def show_own_face(face_token: str) -> Any:
    """Say how far the own face is."""
    return own_answer(owner(face_token)[1])


@blueprint.post(OWN + "/consent")
@open_to_all(BY_LINK)
@answers(OwnFaceAnswer)
@takes(NoFields)
def agree(face_token: str, form: NoFields) -> Any:  # noqa: ARG001  nothing is asked but the press
    """Agree to the words of the page, before any photograph."""
    congress, delegate = owner(face_token)
    face_links.agree(congress, delegate)
    return own_answer(delegate)


@blueprint.put(OWN)
@open_to_all(BY_LINK)
@answers(OwnFaceAnswer, 202)
@takes(NoFields, files=("images",))
def enrol_self(face_token: str, form: NoFields) -> Any:  # noqa: ARG001  files alone
    """Take up one to five photographs of oneself."""
    congress, delegate = owner(face_token)
    images = [upload.stream.read() for upload in request.files.getlist("images")]
    face_links.enrol_self(congress, delegate, images)
    return own_answer(delegate)


@blueprint.delete(OWN)
@open_to_all(BY_LINK)
@answers(OwnFaceAnswer)
def withdraw_self(face_token: str) -> Any:
    """Withdraw the consent and erase everything about the own face."""
    congress, delegate = owner(face_token)
    face_links.withdraw_self(congress, delegate)
    return own_answer(delegate)


def owner(face_token: str) -> tuple[Congress, Delegate]:
    """Return whose link this is; wrong ones are counted."""
    try:
        return face_links.whose(face_token)
    except NotFoundError:
        count_wrong_code()
        raise


def link_answer(link: EnrolmentLink) -> FaceLinkAnswer:
    """Return a link as the office hands it on."""
    return FaceLinkAnswer(url=face_links.link_url(link), expires_at=link.expires_at)


def round_answer(congress: Congress) -> FaceLinksAnswer:
    """Return how far the answers are."""
    return FaceLinksAnswer(
        open=face_link_round.open_links(congress),
        unanswered=len(face_link_round.unanswered(congress)),
    )


def own_answer(delegate: Delegate) -> OwnFaceAnswer:
    """Return how far the own face is, in words."""
    state = portrait_state(delegate)
    return OwnFaceAnswer(
        agreed=open_consent(delegate) is not None,
        state=state.state,
        reason=state.reason,
        photos=state.photos,
    )
