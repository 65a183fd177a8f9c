"""Reading without a network, with the service worker taken away: this must fail."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.offline_journey import (
    check_everything_is_readable,
    come_in,
    download_all,
    hall_with_documents,
    network_gone,
)
from tests.running import running_server

pytestmark = pytest.mark.control
UNREGISTER = """async () => {
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
}"""


def control_without_its_service_worker_a_phone_reads_on(
    phone: Callable[[], Page], tmp_path: Path
) -> None:
    with running_server(tmp_path / "data") as server:
        hall = hall_with_documents(server, tmp_path)
        page = come_in(hall, phone)
        download_all(page)
        page.evaluate(UNREGISTER)
        with network_gone(page, server):
            check_everything_is_readable(page, hall)
