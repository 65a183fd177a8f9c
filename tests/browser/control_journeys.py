"""Journeys with something taken away: each of these must fail."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute

from tests.browser.hall_moves import OpenPage, check_all_follow, hall_with_slides
from tests.running import RunningServer

pytestmark = pytest.mark.control


def control_phones_that_are_not_told_follow_at_once(
    server: RunningServer, open_page: OpenPage, phone: Callable[[], Page], tmp_path: Path
) -> None:
    def deaf_phone() -> Page:
        page = phone()
        page.route_web_socket("**/socket.io/**", swallow_news)
        return page

    hall = hall_with_slides(server, server.admin(), tmp_path)
    check_all_follow(hall, open_page, deaf_phone)


def swallow_news(phone: WebSocketRoute) -> None:
    """Let everything through but what the hall says."""
    server = phone.connect_to_server()

    def pass_on(message: str | bytes) -> None:
        is_news = isinstance(message, str) and ('"changed"' in message or '"head"' in message)
        if not is_news:
            phone.send(message)

    server.on_message(pass_on)
