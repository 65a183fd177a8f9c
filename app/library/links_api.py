"""Links after they were made: other hours, another token, and those still missing."""

from typing import Any

from flask import Blueprint

from app.access import needs
from app.congresses.models import Congress
from app.contract import NoFields, answers, takes
from app.library import link_actions
from app.library.api import link_answer
from app.library.forms import LinkAnswer, LinkMade
from app.library.link_forms import LinkHours, LinksMade
from app.library.links import link_url
from app.library.queries import link_of

blueprint = Blueprint("links_api", __name__, url_prefix="/api/congresses/<int:congress_id>/links")


@blueprint.put("/<int:link_id>")
@needs("links.manage")
@answers(LinkAnswer)
@takes(LinkHours)
def change_hours(congress: Congress, link_id: int, form: LinkHours) -> Any:
    """Change when a QR code opens; printed copies stay good."""
    return link_answer(link_actions.change_hours(congress, link_of(congress, link_id), form))


@blueprint.post("/<int:link_id>/renew")
@needs("links.manage")
@answers(LinkMade)
def renew_link(congress: Congress, link_id: int) -> Any:
    """Give a QR code another token; printed copies of the old one open nothing from now on."""
    link = link_actions.renew_link(congress, link_of(congress, link_id))
    return LinkMade(id=link.id, url=link_url(link))


@blueprint.post("/missing")
@needs("links.manage")
@answers(LinksMade, 201)
@takes(NoFields)
def add_missing_links(congress: Congress, form: NoFields) -> Any:  # noqa: ARG001
    """Make a QR code for every document that has none."""
    return LinksMade(made=link_actions.add_missing_links(congress))
