"""The desk's results and events: one person once, green only after the disk, doubts to a person."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from checkin.faces import Box
from kiosk.desk import Desk
from kiosk.loop import Sight
from kiosk.outbox import Event, Outbox, OutboxError
from kiosk.recent import DeskRefusedError
from kiosk.roster import Roster, badge_hash
from tests.kiosk.people import AN, BADGE, HOA, LAN, MINH, gallery

BOX = Box(0.4, 0.3, 0.2, 0.3)
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


class Place:
    """A desk with a clock that the test moves."""

    def __init__(self, outbox: Outbox, roster: Roster | None) -> None:
        self.outbox = outbox
        self.now = 50.0
        self.desk = Desk(outbox, roster=roster, monotonic=lambda: self.now, utc_now=lambda: NOW)

    def see(self, standing: Any = "nobody", *, seconds: float = 0.1, **fields: Any) -> None:
        """See the same for some time, ten frames a second."""
        for _ in range(round(seconds * 10)):
            self.now += 0.1
            self.desk.see(Sight(standing, box=BOX, **fields))

    def sure(self, delegate_id: int, *, visit: int, seconds: float = 0.1) -> None:
        self.see("sure", visit=visit, delegate_id=delegate_id, seconds=seconds)

    @property
    def shown(self) -> tuple[str, Any]:
        view = self.desk.view()
        return view["result"], view["delegate_id"]

    @property
    def people(self) -> list[Any]:
        return [event.body["delegate_id"] for event in self.outbox.waiting()]

    def server_says(self, event: Event, **answer: Any) -> None:
        self.outbox.mark(event, "sent", status=201, answer={"id": 1, **answer})
        self.desk.answered(self.outbox[event.key])


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "outbox.db")
    yield outbox
    outbox.close()


@pytest.fixture
def place(outbox: Outbox) -> Place:
    return Place(outbox, Roster.from_json(gallery()))


def test_a_sure_face_is_green_and_on_the_disk(place: Place) -> None:
    place.sure(LAN, visit=1)
    assert place.shown == ("checked_in", LAN)
    assert place.desk.view()["colour"] == "green"
    assert place.desk.view()["delegate"]["seat"] == "A-12"
    (event,) = place.outbox.waiting()
    assert event.congress_id == 7
    assert event.body == {
        "key": event.key,
        "delegate_id": LAN,
        "session_id": 1,
        "direction": "in",
        "method": "face",
        "at": "2026-11-21T02:00:00.000+00:00",
    }


def test_one_person_standing_there_is_checked_in_once(place: Place) -> None:
    place.sure(LAN, visit=1, seconds=40)
    place.see("nobody", seconds=5)
    place.sure(LAN, visit=2, seconds=5)  # looked away, still there
    assert place.people == [LAN]


def test_coming_again_later_says_when_it_was(place: Place) -> None:
    place.sure(LAN, visit=1)
    place.see("nobody", seconds=15)
    assert place.shown == ("waiting", None)
    place.sure(LAN, visit=2)
    assert place.shown == ("already_in", LAN)
    assert place.desk.view()["earlier_at"] == "2026-11-21T02:00:00.000+00:00"
    assert place.people == [LAN, LAN]  # the server decides what it means


def test_the_next_person_replaces_the_result_at_once(place: Place) -> None:
    place.sure(LAN, visit=1)
    place.sure(MINH, visit=2)
    assert place.shown == ("checked_in", MINH)


def test_unsure_offers_three_and_the_operator_confirms_one(place: Place) -> None:
    place.see("unsure", visit=1, likeliest=(LAN, MINH, HOA), seconds=1)
    view = place.desk.view()
    assert (view["result"], view["colour"], view["delegate_id"]) == ("unsure", "amber", None)
    assert [person["id"] for person in view["likeliest"]] == [LAN, MINH, HOA]
    assert place.people == []
    place.desk.check_in(MINH, "face")
    assert place.shown == ("checked_in", MINH)
    place.see("unsure", visit=1, likeliest=(LAN, MINH, HOA), seconds=5)
    assert place.shown == ("checked_in", MINH)
    assert place.people == [MINH]


def test_a_sure_that_must_be_confirmed_is_not_green(place: Place) -> None:
    place.see("unsure", visit=1, likeliest=(LAN, MINH), must_confirm=True)
    assert place.shown == ("confirm", None)
    assert place.people == []


def test_a_stranger_is_unknown_and_no_event(place: Place) -> None:
    place.see("unknown", visit=1, seconds=20)
    assert place.shown == ("unknown", None)
    place.see("nobody", seconds=7)
    assert place.shown == ("waiting", None)
    assert place.people == []


@pytest.mark.parametrize(
    ("standing", "reason"), [("two_faces", None), ("look_again", "dark"), ("look_again", "turned")]
)
def test_what_must_be_said_is_said(place: Place, standing: Any, reason: Any) -> None:
    place.see(standing, visit=1, reason=reason)
    assert place.shown == (standing, None)
    assert place.desk.view()["reason"] == reason


def test_doubts_about_the_next_face_wait_until_the_name_was_read(place: Place) -> None:
    place.sure(LAN, visit=1)
    place.see("unknown", visit=2, seconds=1)
    assert place.shown == ("checked_in", LAN)
    place.see("unknown", visit=2, seconds=2)
    assert place.shown == ("unknown", None)


def test_a_badge_is_green_and_its_bearer_is_not_called_unknown(place: Place) -> None:
    place.see("unknown", visit=1, badge=f"https://hall.example/b/{BADGE}", seconds=30)
    assert place.shown[0] in ("checked_in", "waiting")
    assert place.people == [LAN]
    assert place.outbox.waiting()[0].body["method"] == "badge"


def assert_a_badge_shown_twice_is_one_event(place: Place) -> None:
    place.see(badge=BADGE, seconds=1)
    place.see(seconds=3)
    place.see(badge=BADGE, seconds=1)
    assert place.people == [LAN]


def test_a_badge_shown_twice_within_seconds_is_one_event(place: Place) -> None:
    assert_a_badge_shown_twice_is_one_event(place)


def test_the_badges_token_is_never_on_the_disk(place: Place, tmp_path: Path) -> None:
    place.desk.scan(BADGE)
    assert place.people == [LAN]
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert BADGE.encode() not in kept


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("https://hall.example/b/zzzzzzzzzzzzzzzz", "unknown_badge"),
        ("https://hall.example/q/zzzzzzzzzzzzzzzz", "not_a_badge"),
        ("https:ươhall", "mangled_badge"),
        ("https://hall.example/b/zzzzzzzzzzzzzzz", "mangled_badge"),
    ],
)
def test_a_code_that_is_no_badge_here(place: Place, text: str, result: str) -> None:
    place.desk.scan(text)
    assert place.shown == (result, None)
    assert place.people == []


def test_an_unknown_badge_asks_for_a_newer_roster_and_then_counts(place: Place) -> None:
    asked = []
    place.desk.unknown_badge_seen = asked.append
    older = Roster.from_json(gallery(delegates=gallery()["delegates"][1:]))
    place.desk.take_roster(older)
    place.see(badge=BADGE, seconds=2)
    assert place.shown == ("unknown_badge", None)
    assert asked == [badge_hash(BADGE)]
    place.desk.take_roster(Roster.from_json(gallery()))
    place.see(badge=BADGE, seconds=1)
    assert place.shown == ("checked_in", LAN)
    assert place.people == [LAN]


def test_why_a_badge_is_unknown_is_said_when_the_server_knows(place: Place) -> None:
    old, other = "Abcd_efgh-000000", "Abcd_efgh-111111"
    place.desk.scan(old)
    place.desk.badge_is(badge_hash(old), "replaced_badge", LAN)
    assert place.shown == ("replaced_badge", LAN)
    place.see(badge=old, seconds=1)
    assert place.shown == ("replaced_badge", LAN)
    place.desk.scan(other)
    assert place.shown == ("unknown_badge", None)
    place.desk.badge_is(badge_hash(old), "replaced_badge", LAN)
    assert place.shown == ("unknown_badge", None), "the answer was about the badge before"
    place.desk.badge_is(badge_hash(other), "other_congress", None)
    assert place.shown == ("other_congress", None)
    place.desk.check_in(MINH, "name")
    place.desk.badge_is(badge_hash(other), "other_congress", None)
    assert place.shown == ("checked_in", MINH)
    assert place.people == [MINH]


def test_without_a_roster_it_says_so(outbox: Outbox) -> None:
    place = Place(outbox, None)
    place.desk.scan(BADGE)
    assert place.shown == ("no_roster", None)
    with pytest.raises(DeskRefusedError):
        place.desk.check_in(LAN, "name")


def test_without_a_session_it_says_so(outbox: Outbox) -> None:
    roster = Roster.from_json(gallery(sessions=[], current_session_id=None))
    place = Place(outbox, roster)
    place.desk.scan(BADGE)
    assert place.shown == ("no_session", None)
    assert place.people == []


def test_a_full_disk_is_never_green(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Event:
        raise OutboxError("disk", "database or disk is full")

    monkeypatch.setattr(place.outbox, "put", full)
    place.sure(LAN, visit=1)
    assert place.shown == ("disk_full", None)


def test_out_is_its_own_event_and_in_again_is_green(place: Place) -> None:
    place.desk.check_in(LAN, "name")
    place.desk.choose_direction("out")
    place.desk.check_in(LAN, "name")
    assert place.shown == ("checked_out", LAN)
    place.desk.choose_direction("in")
    place.desk.check_in(LAN, "name")
    assert place.shown == ("checked_in", LAN)
    directions = [event.body["direction"] for event in place.outbox.waiting()]
    assert directions == ["in", "out", "in"]


def test_the_server_knows_better(place: Place) -> None:
    place.desk.check_in(LAN, "name")
    (event,) = place.outbox.waiting()
    earlier = {"at": "2026-11-21T01:40:00Z", "desk": "Bàn 2"}
    place.server_says(event, conflict="already_in", earlier=earlier)
    view = place.desk.view()
    assert place.shown == ("already_in", LAN)
    assert (view["earlier_at"], view["earlier_desk"]) == ("2026-11-21T01:40:00Z", "Bàn 2")


def test_the_server_takes_back_what_the_desk_guessed(place: Place) -> None:
    place.desk.check_in(LAN, "name")
    place.desk.check_in(LAN, "name")  # went out by another door in between
    assert place.shown == ("already_in", LAN)
    place.server_says(place.outbox.waiting()[-1], conflict=None)
    assert place.shown == ("checked_in", LAN)


def test_a_refused_check_in_is_not_green_any_more(place: Place) -> None:
    place.desk.check_in(LAN, "name")
    (event,) = place.outbox.waiting()
    place.outbox.mark(event, "refused", status=422, answer={})
    place.desk.answered(place.outbox[event.key])
    assert place.shown == ("refused", LAN)


def test_undo_within_30_seconds_with_a_reason(place: Place) -> None:
    place.desk.check_in(LAN, "name")
    key = place.desk.view()["recent"][0]["key"]
    with pytest.raises(DeskRefusedError) as refused:
        place.desk.undo(key, "  ")
    assert refused.value.code == "undo_needs_reason"
    place.now += 29
    place.desk.undo(key, "Nhầm người")
    assert place.shown == ("undone", LAN)
    check_in, undo = place.outbox.waiting()
    assert (undo.kind, undo.of_key, undo.body) == ("undo", check_in.key, {"reason": "Nhầm người"})
    with pytest.raises(DeskRefusedError):
        place.desk.undo(key, "again")
    place.desk.check_in(LAN, "name")
    assert place.shown == ("checked_in", LAN)


def test_undo_after_30_seconds_is_for_the_office(place: Place) -> None:
    place.desk.check_in(LAN, "name")
    key = place.desk.view()["recent"][0]["key"]
    place.now += 31
    with pytest.raises(DeskRefusedError) as refused:
        place.desk.undo(key, "Nhầm người")
    assert refused.value.code == "undo_too_late"


def test_a_desk_that_stays_at_another_session_than_the_one_that_is_on_says_so(
    place: Place,
) -> None:
    assert place.desk.view()["session_on_now"] == ""
    other = next(each for each in gallery()["sessions"] if each["id"] != place.desk.session.id)
    on_now = place.desk.session.title
    place.desk.choose_session(other["id"])
    assert place.desk.view()["session_on_now"] == on_now
    place.desk.choose_session(None)
    assert place.desk.view()["session_on_now"] == ""


def test_a_chosen_session_stays_until_the_congress_is_followed_again(place: Place) -> None:
    place.desk.choose_session(2)
    place.desk.check_in(AN, "name")
    assert place.outbox.waiting()[-1].body["session_id"] == 2
    place.desk.choose_session(None)
    place.desk.check_in(AN, "name")
    assert place.outbox.waiting()[-1].body["session_id"] == 1
    with pytest.raises(DeskRefusedError):
        place.desk.choose_session(99)


def test_the_view_tells_no_badge_hash(place: Place) -> None:
    place.sure(LAN, visit=1)
    place.see("unsure", visit=2, likeliest=(LAN, MINH), seconds=4)
    assert "badge_hash" not in str(place.desk.view())


def test_waiting_for_a_change_ends_when_there_is_one(place: Place) -> None:
    version = place.desk.wait(-1, 0)
    assert place.desk.wait(version, 0.01) == version
    place.desk.check_in(LAN, "name")
    assert place.desk.wait(version, 1) != version


def started_anew(outbox: Outbox, *, seconds_later: float) -> Desk:
    later = NOW + timedelta(seconds=seconds_later)
    return Desk(outbox, roster=Roster.from_json(gallery()), utc_now=lambda: later)


def test_a_desk_that_was_started_anew_can_still_undo_for_half_a_minute(
    place: Place, outbox: Outbox
) -> None:
    place.sure(LAN, visit=1)
    (event,) = outbox.waiting()
    desk = started_anew(outbox, seconds_later=12)
    (recent,) = desk.view()["recent"]
    assert (recent["name"], recent["undo_seconds"]) == ("Nguyễn Thị Hương Lan", 18)
    desk.undo(event.key, "Nhầm người")
    assert outbox.is_undone(event)
    (undone,) = started_anew(outbox, seconds_later=13).view()["recent"]
    assert undone["undone"]


@pytest.mark.parametrize("seconds", [31.0, -3600.0])
def test_after_half_a_minute_or_with_a_clock_set_back_it_cannot(
    place: Place, outbox: Outbox, seconds: float
) -> None:
    place.sure(LAN, visit=1)
    (event,) = outbox.waiting()
    desk = started_anew(outbox, seconds_later=seconds)
    assert desk.view()["recent"][0]["undo_seconds"] == 0
    with pytest.raises(DeskRefusedError, match="undo_too_late"):
        desk.undo(event.key, "Nhầm người")
