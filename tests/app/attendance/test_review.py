"""What does not fit is taken, marked, shown to the office, and settled by a person."""

import pytest
from flask_babel import refresh

from app.attendance.models import CheckIn
from app.db import db
from tests.app.attendance.review_checks import browsers_marked, codes, jumps_marked, sender


@pytest.fixture
def send(client_for, congress):
    return sender(client_for("kiosk"), congress)


@pytest.fixture
def page(organiser, congress):
    def read(language="en"):
        refresh()  # requests of a test share one application context, and with it the language
        answer = organiser.get(f"/office/{congress.id}/check-ins?lang={language}")
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    return read


def test_only_a_jump_of_the_same_desk_is_marked(client_for, congress, cast):
    assert jumps_marked(client_for, congress, cast) == [False, False, False, True]


def test_only_a_jump_of_the_same_browser_is_marked(client_for, congress, cast):
    assert browsers_marked(client_for("desk"), congress, cast) == [False, False, False, True]


def test_a_clock_that_begins_in_1970_or_2000_loses_nobody(send, cast, congress):
    offsets = {"1970-01-01T00:10:00+07:00": 56 * 365 * 86_400_000, "2000-01-01T00:00:30Z": 10**12}
    for number, (at, offset_ms) in enumerate(offsets.items()):
        told = send(f"event-{number:02}", cast.minh, at=at, offset_ms=offset_ms)
        assert db.session.get(CheckIn, told["id"]).clock_offset_ms == offset_ms


def test_an_event_keeps_desk_time_offset_and_receipt(send, cast):
    event = db.session.get(CheckIn, send("event-01", cast.minh, offset_ms=2_000)["id"])
    assert (event.happened_at - event.desk_at).total_seconds() == 2
    assert event.clock_offset_ms == 2_000
    assert event.received_at is not None


def test_what_came_late_moves_the_mark(send, organiser, congress, cast):
    later = send("event-02", cast.minh, at="2026-11-21T08:05:00Z")
    earlier = send("event-01", cast.minh, at="2026-11-21T08:00:00Z")
    assert (later["conflict"], earlier["conflict"]) == (None, None)

    events = organiser.get(f"/api/congresses/{congress.id}/check-ins").json
    assert [(each["id"], each["conflict"]) for each in events] == [
        (earlier["id"], None),
        (later["id"], "already_in"),
    ]


def test_nothing_to_look_at(page, organiser, congress):
    assert "Nothing to look at." in page()
    assert "Không có lượt nào cần xem lại." in page("vi")
    assert "review" not in codes(organiser, congress)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([{}, {}], ("Came in twice", "Vào hai lần")),
        ([{"direction": "out"}], ("Went out without having come in", "Ra khi chưa vào")),
        (
            [{"badge": "http://hall.test/b/nobodysbadge0000", "method": "badge"}],
            ("Nobody in this congress has this badge", "Không có ai trong đại hội mang thẻ"),
        ),
        ([{}, {"offset_ms": 60_000, "direction": "out"}], ("clock had moved", "đã bị chỉnh")),
    ],
)
def test_each_oddity_is_said_with_what_to_do(send, page, organiser, congress, cast, events, words):
    for number, event in enumerate(events):
        send(f"event-{number:02}", cast.minh, **event)
    assert "review" in codes(organiser, congress)
    for language, said in zip(("en", "vi"), words, strict=True):
        assert said in page(language).replace("&#39;", "'")


@pytest.mark.parametrize(("door", "body"), [("let-stand", {}), ("undo", {"reason": "nhầm"})])
def test_what_was_settled_is_not_shown_again(send, page, organiser, congress, cast, door, body):
    send("event-01", cast.minh)
    event = send("event-02", cast.minh)
    address = f"/api/congresses/{congress.id}/check-ins/{event['id']}/{door}"
    assert [organiser.post(address, json=body).status_code for _ in range(2)] == [200, 200]
    assert "review" not in codes(organiser, congress)
    assert "Nothing to look at." in page()


def test_what_changed_after_somebody_looked_is_shown_again(send, organiser, congress, cast):
    event = send("event-02", cast.minh, at="2026-11-21T08:05:00Z", direction="out")
    organiser.post(f"/api/congresses/{congress.id}/check-ins/{event['id']}/let-stand")
    send("event-01", cast.minh, at="2026-11-21T08:00:00Z", direction="out")
    events = organiser.get(f"/api/congresses/{congress.id}/check-ins").json
    assert [each["conflict"] for each in events] == ["out_before_in", "already_out"]
    assert "review" in codes(organiser, congress)


def test_an_event_of_another_congress_is_not_found(send, client_for, cast):
    event = send("event-01", cast.minh)
    elsewhere = client_for("organiser", cast.elsewhere)
    address = f"/api/congresses/{cast.elsewhere.id}/check-ins/{event['id']}/let-stand"
    assert elsewhere.post(address).status_code == 404
