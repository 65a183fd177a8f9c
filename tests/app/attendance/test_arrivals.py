"""Arrivals per five minutes: everybody once, at the first coming in."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.access import NOBODY
from app.attendance import actions as attendance
from app.attendance.arrivals import MOST_STEPS, STEP, per_step
from app.attendance.forms import CheckInForm
from app.clock import iso, now
from tests.factories import make_delegate

MINUTES = st.lists(st.integers(0, 60 * 20), max_size=50)


@given(MINUTES)
def test_nobody_is_lost_or_counted_twice(minutes):
    begin = now()
    steps = per_step([begin + timedelta(minutes=each) for each in minutes])
    assert sum(count for _since, count in steps) == len(minutes)
    assert len(steps) <= MOST_STEPS
    assert [since for since, _count in steps] == [
        steps[0][0] + nth * STEP for nth in range(len(steps))
    ]


def test_the_first_coming_in_counts(client_for, congress):
    session = congress.sessions[0]
    minh = make_delegate(congress, "001", "Minh")
    guest = make_delegate(congress, "K01", "Khách", standing="guest")
    for nth, (person, direction, minutes) in enumerate(
        ((minh, "in", 40), (minh, "out", 30), (minh, "in", 20), (guest, "in", 20))
    ):
        form = {
            "key": f"arrival-{nth}",
            "delegate_id": person.id,
            "session_id": session.id,
            "direction": direction,
            "method": "name",
            "at": iso(now() - timedelta(minutes=minutes)),
        }
        attendance.check_in(congress, CheckInForm.model_validate(form), NOBODY)
    told = client_for("viewer").get(
        f"/api/congresses/{congress.id}/arrivals?session_id={session.id}"
    )
    assert told.json["counts"] == [1]
    assert told.json["minutes"] == 5
