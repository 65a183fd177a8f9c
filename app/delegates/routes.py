"""Pages about delegates for the office."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs
from app.congresses.models import Congress
from app.delegates.badges import badge_url
from app.delegates.queries import (
    delegate_of,
    delegations_of,
    face_states,
    open_consent,
    overall,
    portraits_of,
    roster_of,
)
from app.delegates.wording import portrait_sentence
from app.pages import render_long

blueprint = Blueprint("delegates", __name__)


@blueprint.get("/office/<int:congress_id>/delegates")
@needs("roster.read")
def show_roster(congress: Congress) -> ResponseReturnValue:
    """Show the roster by given name."""
    return render_long(
        "delegates/roster.html",
        congress=congress,
        delegates=roster_of(congress),
        delegations=delegations_of(congress),
        faces=face_states(congress),
    )


@blueprint.get("/office/<int:congress_id>/delegates/<int:delegate_id>")
@needs("roster.read")
def show_delegate(congress: Congress, delegate_id: int) -> ResponseReturnValue:
    """Show one delegate: facts, badge, and enrolment of the face."""
    delegate = delegate_of(congress, delegate_id)
    portraits = portraits_of(delegate)
    return render_template(
        "delegates/delegate.html",
        congress=congress,
        delegate=delegate,
        delegations=delegations_of(congress),
        consent=open_consent(delegate),
        face=overall({portrait.state for portrait in portraits}),
        reasons=[portrait_sentence(each.reason) for each in portraits if each.reason],
        badge_url=badge_url(delegate),
    )
