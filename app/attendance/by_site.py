"""The numbers of attendance for each site; over all sites they sum up to those of the session.

Whoever came counts at the site of the desk where they came in last, whoever did not where they are
expected. So at every site convened = present + excused + unexcused + pending, too.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.attendance.models import CheckIn
from app.attendance.queries import (
    BATCH,
    Numbers,
    breathe,
    excused_who_did_not_come,
    in_pieces,
    is_convened,
    is_roll_call_closed,
    numbers,
    valid_events,
)
from app.clock import breathing
from app.congresses.models import CongressSession
from app.db import db
from app.delegates.models import Delegate, Delegation
from app.delegates.sites import HOME, at_sites, people_by_home, sites_of


@dataclass(frozen=True)
class SiteNumbers:
    """One site's share of a session's numbers."""

    id: int
    name: str
    numbers: Numbers


def numbers_and_sites(
    session: CongressSession, *, at: datetime | None = None
) -> tuple[Numbers, list[SiteNumbers]]:
    """Count a session's attendance, and at each site; what the sites sum up to is counted once."""
    sites = numbers_by_site(session, at=at)
    if not sites:
        return numbers(session, at=at), []
    names = [each.name for each in fields(Numbers)]
    whole = {name: sum(getattr(each.numbers, name) for each in sites) for name in names}
    return Numbers(**whole), sites


def numbers_by_site(session: CongressSession, *, at: datetime | None = None) -> list[SiteNumbers]:
    """Count a session's attendance at each site, the main hall first, now or at a moment.

    Empty where everybody meets in one place.
    """
    sites = sites_of(session.congress_id)
    if not sites:
        return []
    came = arrivals_by_site(session, at)
    breathe()
    called = people_by_home(*is_convened(session, at))
    breathe()
    excused = at_sites(
        sites, people_by_home(Delegate.id.in_(excused_who_did_not_come(session, at)))
    )
    missing = at_sites(sites, called) - at_sites(
        sites, ((home, count) for home, _here, count in came)
    )
    present = at_sites(sites, ((here, count) for _home, here, count in came))
    inside = at_sites(sites, inside_by_site(session, at))
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


def arrivals_by_site(
    session: CongressSession, at: datetime | None
) -> list[tuple[int | None, int | None, int]]:
    """Return (expected at, came in last at, how many) of the convened who came."""
    came = last_events(session, at, CheckIn.direction == "in")
    statement = select(came.c.home, came.c.here, func.count()).group_by(came.c.home, came.c.here)
    breathe()
    return [(home, here, count) for home, here, count in db.session.execute(statement)]


def inside_by_site(session: CongressSession, at: datetime | None) -> list[tuple[int | None, int]]:
    """Return (site, how many are in there): whoever came in and has not gone out since."""
    last = last_events(session, at)
    within = last.c.direction == "in"
    statement = select(last.c.here, func.count()).where(within).group_by(last.c.here)
    breathe()
    return [(here, count) for here, count in db.session.execute(statement)]


def last_events(session: CongressSession, at: datetime | None, *conditions: Any) -> Any:
    """Return the last event of each of the convened that fulfils the conditions, as a subquery.

    It has the direction, `home`, the site where they are expected, and `here`, that of the event.
    """
    order = (CheckIn.happened_at.desc(), CheckIn.id.desc())
    nth = func.row_number().over(partition_by=CheckIn.delegate_id, order_by=order)
    here = func.coalesce(CheckIn.site_id, HOME)
    events = (
        select(CheckIn.direction, HOME.label("home"), here.label("here"), nth.label("nth"))
        .join(Delegate, Delegate.id == CheckIn.delegate_id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(*valid_events(session, at), *conditions, *is_convened(session, at))
        .subquery()
    )
    return select(events).where(events.c.nth == 1).subquery()


def site_names(session: CongressSession, *, at: datetime | None = None) -> dict[int, str]:
    """Return the name of the site at which each person of the roster counts, by delegate.

    Empty where everybody meets in one place.
    """
    sites = sites_of(session.congress_id)
    if not sites:
        return {}
    names = {each.id: each.name for each in sites}
    expected = (
        select(Delegate.id, HOME)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == session.congress_id)
    )
    came = (
        select(CheckIn.delegate_id, CheckIn.site_id)
        .where(*valid_events(session, at), CheckIn.direction == "in")
        .order_by(CheckIn.happened_at, CheckIn.id)
    )
    homes = dict(in_pieces(expected))
    last = dict(in_pieces(came))
    return {
        who: names.get(last.get(who) or home or 0, sites[0].name)
        for who, home in breathing(homes.items(), every=BATCH)
    }
