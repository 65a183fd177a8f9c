"""Sites (điểm cầu) of a congress that meets in several places: who and what belongs to each.

The first site is the main hall. A delegate is expected at the own site if one was given, else at
that of the delegation, else in the main hall: everybody at exactly one. What belongs to a site that
was removed belongs to the main hall until the site is put back. A congress without a second site
has none at all as far as anybody sees.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.access import Visitor
from app.accounts.models import Device
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, Delegation, DeviceSite, Site
from app.delegates.sites_forms import SiteAnswer, SiteMember
from app.errors import NotFoundError

SEVERAL = 2
HOME = func.coalesce(Delegate.site_id, Delegation.site_id)
"""Where somebody is expected, in a query of delegates with their delegations; None: main hall."""


def open_sites(congress_id: int) -> list[Site]:
    """Return the sites that were not removed, the main hall first."""
    statement = select(Site).filter_by(congress_id=congress_id, removed_at=None)
    return list(db.session.scalars(statement.order_by(Site.position, Site.id)))


def sites_of(congress_id: int) -> list[Site]:
    """Return the sites, the main hall first; none where everybody meets in one place."""
    found = open_sites(congress_id)
    return found if len(found) >= SEVERAL else []


def removed_sites(congress: Congress) -> list[Site]:
    """Return the sites that can be put back, the last removed first."""
    statement = select(Site).where(Site.congress_id == congress.id, Site.removed_at.is_not(None))
    return list(db.session.scalars(statement.order_by(Site.removed_at.desc(), Site.id.desc())))


def site_of(congress: Congress, site_id: int) -> Site:
    """Return a site of this congress that is there; raises NotFoundError."""
    return next_or_unknown(each for each in open_sites(congress.id) if each.id == site_id)


def site_or_main(congress: Congress, site_id: int) -> Site | None:
    """Return a site, the main hall for one that was removed, None where there is one place.

    Raises NotFoundError for a site of another congress.
    """
    found = db.session.get(Site, site_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return chosen(sites_of(congress.id), site_id)


def is_of_congress(congress: Congress, site_id: int) -> bool:
    """Tell whether a site is or was one of this congress."""
    ids = db.session.scalars(select(Site.id).filter_by(congress_id=congress.id))
    return site_id in set(ids)


def removed_site_of(congress: Congress, site_id: int) -> Site:
    """Return a site of this congress that was removed; raises NotFoundError."""
    return next_or_unknown(each for each in removed_sites(congress) if each.id == site_id)


def next_or_unknown(found: Any) -> Site:
    """Return the first of the sites; raises NotFoundError where there is none."""
    site: Site | None = next(found, None)
    if site is None:
        raise NotFoundError
    return site


def site_of_delegate(delegate: Delegate) -> Site | None:
    """Return where a delegate is expected; None where everybody meets in one place."""
    delegation = delegate.delegation
    own = delegate.site_id or (delegation.site_id if delegation else None)
    return chosen(sites_of(delegate.congress_id), own)


def site_for(congress: Congress, who: Visitor) -> Site | None:
    """Return the site of somebody: a delegate's own, else that of the QR code; None: not known."""
    delegate_id, site_id = who.delegate_ids.get(congress.id), who.site_ids.get(congress.id)
    delegate = db.session.get(Delegate, delegate_id) if delegate_id is not None else None
    if delegate is not None:
        return site_of_delegate(delegate)
    return chosen(sites_of(congress.id), site_id) if site_id is not None else None


def place_for(congress: Congress, who: Visitor) -> str:
    """Return where somebody goes to: the site as far as it is known, else the venue."""
    site = site_for(congress, who)
    return ", ".join(filter(None, (site.name, site.place))) if site else congress.venue


def site_of_device(device_id: int | None, congress_id: int) -> Site | None:
    """Return where a device stands: in the main hall until somebody says; None without sites."""
    return chosen(sites_of(congress_id), stands_of(congress_id).get(device_id or 0))


