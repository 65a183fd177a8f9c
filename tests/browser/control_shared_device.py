"""Reading on a phone that nobody said is shared, and a use that nobody ended: both must fail."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.shared_journey import (
    check_nothing_is_left,
    come_to_the_tablet,
    hall_of_two,
    read_as_minh,
    share,
)
from tests.running import RunningServer

pytestmark = pytest.mark.control


def control_a_phone_of_ones_own_keeps_nothing(
    server: RunningServer, phone: Callable[[], Page], tmp_path: Path
) -> None:
    hall = hall_of_two(server, tmp_path)
    page = come_to_the_tablet(hall, phone)
    check_nothing_is_left(hall, page, read_as_minh(hall, page))


def control_a_use_that_nobody_ended_leaves_nothing(
    server: RunningServer, phone: Callable[[], Page], tmp_path: Path
) -> None:
    hall = hall_of_two(server, tmp_path)
    page = come_to_the_tablet(hall, phone)
    share(page)
    check_nothing_is_left(hall, page, read_as_minh(hall, page))
