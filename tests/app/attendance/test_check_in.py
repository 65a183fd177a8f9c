"""Check-ins: once, whatever is repeated; none dropped; the numbers always add up."""

import pytest

from app.attendance.queries import current_session
from app.delegates.badges import badge_url
from tests.factories import make_congress, make_delegate

AT = "2026-11-21T08:00:00Z"


@pytest.fixture
def kiosk(client_for):
    return client_for("kiosk")


@pytest.fixture
def send(kiosk, congress):
    session = current_session(congress)

    def send(key, **fields):
        body = {
            "key": key,
            "session_id": session.id,
            "direction": "in",
            "method": "name",
            "at": AT,
            **fields,
        }
        return kiosk.post(f"/api/congresses/{congress.id}/check-ins", json=body)

    return send


@pytest.fixture
def numbers(organiser, congress):
    return lambda: organiser.get(f"/api/congresses/{congress.id}/attendance").json


def test_a_badge_counts_its_delegate_once(send, numbers, cast):
    answer = send("event-01", badge=badge_url(cast.minh), method="badge")

    assert answer.status_code == 201
    assert (answer.json["name"], answer.json["seat"]) == ("Nguyễn Văn Minh", "A-01")
    assert answer.json["conflict"] is None
    assert numbers()["present"] == 1


def test_the_same_key_and_body_is_the_same_event(send, numbers, cast):
    first = send("event-01", delegate_id=cast.minh.id)
    again = send("event-01", delegate_id=cast.minh.id)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert numbers()["present"] == 1


def test_the_clock_offset_of_a_repeat_may_differ(send, cast):
    send("event-01", delegate_id=cast.minh.id, clock_offset_ms=5)
    assert send("event-01", delegate_id=cast.minh.id, clock_offset_ms=9).status_code == 200


def test_a_repeat_may_call_its_desk_something_else(send, cast):
    send("event-01", delegate_id=cast.minh.id)
    assert send("event-01", delegate_id=cast.minh.id, desk="web-one").status_code == 200


def test_the_same_key_with_another_body_is_refused(send, cast):
    send("event-01", delegate_id=cast.minh.id)
    assert send("event-01", delegate_id=cast.hoa.id).status_code == 409


def test_a_second_check_in_is_kept_and_marked(send, numbers, cast):
    send("event-01", delegate_id=cast.minh.id)
    answer = send("event-02", delegate_id=cast.minh.id)

    assert (answer.status_code, answer.json["conflict"]) == (201, "already_in")
    assert numbers()["present"] == 1


def test_an_unknown_badge_is_kept_and_marked(send, numbers, cast):
    answer = send("event-01", badge="http://hall.test/b/nobodysbadge0000", method="badge")

    assert (answer.status_code, answer.json["conflict"]) == (201, "unknown_delegate")
    assert numbers()["present"] == 0


def test_a_delegate_of_another_congress_does_not_count_here(send, numbers, cast):
    answer = send("event-01", badge=badge_url(cast.tuan), method="badge")
    assert answer.json["conflict"] == "unknown_delegate"
    assert answer.json["name"] == ""
    assert numbers()["present"] == 0


def test_leaving_and_returning_moves_inside_but_not_present(send, numbers, cast):
    send("event-01", delegate_id=cast.minh.id, at="2026-11-21T08:00:00Z")
    send("event-02", delegate_id=cast.minh.id, at="2026-11-21T09:00:00Z", direction="out")
    assert (numbers()["present"], numbers()["inside"]) == (1, 0)

    send("event-03", delegate_id=cast.minh.id, at="2026-11-21T09:30:00Z")
    assert (numbers()["present"], numbers()["inside"]) == (1, 1)


def test_events_count_in_the_order_in_which_they_happened(send, numbers, cast):
    send("event-02", delegate_id=cast.minh.id, at="2026-11-21T09:00:00Z", direction="out")
    send("event-01", delegate_id=cast.minh.id, at="2026-11-21T08:00:00Z")
    assert numbers()["inside"] == 0


