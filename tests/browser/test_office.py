"""The organisers' pages in a real browser, beside the phone and the desk that depend on them."""

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.chromium import SCREEN_SIZES
from tests.running import Client, RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
SESSION = {
    "title": "Phiên thứ nhất",
    "starts_at": "2026-01-01T01:00:00Z",
    "ends_at": "2099-01-01T05:00:00Z",
}


class Prepared:
    """A congress of its own, with one session, made through the API."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.api: Client = server.admin()
        dates = {"starts_on": "2026-11-21", "ends_on": "2026-11-22"}
        made = self.api.call("POST", "/api/congresses", {"title": "Đại hội", "venue": "", **dates})
        self.id: int = made.json["id"]
        self.session_id = self.make("sessions", SESSION)

    def make(self, what: str, body: dict[str, object]) -> int:
        answer = self.api.call("POST", f"/api/congresses/{self.id}/{what}", body)
        assert answer.status == 201, answer
        return int(answer.json["id"])

    def get(self, what: str) -> object:
        return self.api.call("GET", f"/api/congresses/{self.id}/{what}").json

    def delegate(self, number: str, name: str, **facts: object) -> int:
        return self.make("delegates", {"number": number, "name": name, **facts})


@pytest.fixture
def congress(server: RunningServer) -> Prepared:
    return Prepared(server)


@pytest.fixture
def laptop(open_page: OpenPage, server: RunningServer) -> Iterator[Callable[[str], Page]]:
    """Open a page of the office on a laptop that is signed in; no page may throw."""
    thrown: list[str] = []

    def open_at(path: str) -> Page:
        page = open_page(SCREEN_SIZES[0])
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.request.post(
            f"{server.url}/api/login",
            data={"name": "admin", "password": server.admin_password},
            headers={"Origin": server.url},
        )
        page.goto(server.url + path)
        return page

    yield open_at
    assert thrown == []


def pdf(folder: Path, pages: int) -> Path:
    """Write a PDF of coloured pages."""
    sheets = [Image.new("RGB", (620, 877), (240, 240, 255 - page)) for page in range(pages)]
    path = folder / "Báo cáo chính trị.pdf"
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    return path


def test_a_wrong_password_says_so_and_the_right_one_goes_where_it_was_wanted(
    open_page: OpenPage, server: RunningServer, congress: Prepared
) -> None:
    page = open_page(SCREEN_SIZES[0])
    page.goto(f"{server.url}/sign-in?next=/office/{congress.id}/agenda")
    page.fill("#name", "admin")
    page.fill("#password", "not this one")
    page.press("#password", "Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).not_to_be_empty()
    page.fill("#password", server.admin_password)
    page.press("#password", "Enter")
    page.wait_for_url(f"**/office/{congress.id}/agenda")


def test_the_way_to_sign_in_never_leads_to_another_site(
    laptop: Callable[[str], Page], server: RunningServer
) -> None:
    page = laptop("/sign-in?next=//example.org/")
    assert page.url.startswith(server.url)


def test_files_go_up_together_and_each_says_how_it_ended(
    laptop: Callable[[str], Page], congress: Prepared, tmp_path: Path
) -> None:
    page = laptop(f"/office/{congress.id}/documents")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing")
    page.select_option("#upload-audience", "delegates")
    page.set_input_files("#upload-files", [pdf(tmp_path, 12), broken])
    expect(page.locator(".upload-line")).to_have_count(2)
    rows = page.locator("#documents > li")
    expect(rows).to_have_count(2, timeout=40_000)
    expect(page.locator(".upload-line")).to_have_count(0, timeout=40_000)
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.state)") == ["ready", "refused"]
    expect(page.locator("#documents .notice-bad")).to_be_visible()
    documents = congress.get("documents")
    assert isinstance(documents, list)
    first = documents[0]
    assert (first["title"], first["audience"]) == ("Báo cáo chính trị", "delegates")
    assert first["pages"] == first["pages_ready"] == 12


def test_a_document_is_renamed_and_moved_and_withdrawn(
    laptop: Callable[[str], Page], congress: Prepared, tmp_path: Path
) -> None:
    for title in ("A", "B"):
        path = f"/api/congresses/{congress.id}/documents"
        file = pdf(tmp_path, 1).read_bytes()
        congress.api.call("POST", path, {"title": title}, files={"file": ("x.pdf", file)})
    page = laptop(f"/office/{congress.id}/documents")
    titles = page.locator("#documents .row-title")
    first = page.locator("#documents > li").first
    first.locator("summary").click()
    first.locator("[name=title]").fill("Nghị quyết")
    first.locator("form button").first.click()
    expect(titles).to_have_text(["Nghị quyết", "B"])
    page.locator("#documents > li").first.locator("[data-move=down]").click()
    expect(titles).to_have_text(["B", "Nghị quyết"])
    expect.poll = None  # type: ignore[attr-defined]
