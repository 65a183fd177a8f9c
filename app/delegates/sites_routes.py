"""The office's page of sites."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs
from app.congresses.models import Congress
from app.delegates.queries import delegations_of
from app.delegates.sites import removed_sites, site_answers, sites_of, stands_of

blueprint = Blueprint("sites", __name__)


@blueprint.get("/office/<int:congress_id>/sites")
@needs("roster.manage")
def show_sites(congress: Congress) -> ResponseReturnValue:
    """Say in which places the congress meets, and who and what belongs to each."""
    return render_template(
        "delegates/sites.html",
        congress=congress,
        sites=site_answers(congress),
        removed=removed_sites(congress),
        delegations=delegations_of(congress),
    )


blueprint.add_app_template_global(sites_of)
blueprint.add_app_template_global(stands_of)
