"""Keeping the sites of a congress, and saying who and what belongs to each."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update

from app.accounts.models import Device
from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.models import Delegate, Delegation, DeviceSite, Site
from app.delegates.queries import delegate_numbered
from app.delegates.sites import open_sites
from app.delegates.sites_forms import SiteForm
from app.errors import NotFoundError, RefusedError
from app.realtime import commit_and_publish


@changes
def add_site(congress: Congress, form: SiteForm) -> Site:
    """Add a remote site; the first one makes the main hall a site too."""
    before = open_sites(congress.id)
    if not before:
        main = Site(congress_id=congress.id, name=main_name(form.name), place=congress.venue)
        db.session.add(main)
        before = [main]
    refuse_taken_name(before, form.name)
    highest = select(func.max(Site.position)).filter_by(congress_id=congress.id)
    position = (db.session.scalar(highest) or 0) + 1
    site = Site(congress_id=congress.id, name=form.name, place=form.place, position=position)
    db.session.add(site)
    db.session.flush()
    expect_delegations(congress, site, form.delegation_ids)
    return published(congress, site, did="site.add")


def main_name(other: str) -> str:
    """Return what the main hall is called until somebody gives it another name."""
    name = gettext("Main hall")
    return name if is_other(name, other) else f"{name} 1"


@changes
def change_site(congress: Congress, site: Site, form: SiteForm) -> Site:
    """Rename a site and say which delegations are expected there; others go to the main hall."""
    sites = open_sites(congress.id)
    refuse_taken_name([each for each in sites if each.id != site.id], form.name)
    site.name, site.place = form.name, form.place
    if site.id != sites[0].id:
        expect_delegations(congress, site, form.delegation_ids)
    return published(congress, site, did="site.change")


@changes
def remove_site(congress: Congress, site: Site) -> None:
    """Take a site out: what belongs to it counts in the main hall until it is put back."""
    if site.id == open_sites(congress.id)[0].id:
        raise RefusedError(_("The main hall stays. Remove the other sites instead."))
    site.removed_at = now()
    published(congress, site, did="site.remove")


@changes
def put_back(congress: Congress, site: Site) -> Site:
    """Bring a removed site back, with all that belonged to it."""
    refuse_taken_name(open_sites(congress.id), site.name)
    site.removed_at = None
    return published(congress, site, did="site.put_back")


@changes
def expect_delegate(congress: Congress, site: Site, number: str) -> Delegate:
    """Expect one delegate at a site, whatever the delegation's is."""
    found = delegate_numbered(congress, number)
    if found is None or found.is_erased:
        raise RefusedError(_("Nobody has number %(number)s.", number=number))
    found.site_id = site.id
    about = f"site:{site.id} delegate:{found.id}"
    commit_and_publish(congress, "attendance", did="site.delegate", about=about)
    return found


@changes
def expect_with_delegation(congress: Congress, site: Site, delegate_id: int) -> None:
    """Expect a delegate with the delegation again; raises NotFoundError."""
    found = db.session.get(Delegate, delegate_id)
    if found is None or found.congress_id != congress.id or found.site_id != site.id:
        raise NotFoundError
    found.site_id = None
    about = f"site:{site.id} delegate:{found.id}"
    commit_and_publish(congress, "attendance", did="site.with_delegation", about=about)


@changes
def place_device(congress: Congress, device: Device, site: Site | None) -> None:
    """Say where a desk or screen stands from now on.

    Where it stood before is kept: what a desk sends late it did there.
    """
    site_id = site.id if site is not None else None
    db.session.add(DeviceSite(device_id=device.id, site_id=site_id, since=now()))
    about = f"device:{device.id}" + (f" site:{site_id}" if site_id is not None else "")
    commit_and_publish(congress, did="device.site", about=about)


def expect_delegations(congress: Congress, site: Site, delegation_ids: list[int] | None) -> None:
    """Expect these delegations and no others at a site; raises NotFoundError for strange ones."""
    if delegation_ids is None:
        return
    own = select(Delegation.id).filter_by(congress_id=congress.id)
    if not set(delegation_ids) <= set(db.session.scalars(own)):
        raise NotFoundError
    here = update(Delegation).where(Delegation.site_id == site.id)
    db.session.execute(here.values(site_id=None))
    these = update(Delegation).where(Delegation.id.in_(delegation_ids))
    db.session.execute(these.values(site_id=site.id))


def refuse_taken_name(others: list[Site], name: str) -> None:
    """Raise RefusedError where another site is called so."""
    if not all(is_other(each.name, name) for each in others):
        raise RefusedError(_("There is a site of this name already."))


def is_other(one: str, other: str) -> bool:
    """Tell whether two names are different ones, whatever their capitals."""
    return one.casefold() != other.casefold()


def published(congress: Congress, site: Site, *, did: str) -> Site:
    """Commit a change of sites, which moves the figures of attendance."""
    commit_and_publish(congress, "attendance", did=did, about=f"site:{site.id}")
    return site
