"""Substitutes at the kiosk: in whose place they come, and what is said to the one they replace."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk import Desk
from kiosk.outbox import Outbox
from kiosk.roster import Roster, load_roster, save_roster
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import AN, HOA, MINH, gallery, in_place
from tests.kiosk.running_desk import RunningDesk, running_desk

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
PLACES = gallery(substitutions=in_place(AN, HOA))


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "outbox.db")
    yield outbox
    outbox.close()


@pytest.fixture
def desk(outbox: Outbox) -> Desk:
    return Desk(outbox, roster=Roster.from_json(PLACES), utc_now=lambda: NOW)


def answered(desk: Desk, outbox: Outbox, **answer: Any) -> dict[str, Any]:
    """Let the server answer the last event, and return what the desk shows."""
    event = list(outbox.waiting())[-1]
    outbox.mark(event, "sent", status=201, answer={"id": 1, "conflict": None, **answer})
    desk.answered(outbox[event.key])
    return desk.view()


def test_a_substitute_comes_with_the_seat_of_the_place(desk: Desk) -> None:
    desk.check_in(AN, "name")
    view = desk.view()
    who = view["delegate"]
    assert (view["result"], who["in_place_of"]) == ("checked_in", "Đặng Hòa")
    assert (who["seat"], who["delegation"]) == ("B-1", "Đoàn huyện Bắc")
    (found,) = desk.search("an")
    assert (found.in_place_of, found.seat) == ("Đặng Hòa", "B-1")


def test_the_replaced_is_kept_and_told_who_has_the_place(desk: Desk, outbox: Outbox) -> None:
    desk.check_in(HOA, "name")
    view = desk.view()
    assert (view["result"], view["colour"]) == ("place_taken", "amber")
    assert view["delegate"]["replaced_by"] == "Lê Văn An"
    assert [event.body["delegate_id"] for event in outbox.waiting()] == [HOA]


def test_the_server_knows_better_who_has_the_place(desk: Desk, outbox: Outbox) -> None:
    desk.check_in(HOA, "name")
    view = answered(desk, outbox, replaced_by="", in_place_of="", seat="B-1", delegation="Đoàn")
    assert (view["result"], view["delegate"]["replaced_by"]) == ("checked_in", "")
    desk.check_in(MINH, "name")
    facts = {"seat": "A-12", "delegation": "Đoàn Sở Giáo dục"}
    view = answered(desk, outbox, replaced_by="", in_place_of="Nguyễn Thị Hương Lan", **facts)
    assert view["delegate"]["in_place_of"] == "Nguyễn Thị Hương Lan"
    assert (view["delegate"]["seat"], view["result"]) == ("A-12", "checked_in")
    desk.check_in(MINH, "name")
    view = answered(desk, outbox, replaced_by="Lê Văn An", in_place_of="", conflict="place_taken")
    assert view["result"] == "place_taken"


def test_places_are_kept_on_the_disk_and_missing_ones_are_none(tmp_path: Path) -> None:
    save_roster(Roster.from_json(PLACES), tmp_path / "roster.json")
    kept = load_roster(tmp_path / "roster.json")
    assert kept is not None
    assert kept.in_session(kept.by_id[AN], 1).in_place_of == "Đặng Hòa"
    assert kept.in_session(kept.by_id[AN], 3).in_place_of == ""
    older = gallery()
    assert Roster.from_json(older).substitutions == ()


def come(desk: RunningDesk, delegate_id: int) -> dict[str, Any]:
    """Check somebody in by name and wait until the screen says so."""
    desk.post("check-in", {"delegate_id": delegate_id, "method": "name"})
    return desk.wait_for(lambda state: state["delegate_id"] == delegate_id)


def is_kept(path: Path) -> bool:
    """Tell whether the list on the disk knows of a place."""
    kept = load_roster(path)
    return kept is not None and kept.substitutions != ()


@pytest.mark.server
def test_a_place_given_while_the_desk_runs_holds_without_the_server(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    with running_desk(tmp_path / "desk", "--camera", "browser", server=hall.url, kill=True) as desk:
        desk.wait_for(lambda state: state["online"])
        assert come(desk, AN)["delegate"]["in_place_of"] == ""
        hall.gallery = PLACES
        hall.version += 1
        desk.wait_for(lambda _state: is_kept(tmp_path / "desk/roster.json"))
    hall.stop()
    with running_desk(tmp_path / "desk", "--camera", "browser", server=hall.url) as desk:
        shown = come(desk, AN)["delegate"]
        assert (shown["in_place_of"], shown["seat"]) == ("Đặng Hòa", "B-1")
        assert come(desk, HOA)["result"] == "place_taken"
