"""The desk without a network, with what stores its check-ins taken away: this must fail."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import SCREEN_SIZES
from tests.browser.desk_journey import DeskHall, check_nobody_is_forgotten
from tests.browser.test_desk import NO_DATABASE
from tests.running import RunningServer

pytestmark = pytest.mark.control
NO_STORAGE = "Storage.prototype.setItem = () => { throw new Error('no storage'); };"


def control_a_desk_that_stores_nothing_loses_nobody(
    server: RunningServer, open_page: Callable[[tuple[int, int]], Page]
) -> None:
    page = open_page(SCREEN_SIZES[0])
    page.add_init_script(NO_DATABASE + NO_STORAGE)
    check_nobody_is_forgotten(page, DeskHall(server, server.admin()))
