"""Following over a slow network by a phone that was told to take clear pictures: this must fail."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.poor_network import check_the_photograph_comes, hall_with_a_photograph
from tests.running import RunningServer

pytestmark = pytest.mark.control


def control_a_phone_that_only_takes_clear_pictures_shows_the_photograph_in_time(
    server: RunningServer, phone: Callable[[], Page], tmp_path: Path
) -> None:
    hall = hall_with_a_photograph(server, server.admin(), tmp_path)
    check_the_photograph_comes(hall, phone, seconds=20, chosen="picture")
