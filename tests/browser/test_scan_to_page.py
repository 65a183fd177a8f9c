"""From the organiser's file to the words on a phone that scanned the session's code."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import SCREEN_SIZES
from tests.browser.stories import Hall, found_hall, keep_picture, scan, watch, write_report
from tests.browser.stories import moments as moments_of
from tests.documents import hostile
from tests.running import RunningServer

LAPTOP = SCREEN_SIZES[0]
REPORT = "Báo cáo chính trị trình Đại hội"
SCHEME = "Đề án nhân sự Ban Chấp hành"
LAST_WORDS = "Lời cuối: tuổi trẻ tỉnh nhà vững bước vào nhiệm kỳ mới."
PAGES = 12
PROGRESS = "(document.querySelector('#uploads .progress span') || {style: {}}).style.width || ''"
PICTURE = ".sheet[data-page='{}'] .sheet-picture img"
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.fixture
def hall(server: RunningServer, organiser: object) -> Iterator[Hall]:
    hall = found_hall(server, organiser, "Đại hội đại biểu Đoàn tỉnh Sông Lam lần thứ XII")
    hall.add_session("Phiên thứ nhất (trù bị)")
    hall.add_session("Phiên thứ hai (chính thức)", starts_in_hours=20)
    yield hall
