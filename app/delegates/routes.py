"""Pages about delegates for the office."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs
from app.congresses.models import Congress
from app.delegates.queries import delegate_of, delegates_of, delegations_of, portraits_of

blueprint = Blueprint("delegates", __name__)


@blueprint.get("/office/<int:congress_id>/delegates")
@needs("roster.read")
def show_roster(congress: Congress) -> ResponseReturnValue:
    """Show the roster by given name."""
    return render_template(
        "delegates/roster.html",
        congress=congress,
        delegates=delegates_of(congress),
        delegations=delegations_of(congress),
    )


@blueprint.get("/office/<int:congress_id>/delegates/<int:delegate_id>")
@needs("roster.read")
def show_delegate(congress: Congress, delegate_id: int) -> ResponseReturnValue:
    """Show one delegate: facts, badge, and enrolment of the face."""
    delegate = delegate_of(congress, delegate_id)
    return render_template(
        "delegates/delegate.html",
        congress=congress,
        delegate=delegate,
        portraits=portraits_of(delegate),
    )
