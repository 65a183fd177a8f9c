"""The ZIP pack on a USB stick: no server, no network, only a browser and files."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.offline_journey import LAST_WORDS, REPORT, RULES, hall_with_documents
from tests.browser.stories import keep_picture
from tests.running import RunningServer


@pytest.fixture(scope="module")
def stick(server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unzipped pack of a congress."""
    folder = tmp_path_factory.mktemp("stick")
    hall = hall_with_documents(server, tmp_path_factory.mktemp("papers"))
    answer = hall.admin.call("GET", f"{hall.api}/pack.zip")
    assert answer.status == 200, answer
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(folder)
    return folder


def test_the_sums_are_right(stick: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=stick,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    originals = sorted(path.name for path in (stick / "files").iterdir())
    assert originals == [f"01 {REPORT}.pdf", f"02 {RULES}.pdf"]


@pytest.mark.parametrize("size", [PHONE_SIZES[0], SCREEN_SIZES[0]])
def test_the_index_opens_searches_and_leads_to_the_page(
    stick: Path, open_page: Callable[[tuple[int, int]], Page], size: tuple[int, int]
) -> None:
    page = open_page(size)
    page.context.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((stick / "index.html").as_uri())
    keep_picture(page, f"pack-1-index-{size[0]}")
    page.locator("#search").fill("duong loi doi moi")
    expect(page.locator("#found mark").first).to_have_text(
        re.compile("đường lối đổi mới", re.IGNORECASE)
    )
    keep_picture(page, f"pack-2-found-{size[0]}")
    page.locator("#found a").first.click()
    page.wait_for_url("**/read/01.html#p*")
    number = int(page.url.rpartition("#p")[2])
    figure = page.locator(f"#p{number}")
    expect(figure).to_be_in_viewport()
    assert figure.locator("img").evaluate("image => image.decode().then(() => image.width)") > 0
    figure.locator("summary").click()
    expect(figure.locator("details")).to_contain_text(LAST_WORDS[-30:])
    keep_picture(page, f"pack-3-page-{size[0]}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.locator("a", has_text="Tất cả văn kiện").click()
    page.locator(".title", has_text=RULES).click()
    expect(page.locator("#p1 img")).to_be_visible()
    original = page.locator("a", has_text="Tệp gốc").get_attribute("href") or ""
    assert original == "../files/02%20Quy%20chế%20làm%20việc.pdf"
    assert all(url.startswith("file://") for url in asked), asked
