"""A badge beside a face: one against one, without a disadvantage for those who gave no face."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checkin.faces import Encoding
from kiosk.desk import Desk
from kiosk.outbox import Outbox
from kiosk.roster import Roster
from tests.kiosk.people import AN, BADGE, LAN, MINH, gallery
from tests.kiosk.test_loop import FRAME, FRAME_SECONDS, LAN_FACE, MINH_FACE, STRANGER, Door

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
OTHER_BADGE = "Abcd_efgh-777777"


class Counter:
    """A desk, its loop and what stands before the camera: Lan, Minh and Hòa gave their faces."""

    def __init__(self, outbox: Outbox, *, without_template: bool = False) -> None:
        people = gallery()["delegates"]
        if without_template:  # the badge is Ân's, who gave no face
            people[0]["badge_hash"], people[3]["badge_hash"] = None, people[0]["badge_hash"]
        self.outbox = outbox
        self.desk = Desk(
            outbox,
            roster=Roster.from_json(gallery(delegates=people)),
            monotonic=lambda: self.door.now,
            utc_now=lambda: NOW,
        )
        self.door = Door(owner_of=self.desk.badge_owner)

    def look(self, seconds: float, face: Encoding | None, badge: str | None = None) -> None:
        """Show the same for some time, 30 frames a second."""
        self.door.badge = badge
        self.door.stand(*([] if face is None else [face]))
        for _ in range(round(seconds * 30)):
            self.door.now += FRAME_SECONDS
            self.desk.see(self.door.loop.step(FRAME, self.door.now))

    @property
    def shown(self) -> tuple[str, Any, bool]:
        view = self.desk.view()
        return view["result"], view["delegate_id"], view["face_matches"]

    @property
    def events(self) -> list[tuple[Any, str]]:
        bodies = [event.body for event in self.outbox.waiting()]
        return [(body["delegate_id"], body["method"]) for body in bodies]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    outbox = Outbox(tmp_path / "outbox.db")
    yield Counter(outbox)
    outbox.close()


def anothers_face_is_for_the_operator(counter: Counter) -> None:
    counter.look(3, STRANGER, BADGE)
    assert counter.shown == ("badge_mismatch", None, False)
    assert counter.events == []


def test_a_badge_alone_is_green_in_its_first_frame(counter: Counter) -> None:
    counter.look(1 / 30, None, BADGE)
    assert counter.shown == ("checked_in", LAN, False)
    assert counter.events == [(LAN, "badge")]


def test_the_owners_face_beside_the_badge_is_said(counter: Counter) -> None:
    counter.look(0.2, LAN_FACE, BADGE)
    assert counter.shown == ("checked_in", LAN, True)
    counter.look(5, LAN_FACE, BADGE)
    counter.look(3, LAN_FACE)
    assert counter.events == [(LAN, "badge")], "the face beside it is not a second check-in"


def test_anothers_face_is_for_the_operator_who_decides(counter: Counter) -> None:
    anothers_face_is_for_the_operator(counter)
    view = counter.desk.view()
    assert view["colour"] == "amber"
    assert [each["id"] for each in view["likeliest"]] == [LAN]
    counter.desk.check_in(LAN, view["confirmed_by"])
    assert counter.shown[:2] == ("checked_in", LAN)
    counter.look(3, STRANGER, BADGE)
    assert counter.events == [(LAN, "badge")]


def test_the_face_of_another_delegate_is_not_checked_in_either(counter: Counter) -> None:
    counter.look(3, MINH_FACE, BADGE)
    assert counter.shown == ("badge_mismatch", None, False)
    assert counter.events == []


def test_who_gave_no_face_is_green_at_once_whatever_the_camera_sees(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.db")
    counter = Counter(outbox, without_template=True)
    counter.look(1, STRANGER)
    counter.look(1 / 30, STRANGER, BADGE)
    assert counter.shown == ("checked_in", AN, False)
    assert counter.events == [(AN, "badge")]
    outbox.close()


def test_a_badge_that_is_lowered_while_its_face_is_looked_at_is_not_lost(counter: Counter) -> None:
    counter.look(0.07, STRANGER, BADGE)
    counter.look(2, STRANGER)
    assert counter.shown == ("badge_mismatch", None, False)


def test_a_face_too_poor_to_compare_is_not_held_against_the_badge(counter: Counter) -> None:
    counter.door.quality = counter.door.quality.__class__(
        ok=False, reasons=("blurred",), sharpness=0.0
    )
    counter.look(1.2, STRANGER, BADGE)
    assert counter.shown == ("checked_in", LAN, False)


def test_a_face_that_was_green_a_moment_ago_shows_its_badge_without_a_second_event(
    counter: Counter,
) -> None:
    counter.look(0.2, LAN_FACE)
    counter.look(1, LAN_FACE, BADGE)
    assert counter.shown[:2] == ("checked_in", LAN)
    assert counter.events == [(LAN, "face")]


def test_the_next_badge_is_compared_with_its_own_owner(counter: Counter) -> None:
    roster = gallery()
    roster["delegates"][1]["badge_hash"] = Roster.from_json(gallery()).by_id[LAN].badge_hash
    roster["delegates"][0]["badge_hash"] = None
    counter.look(0.5, LAN_FACE, BADGE)
    counter.desk.take_roster(Roster.from_json(roster))
    counter.look(1, None)
    counter.look(11, None)
    counter.look(2, MINH_FACE, BADGE)
    assert counter.shown == ("checked_in", MINH, True)


def test_an_unknown_badge_beside_a_face_is_said_at_once(counter: Counter) -> None:
    counter.look(1, LAN_FACE)
    counter.look(1 / 30, LAN_FACE, OTHER_BADGE)
    assert counter.shown[0] == "unknown_badge"


def test_a_slow_machine_looks_as_well(counter: Counter) -> None:
    counter.door.badge = BADGE
    counter.door.stand(STRANGER)
    for _ in range(10):  # a frame in half a second
        counter.door.now += 0.5
        counter.desk.see(counter.door.loop.step(FRAME, counter.door.now))
    assert counter.shown == ("badge_mismatch", None, False)