def chosen(sites: list[Site], site_id: int | None) -> Site | None:
    """Return the one of the sites with that id, else the main hall."""
    return next((each for each in sites if each.id == site_id), sites[0] if sites else None)


def stands_of(congress_id: int) -> dict[int, int | None]:
    """Return {device: site} as it was said last; a device of which nobody said it is left out."""
    statement = (
        select(DeviceSite.device_id, DeviceSite.site_id)
        .join(Device, Device.id == DeviceSite.device_id)
        .where(Device.congress_id == congress_id)
        .order_by(DeviceSite.since, DeviceSite.id)
    )
    return dict(db.session.execute(statement).all())


def stood_at(device_id: int, at: datetime) -> int | None:
    """Return the site where a device stood at a moment; None where nobody had said it."""
    statement = (
        select(DeviceSite.site_id)
        .where(DeviceSite.device_id == device_id, DeviceSite.since <= at)
        .order_by(DeviceSite.since.desc(), DeviceSite.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def expected_at(congress_id: int, site_id: int) -> list[ColumnElement[bool]]:
    """Return the condition of delegates who are expected at a site; of no other congress."""
    sites = sites_of(congress_id)
    if site_id not in {each.id for each in sites}:
        return [Delegate.id.is_(None)]
    if site_id != sites[0].id:
        return [sits_at([site_id])]
    return [~sits_at([each.id for each in sites[1:]])]


def sits_at(site_ids: list[int]) -> ColumnElement[bool]:
    """Return that the own site, or without one the delegation's, is among these."""
    here = select(Delegation.id).where(Delegation.site_id.in_(site_ids))
    with_delegation = func.coalesce(Delegate.delegation_id, 0).in_(here)
    own = func.coalesce(Delegate.site_id, 0).in_(site_ids)
    return or_(own, and_(Delegate.site_id.is_(None), with_delegation))


def site_answers(congress: Congress) -> list[SiteAnswer]:
    """Return each site with who and what belongs to it; none where everybody meets in one place."""
    sites = sites_of(congress.id)
    people = at_sites(sites, people_by_home(Delegate.congress_id == congress.id))
    stands = stands_of(congress.id)
    return [
        SiteAnswer(
            id=site.id,
            name=site.name,
            place=site.place,
            is_main=site is sites[0],
            people=people[site.id],
            delegations=members(Delegation, site),
            delegates=members(Delegate, site),
            devices=[each for each in paired(congress.id) if stands.get(each.id) == site.id],
        )
        for site in sites
    ]


def people_by_home(*conditions: ColumnElement[bool]) -> list[tuple[int | None, int]]:
    """Return (site, how many of the delegates that fulfil the conditions are expected there)."""
    home = HOME.label("home")
    statement = (
        select(home, func.count())
        .select_from(Delegate)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(*conditions)
        .group_by(home)
    )
    return [(site_id, count) for site_id, count in db.session.execute(statement)]


def at_sites(sites: list[Site], counts: Iterable[tuple[int | None, int]]) -> Counter[int]:
    """Return the counts by site; what belongs to none of them belongs to the main hall."""
    found: Counter[int] = Counter()
    for site_id, count in counts:
        site = chosen(sites, site_id)
        if site is not None:
            found[site.id] += count
    return found


def members(kind: type[Delegation] | type[Delegate], site: Site) -> list[SiteMember]:
    """Return the delegations, or the delegates, that were given a site, by name."""
    statement = select(kind.id, kind.name).where(kind.site_id == site.id)
    rows = db.session.execute(statement.order_by(kind.name, kind.id))
    return [SiteMember(id=member_id, name=name) for member_id, name in rows]


def paired(congress_id: int) -> list[SiteMember]:
    """Return the devices of a congress in the order of pairing."""
    statement = select(Device.id, Device.name).filter_by(congress_id=congress_id, revoked_at=None)
    rows = db.session.execute(statement.order_by(Device.id))
    return [SiteMember(id=device_id, name=name) for device_id, name in rows]
