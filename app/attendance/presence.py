"""Who came to a session, when, by which means and at which desk; who did not come, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.attendance.by_site import site_names
from app.attendance.models import CheckIn
from app.attendance.queries import BATCH, excused_rows, is_roll_call_closed, valid_events
from app.attendance.substitutions import places_of
from app.clock import breathing
from app.congresses.models import CongressSession
from app.db import db
from app.delegates.models import ERASED_NAME, Delegate, Delegation


@dataclass(frozen=True)
class Coming:
    """How a delegate came first, and whether the last event leaves them inside."""

    at: datetime
    method: str
    desk: str
    is_inside: bool


@dataclass(frozen=True)
class Presence:
    """A line of the attendance list.

    `state`: present, excused, unexcused (the roll-call is closed), pending, guest (one who came; a
    guest who did not is on no list), or replaced: the substitute, who has a line with the seat and
    delegation of that place, counts instead.
    """

    delegate_id: int
    number: str
    name: str
    delegation: str
    position: str
    seat: str
    state: str
    coming: Coming | None
    reason: str
    substitute: str
    in_place_of: str
    site: str
    """At which site they count; empty where everybody meets in one place."""


def presences(session: CongressSession, *, at: datetime | None = None) -> Iterator[Presence]:
    """Yield the list of a session, now or as it was at a moment; A-B-C within delegations.

    The lines of each state are as many as `queries.numbers` counts.
    """
    came, excused, places = (
        comings(session, at),
        absences_of(session, at),
        places_of(session, at=at),
    )
    is_closed, sites = is_roll_call_closed(session, at), site_names(session, at=at)
    statement = (
        select(
            *(Delegate.id, Delegate.number, Delegate.name, Delegate.position, Delegate.seat),
            *(Delegate.standing, Delegation.name.label("delegation")),
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == session.congress_id)
        .order_by(Delegation.id.is_(None), Delegation.position, Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    for row in breathing(db.session.execute(statement), every=BATCH):
        coming = came.get(row.id)
        place, is_replaced = places.by_substitute.get(row.id), row.id in places.by_replaced
        is_guest = row.standing == "guest" and place is None
        reason, named = excused.get(row.id, ("", "")) if is_replaced or not coming else ("", "")
        if is_guest and coming is None:
            continue
        is_excused = row.id in excused
        missing = "excused" if is_excused else "unexcused" if is_closed else "pending"
        here = "guest" if is_guest else "present"
        state = "replaced" if is_replaced else here if coming else missing
        yield Presence(
            *(row.id, row.number, shown(row.name)),
            *(place.delegation if place else row.delegation or "", row.position),
            *(place.seat if place else row.seat, state),
            coming,
            reason,
            shown(places.replaced_by(row.id)) or named,
            shown(place.replaced) if place else "",
            sites.get(row.id, ""),
        )


def shown(name: str) -> str:
    """Return a name as lists show it; of an erased person none is left."""
    return "…" if name == ERASED_NAME else name


def comings(session: CongressSession, at: datetime | None) -> dict[int, Coming]:
    """Return how everybody who came in at least once came, guests too, by delegate."""
    statement = (
        select(
            *(CheckIn.delegate_id, CheckIn.direction, CheckIn.method),
            *(CheckIn.happened_at, CheckIn.recorded_by),
        )
        .where(*valid_events(session, at))
        .order_by(CheckIn.happened_at, CheckIn.id)
        .execution_options(yield_per=BATCH)
    )
    first: dict[int, Any] = {}
    last: dict[int, str] = {}
    for event in breathing(db.session.execute(statement), every=BATCH):
        last[event.delegate_id] = event.direction
        if event.direction == "in":
            first.setdefault(event.delegate_id, event)
    return {
        who: Coming(event.happened_at, event.method, event.recorded_by, last[who] == "in")
        for who, event in first.items()
    }


def absences_of(session: CongressSession, at: datetime | None) -> dict[int, tuple[str, str]]:
    """Return the reason and the substitute's name of each confirmed absence, by delegate."""
    excused = excused_rows(session, at).subquery()
    rows = db.session.execute(
        select(excused.c.delegate_id, excused.c.reason, Delegate.name).outerjoin(
            Delegate, Delegate.id == excused.c.substitute_id
        )
    )
    return {who: (reason, shown(name or "")) for who, reason, name in rows}
