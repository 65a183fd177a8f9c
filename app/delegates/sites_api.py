"""Sites of a congress that meets in several places, as JSON."""

from typing import Any

from flask import Blueprint

from app.access import needs
from app.accounts.actions import paired_device
from app.congresses.models import Congress
from app.contract import Created, answers, takes
from app.delegates import site_actions as actions
from app.delegates.sites import removed_site_of, site_answers, site_of
from app.delegates.sites_forms import DeviceSiteForm, SiteAnswer, SiteForm, SiteNumber

blueprint = Blueprint("sites_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/sites")
@needs("roster.read")
@answers(SiteAnswer, many=True)
def list_sites(congress: Congress) -> Any:
    """List the sites, the main hall first; none where everybody meets in one place."""
    return site_answers(congress)


@blueprint.post("/sites")
@needs("roster.manage")
@answers(Created, 201)
@takes(SiteForm)
def add_site(congress: Congress, form: SiteForm) -> Any:
    """Add a remote site; the first one makes the main hall a site too."""
    return Created(id=actions.add_site(congress, form).id)


@blueprint.put("/sites/<int:site_id>")
@needs("roster.manage")
@answers(Created)
@takes(SiteForm)
def change_site(congress: Congress, site_id: int, form: SiteForm) -> Any:
    """Rename a site, and say which delegations are expected there."""
    return Created(id=actions.change_site(congress, site_of(congress, site_id), form).id)


@blueprint.delete("/sites/<int:site_id>")
@needs("roster.manage")
@answers(status=204)
def remove_site(congress: Congress, site_id: int) -> Any:
    """Take a site out: what belongs to it counts in the main hall until it is put back."""
    actions.remove_site(congress, site_of(congress, site_id))


@blueprint.post("/sites/<int:removed_site_id>/put-back")
@needs("roster.manage")
@answers(Created, 201)
def put_back(congress: Congress, removed_site_id: int) -> Any:
    """Bring a removed site back with all that belonged to it."""
    return Created(id=actions.put_back(congress, removed_site_of(congress, removed_site_id)).id)


@blueprint.post("/sites/<int:site_id>/delegates")
@needs("roster.manage")
@answers(Created, 201)
@takes(SiteNumber)
def expect_delegate(congress: Congress, site_id: int, form: SiteNumber) -> Any:
    """Expect one delegate at a site, whatever the delegation's is."""
    site = site_of(congress, site_id)
    return Created(id=actions.expect_delegate(congress, site, form.number).id)


@blueprint.delete("/sites/<int:site_id>/delegates/<int:delegate_id>")
@needs("roster.manage")
@answers(status=204)
def expect_with_delegation(congress: Congress, site_id: int, delegate_id: int) -> Any:
    """Expect a delegate with the delegation again."""
    actions.expect_with_delegation(congress, site_of(congress, site_id), delegate_id)


@blueprint.put("/devices/<int:device_id>/site")
@needs("devices.manage")
@answers(status=204)
@takes(DeviceSiteForm)
def place_device(congress: Congress, device_id: int, form: DeviceSiteForm) -> Any:
    """Say where a desk or a screen stands from now on."""
    site = None if form.site_id is None else site_of(congress, form.site_id)
    actions.place_device(congress, paired_device(congress, device_id), site)
