"""kill -9 at any moment: whoever saw green is counted, once."""

from pathlib import Path

import pytest

from tests.kiosk.fake_server import FakeServer
from tests.kiosk.fire import assert_every_green_counted_once, fire_at_a_desk
from tests.kiosk.people import gallery


@pytest.mark.server
def test_200_green_screens_of_a_desk_that_is_killed_are_counted_once(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    shown = fire_at_a_desk(tmp_path, hall, greens=200)
    assert len(shown) >= 200
    assert_every_green_counted_once(shown, hall)
    assert len(hall.deliveries) > len(hall.kept)  # some were sent twice: the key held
    hall.stop()


@pytest.mark.server
@pytest.mark.faults
@pytest.mark.timeout(1200)
def test_2000_green_screens_of_a_desk_that_is_killed_are_counted_once(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    shown = fire_at_a_desk(tmp_path, hall, greens=2000)
    assert len(shown) >= 2000
    assert_every_green_counted_once(shown, hall)
    hall.stop()
