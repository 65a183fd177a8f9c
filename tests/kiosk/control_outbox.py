"""The outbox without one of its protections: the checks of the tests must fail."""

from pathlib import Path

import pytest

from kiosk import outbox as outbox_module
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.fire import assert_every_green_counted_once, fire_at_a_desk
from tests.kiosk.people import gallery
from tests.kiosk.test_outbox import assert_weak_settings_are_refused

pytestmark = pytest.mark.control


def control_green_before_the_disk(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    shown = fire_at_a_desk(tmp_path, hall, "--green-first", greens=800)  # the moment is short
    hall.stop()
    assert_every_green_counted_once(shown, hall)


def control_a_new_key_for_every_sending(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    shown = fire_at_a_desk(tmp_path, hall, "--new-keys", greens=60)
    hall.stop()
    assert_every_green_counted_once(shown, hall)


def control_settings_not_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "assert_durable", lambda connection: None)
    assert_weak_settings_are_refused(tmp_path, monkeypatch)
