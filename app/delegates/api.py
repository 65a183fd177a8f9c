"""The roster and enrolment of faces, as JSON."""

from typing import Any

from flask import Blueprint, Response, request

from app.access import even_archived, needs
from app.congresses.models import Congress
from app.contract import answers, takes
from app.delegates import actions
from app.delegates.badges import badge_url
from app.delegates.forms import (
    DelegateAnswer,
    DelegateForm,
    NewDelegate,
    PortraitForm,
    PortraitState,
)
from app.delegates.models import Delegate
from app.delegates.queries import delegate_of, overall, portraits_of, roster_answers
from app.delegates.wording import portrait_sentence
from documents.qr import svg

blueprint = Blueprint("delegates_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/delegates")
@needs("roster.manage")
@answers(NewDelegate, 201)
@takes(DelegateForm)
def add_delegate(congress: Congress, form: DelegateForm) -> Any:
    """Add a delegate or guest."""
    delegate = actions.add_delegate(congress, form)
    return NewDelegate(id=delegate.id, badge_url=badge_url(delegate))


@blueprint.get("/delegates")
@needs("roster.read")
@answers(DelegateAnswer, many=True)
def list_delegates(congress: Congress) -> Any:
    """List the roster by given name."""
    return roster_answers(congress)


@blueprint.put("/delegates/<int:delegate_id>")
@needs("roster.manage")
@answers(DelegateAnswer)
@takes(DelegateForm)
def change_delegate(congress: Congress, delegate_id: int, form: DelegateForm) -> Any:
    """Change what the office knows of a delegate."""
    delegate = delegate_of(congress, delegate_id)
    return answer_for(actions.change_delegate(congress, delegate, form))


@blueprint.get("/delegates/<int:delegate_id>/badge.svg")
@needs("roster.manage")
@answers(media_type="image/svg+xml")
def show_badge(congress: Congress, delegate_id: int) -> Any:
    """Show the QR code of a delegate's badge."""
    response = Response(
        svg(badge_url(delegate_of(congress, delegate_id))), mimetype="image/svg+xml"
    )
    response.headers["Cache-Control"] = "no-store, private"
    return response


@blueprint.post("/delegates/<int:delegate_id>/badge")
@needs("roster.manage")
@answers(NewDelegate)
def replace_badge(congress: Congress, delegate_id: int) -> Any:
    """Replace a lost badge; the old QR opens nothing from now on."""
    delegate = actions.replace_badge(congress, delegate_of(congress, delegate_id))
    return NewDelegate(id=delegate.id, badge_url=badge_url(delegate))


@blueprint.put("/delegates/<int:delegate_id>/portraits")
@needs("portraits.manage")
@answers(PortraitState, 202)
@takes(PortraitForm, files=("images",))
def enrol(congress: Congress, delegate_id: int, form: PortraitForm) -> Any:
    """Take up one to five photographs, with the delegate's consent."""
    delegate = delegate_of(congress, delegate_id)
    uploads = [upload for _name, upload in request.files.items(multi=True)]
    images = [upload.stream.read() for upload in uploads]
    actions.enrol(congress, delegate, images, consent=form.consent, how="office")
    return portrait_state(delegate)


@blueprint.get("/delegates/<int:delegate_id>/portraits")
@needs("portraits.manage")
@answers(PortraitState)
def show_portraits(congress: Congress, delegate_id: int) -> Any:
    """Say how far the enrolment of a delegate is."""
    return portrait_state(delegate_of(congress, delegate_id))


@blueprint.delete("/delegates/<int:delegate_id>/portraits")
@even_archived("who withdraws consent is heard at any time")
@needs("portraits.manage")
@answers(status=204)
def erase_face(congress: Congress, delegate_id: int) -> Any:
    """Withdraw consent and erase everything about the face."""
    actions.erase_face(congress, delegate_of(congress, delegate_id))


def answer_for(delegate: Delegate) -> DelegateAnswer:
    """Return a delegate as the API tells it to the office."""
    names = set(DelegateAnswer.model_fields) - {"delegation", "group"}
    facts = {name: getattr(delegate, name) for name in names}
    return DelegateAnswer(delegation=delegate.delegation_name, group=delegate.group_name, **facts)


def portrait_state(delegate: Delegate) -> PortraitState:
    """Return how far enrolment is: waiting while any photograph waits."""
    portraits = portraits_of(delegate)
    reasons = [portrait.reason for portrait in portraits if portrait.state == "refused"]
    return PortraitState(
        state=overall({portrait.state for portrait in portraits}),
        reason=" ".join(map(portrait_sentence, dict.fromkeys(reasons))),
        photos=len(portraits),
    )