def test_who_was_present_at_a_moment(send, organiser, congress, cast):
    send("event-01", delegate_id=cast.minh.id, at="2026-11-21T08:00:00Z")

    def present(at):
        address = f"/api/congresses/{congress.id}/attendance?at={at}"
        return organiser.get(address).json["present"]

    assert [present("2026-11-21T07:59:59Z"), present("2026-11-21T08:00:00Z")] == [0, 1]


def test_an_undone_check_in_counts_no_more_but_stays_on_record(
    send, kiosk, organiser, numbers, congress, cast
):
    event = send("event-01", delegate_id=cast.minh.id).json
    base = f"/api/congresses/{congress.id}/check-ins"
    kiosk.post(f"{base}/{event['id']}/undo", json={"reason": "nhầm người"})

    assert numbers()["present"] == 0
    [kept] = organiser.get(base).json
    assert kept["undone"] is True


def test_an_undone_check_in_never_was_also_when_asked_for_a_moment_before_the_undoing(
    send, kiosk, organiser, congress, cast
):
    event = send("event-01", delegate_id=cast.minh.id, at="2026-11-21T02:39:00Z").json
    base = f"/api/congresses/{congress.id}"
    kiosk.post(f"{base}/check-ins/{event['id']}/undo", json={"reason": "nhầm người"})
    at_9_40 = organiser.get(f"{base}/attendance?at=2026-11-21T02:40:00Z").json
    assert (at_9_40["present"], at_9_40["inside"]) == (0, 0)


def test_guests_never_count(send, numbers, cast):
    send("event-01", delegate_id=cast.guest.id)
    assert (numbers()["convened"], numbers()["present"], numbers()["inside"]) == (2, 0, 0)


def test_closing_the_roll_call_turns_pending_into_unexcused(
    send, organiser, numbers, congress, cast
):
    session = current_session(congress)
    send("event-01", delegate_id=cast.minh.id)
    assert (numbers()["pending"], numbers()["unexcused"]) == (1, 0)

    address = f"/api/congresses/{congress.id}/sessions/{session.id}/roll-call"
    organiser.put(address, json={"closed": True})
    assert (numbers()["pending"], numbers()["unexcused"]) == (0, 1)


def test_an_excused_delegate_who_comes_after_all_is_present(
    send, organiser, numbers, congress, cast
):
    body = {"delegate_id": cast.hoa.id, "session_id": current_session(congress).id}
    organiser.post(f"/api/congresses/{congress.id}/absences", json=body)
    assert (numbers()["excused"], numbers()["pending"]) == (1, 1)

    send("event-01", delegate_id=cast.hoa.id)
    assert (numbers()["excused"], numbers()["present"], numbers()["pending"]) == (0, 1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"delegate_id": None},
        {"delegate_id": 1, "badge": "x"},
        {"delegate_id": 1, "at": "2026-11-21T08:00:00"},
        {"delegate_id": 1, "direction": "up"},
        {"delegate_id": 1, "method": "magic"},
    ],
)
def test_a_malformed_event_is_told_so(send, cast, wrong):
    answer = send("event-01", **wrong)
    assert answer.status_code == 422
    assert answer.json["detail"]


def test_numbers_add_up_whatever_happens(send, numbers, congress, cast):
    for place in range(6):
        make_delegate(congress, f"1{place}", f"Đại biểu {place}")
    send("event-01", delegate_id=cast.minh.id)
    send("event-02", delegate_id=cast.hoa.id, direction="out")
    found = numbers()
    parts = [found[name] for name in ("present", "excused", "unexcused", "pending")]
    assert sum(parts) == found["convened"] == 8


def test_a_desk_of_one_congress_cannot_write_into_another(kiosk, congress):
    other = make_congress("Đại hội khác")
    answer = kiosk.post(f"/api/congresses/{other.id}/check-ins", json={})
    assert answer.status_code == 404


def test_a_second_check_in_says_when_and_where_the_first_was(send, cast):
    send("event-01", delegate_id=cast.minh.id)
    answer = send("event-02", delegate_id=cast.minh.id, at="2026-11-21T08:05:00Z")
    assert answer.json["earlier"] == {"at": "2026-11-21T08:00:00Z", "desk": "kiosk 1"}
