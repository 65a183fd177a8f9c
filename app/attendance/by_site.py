"""The numbers of attendance for each site; over all sites they sum up to those of the session.

Whoever came counts at the site of the desk where they came in last, whoever did not where they are
expected. So at every site convened = present + excused + unexcused + pending, too.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.attendance.models import CheckIn
from app.attendance.queries import (
    BATCH,
    Numbers,
    excused_who_did_not_come,
    is_convened,
    is_roll_call_closed,
    valid_events,
)
from app.clock import breathing, give_way
from app.congresses.models import CongressSession
from app.db import db, is_writing
from app.delegates.models import Delegate, Delegation, Site
from app.delegates.sites import HOME, chosen, sites_of


@dataclass(frozen=True)
class SiteNumbers:
    """One site's share of a session's numbers."""

    id: int
    name: str
    numbers: Numbers


def numbers_by_site(session: CongressSession, *, at: datetime | None = None) -> list[SiteNumbers]:
    """Count a session's attendance at each site, the main hall first, now or at a moment.

    Empty where everybody meets in one place.
    """
    sites = sites_of(session.congress_id)
    if not sites:
        return []
    came = arrivals_by_site(session, at)
    called = expected_by_site(select(Delegate.id).where(*is_convened(session, at)))
    excused = at_sites(sites, expected_by_site(excused_who_did_not_come(session, at)))
    missing = at_sites(sites, called) - at_sites(
        sites, ((home, count) for home, _here, _inside, count in came)
    )
    present = at_sites(sites, ((here, count) for _home, here, _inside, count in came))
    inside = at_sites(sites, ((here, count) for _home, here, within, count in came if within))
    is_closed = is_roll_call_closed(session, at)
    return [
        SiteNumbers(
            site.id,
            site.name,
            Numbers(
                convened=present[site.id] + missing[site.id],
                present=present[site.id],
                excused=excused[site.id],
                unexcused=missing[site.id] - excused[site.id] if is_closed else 0,
                pending=0 if is_closed else missing[site.id] - excused[site.id],
                inside=inside[site.id],
            ),
        )
        for site in sites
    ]


def at_sites(sites: list[Site], counts: Iterable[tuple[int | None, int]]) -> Counter[int]:
    """Return the counts by site; what belongs to none of them belongs to the main hall."""
    found: Counter[int] = Counter()
    for site_id, count in counts:
        site = chosen(sites, site_id)
        if site is not None:
            found[site.id] += count
    return found


def expected_by_site(people: Any) -> list[tuple[int | None, int]]:
    """Return (site, how many of a select of delegates' ids are expected there)."""
    if not is_writing():
        give_way()
    named = people.subquery()
    home = HOME.label("home")
    statement = (
        select(home, func.count())
        .select_from(Delegate)
        .join(named, named.c[0] == Delegate.id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .group_by(home)
    )
    return [(site_id, count) for site_id, count in db.session.execute(statement)]


def arrivals_by_site(
    session: CongressSession, at: datetime | None
) -> list[tuple[int | None, int | None, bool, int]]:
    """Return (expected at, came in at, is inside, how many) of the convened who came."""
    if not is_writing():
        give_way()
    order = (CheckIn.happened_at.desc(), CheckIn.id.desc())
    one, alike = CheckIn.delegate_id, (CheckIn.delegate_id, CheckIn.direction)
    events = (
        select(
            *(CheckIn.site_id, CheckIn.direction, HOME.label("home")),
            func.row_number().over(partition_by=one, order_by=order).label("nth"),
            func.row_number().over(partition_by=alike, order_by=order).label("nth_alike"),
        )
        .join(Delegate, Delegate.id == CheckIn.delegate_id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(*valid_events(session, at), *is_convened(session, at))
        .subquery()
    )
    here = func.coalesce(events.c.site_id, events.c.home).label("here")
    came = (
        select(events.c.home, here, (events.c.nth == 1).label("is_inside"))
        .where(events.c.nth_alike == 1, events.c.direction == "in")
        .subquery()
    )
    columns = (came.c.home, came.c.here, came.c.is_inside)
    statement = select(*columns, func.count()).group_by(*columns)
    return [
        (home, where, bool(is_inside), count)
        for home, where, is_inside, count in db.session.execute(statement)
    ]


def site_names(session: CongressSession, *, at: datetime | None = None) -> dict[int, str]:
    """Return the name of the site at which each person of the roster counts, by delegate.

    Empty where everybody meets in one place.
    """
    sites = sites_of(session.congress_id)
    if not sites:
        return {}
    names = {each.id: each.name for each in sites}
    nth = func.row_number().over(
        partition_by=CheckIn.delegate_id,
        order_by=(CheckIn.happened_at.desc(), CheckIn.id.desc()),
    )
    events = (
        select(CheckIn.delegate_id, CheckIn.site_id, nth.label("nth"))
        .where(*valid_events(session, at), CheckIn.direction == "in")
        .subquery()
    )
    last = select(events.c.delegate_id, events.c.site_id).where(events.c.nth == 1).subquery()
    statement = (
        select(Delegate.id, func.coalesce(last.c.site_id, HOME))
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(last, last.c.delegate_id == Delegate.id)
        .where(Delegate.congress_id == session.congress_id)
        .execution_options(yield_per=BATCH)
    )
    rows = breathing(db.session.execute(statement), every=BATCH)
    return {who: names.get(site_id, sites[0].name) for who, site_id in rows}
