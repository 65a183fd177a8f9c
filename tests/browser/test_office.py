"""The organisers' pages in a real browser, beside the phone and the desk that depend on them."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.chromium import SCREEN_SIZES
from tests.browser.stories import wait_until
from tests.running import Client, RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
PATIENCE_MS = 60_000
SESSION = {
    "title": "Phiên thứ nhất",
    "starts_at": "2026-01-01T01:00:00Z",
    "ends_at": "2099-01-01T05:00:00Z",
}


class Prepared:
    """A congress of its own, with one session, made through the API."""

    def __init__(self, api: Client) -> None:
        self.api = api
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


@pytest.fixture(scope="module")
def organiser(server: RunningServer) -> Client:
    """Signed in once for all tests: the server counts how often a name tries."""
    return server.admin()


@pytest.fixture
def congress(organiser: Client) -> Prepared:
    return Prepared(organiser)


@pytest.fixture
def laptop(
    open_page: OpenPage, server: RunningServer, organiser: Client
) -> Iterator[Callable[[str], Page]]:
    """Open a page of the office on a laptop that is signed in; no page may throw."""
    thrown: list[str] = []

    def open_at(path: str) -> Page:
        page = open_page(SCREEN_SIZES[0])
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.context.add_cookies(
            [
                {"name": cookie.name, "value": cookie.value or "", "url": server.url}
                for cookie in organiser.jar
            ]
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
    rows = page.locator("#documents [data-document]")
    expect(rows).to_have_count(2, timeout=100_000)
    expect(page.locator(".upload-line")).to_have_count(0, timeout=100_000)
    for nth, state in enumerate(("ready", "refused")):
        expect(rows.nth(nth)).to_have_attribute("data-state", state, timeout=100_000)
    expect(page.locator("#documents .row-problem:visible")).to_have_count(1)
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
    titles = page.locator("#documents li[data-document] > details > summary .row-title")
    first = page.locator("#documents li[data-document]").first
    first.locator("summary").first.click()
    first.locator("[name=title]").fill("Nghị quyết")
    first.locator("form button").first.click()
    expect(titles).to_have_text(["Nghị quyết", "B"])
    page.locator("#documents li[data-document]").first.locator("[data-move=down]").click()
    expect(titles).to_have_text(["B", "Nghị quyết"])
    wait_until(lambda: titles_of(congress) == ["B", "Nghị quyết"])
    page.locator("#documents li[data-document]").nth(1).locator("form[data-confirm] button").click()
    page.locator(".dialog button").first.click()
    expect(page.locator("[data-document][data-state=withdrawn]")).to_have_count(1)


PAGES = ("", "/documents", "/agenda", "/delegates", "/devices", "/settings")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_the_office_shuts_anybody_out(
    laptop: Callable[[str], Page], congress: Prepared, path: str
) -> None:
    congress.delegate("001", "Nguyễn Thị Lan")
    assert violations(laptop(f"/office/{congress.id}{path}")) == []


def test_the_desk_shuts_nobody_out(laptop: Callable[[str], Page], congress: Prepared) -> None:
    congress.delegate("001", "Nguyễn Thị Lan")
    page = laptop(f"/desk/{congress.id}")
    page.keyboard.type("lan")
    assert violations(page) == []


def titles_of(congress: Prepared) -> list[str]:
    documents = congress.get("documents")
    assert isinstance(documents, list)
    return [document["title"] for document in documents]


def test_a_sessions_code_is_made_shown_and_opens_the_session_on_a_phone(
    laptop: Callable[[str], Page], phone: Callable[[], Page], congress: Prepared
) -> None:
    page = laptop(f"/office/{congress.id}/documents")
    page.select_option("#code-target", f"session:{congress.session_id}")
    page.click("#code-form button")
    picture = page.locator(".code-picture")
    expect(picture).to_be_visible()
    page.wait_for_function("() => document.querySelector('.code-picture').naturalWidth > 0")
    address = page.locator(".address-field").input_value()
    other = phone()
    other.goto(address)
    other.wait_for_url(f"**/c/{congress.id}")
    page.keyboard.press("Escape")
    expect(picture).to_have_count(0)
    page.locator("#code-list summary").click()
    page.locator("#code-list form[data-api^=DELETE] button").click()
    page.locator(".dialog button").first.click()
    expect(page.locator("#code-list form")).to_have_count(0)
    third = phone()
    answer = third.goto(address)
    assert answer is not None
    assert answer.status == 404


def test_a_desk_is_paired_by_a_command_that_is_shown_once(
    laptop: Callable[[str], Page], congress: Prepared, server: RunningServer
) -> None:
    page = laptop(f"/office/{congress.id}/devices")
    page.fill("#device-name", "Bàn 1")
    page.locator("#pair .button-quiet").click()
    command = page.locator(".command-field").input_value()
    assert command.startswith("./run kiosk --server http")
    desk = server.client(command.rpartition(" ")[2])
    gallery = f"/api/congresses/{congress.id}/gallery"
    assert desk.call("GET", gallery).status == 200
    page.locator(".dialog button").last.click()
    expect(page.locator(".rows .row-title")).to_have_text(["Bàn 1"])
    assert command.rpartition(" ")[2] not in page.content()
    page.locator("#devices form .button-remove").click()
    page.locator(".dialog button").first.click()
    expect(page.locator(".rows .row-title")).to_have_count(0)
    assert desk.call("GET", gallery).status == 401


def test_a_screen_is_paired_by_an_address_with_its_code(
    laptop: Callable[[str], Page], open_page: OpenPage, congress: Prepared
) -> None:
    page = laptop(f"/office/{congress.id}/devices")
    page.check("[value=screen]")
    page.fill("#device-name", "Màn hình")
    page.locator("#pair .button-quiet").click()
    address = page.locator(".command-field").first.input_value()
    page.wait_for_function("() => document.querySelector('.dialog .qr-code').naturalWidth > 0")
    screen = open_page(SCREEN_SIZES[1])
    screen.goto(address)
    screen.wait_for_url(f"**/screen/{congress.id}")


def test_a_browser_becomes_a_desk_by_the_code_that_the_office_shows(
    laptop: Callable[[str], Page], open_page: OpenPage, congress: Prepared, server: RunningServer
) -> None:
    page = laptop(f"/office/{congress.id}/devices")
    page.fill("#device-name", "Bàn cửa chính")
    page.press("#device-name", "Enter")
    code = page.locator(".pairing-code").inner_text()
    assert page.locator(".toast").count() == 0, "it would lie over the dialog's buttons"
    desk = open_page(SCREEN_SIZES[1])
    desk.goto(f"{server.url}/pair#222222")
    assert desk.locator("#pair-code").input_value() == "222222"
    desk.locator("#pair button").click()
    expect(desk.locator("#pair-problem")).not_to_be_empty(timeout=PATIENCE_MS)
    desk.fill("#pair-code", code.lower())
    desk.locator("#pair button").click()
    desk.wait_for_url(f"**/desk/{congress.id}", timeout=PATIENCE_MS)
    expect(desk.locator(".heading-note b")).to_have_text("Bàn cửa chính")
    expect(page.locator(".pairing-state.notice-good")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#devices .row-title")).to_have_text(["Bàn cửa chính"], timeout=PATIENCE_MS)
    page.locator(".dialog button").last.click()
    page.locator("[data-rename]").click()
    page.fill("#new-name", "Bàn 2")
    page.press("#new-name", "Enter")
    expect(page.locator("#devices .row-title")).to_have_text(["Bàn 2"], timeout=PATIENCE_MS)


def photograph(folder: Path) -> Path:
    path = folder / "photo.jpg"
    picture = BytesIO()
    Image.new("RGB", (320, 320), "grey").save(picture, "JPEG")
    path.write_bytes(picture.getvalue())
    return path


def test_without_consent_no_photograph_is_taken_up(
    laptop: Callable[[str], Page], congress: Prepared, tmp_path: Path
) -> None:
    delegate_id = congress.delegate("001", "Nguyễn Thị Lan")
    page = laptop(f"/office/{congress.id}/delegates/{delegate_id}")
    page.set_input_files("#images", photograph(tmp_path))
    page.click("#enrol button")
    expect(page.locator("#enrol > .notice-bad")).to_be_visible()
    state = congress.get(f"delegates/{delegate_id}/portraits")
    assert isinstance(state, dict)
    assert (state["state"], state["photos"]) == ("none", 0)
    page.check("[name=consent]")
    page.click("#enrol button")
    expect(page.locator("#enrol > .notice-bad")).to_be_hidden()
    wait_until(lambda: congress.get(f"delegates/{delegate_id}/portraits") != state)


def test_the_roster_is_searched_without_accents(
    laptop: Callable[[str], Page], congress: Prepared
) -> None:
    congress.delegate("001", "Đặng Thị Ánh", delegation="Đoàn Thị xã")
    congress.delegate("002", "Trần Văn Bình", delegation="Đoàn Huyện")
    page = laptop(f"/office/{congress.id}/delegates")
    shown = page.locator("#roster tbody tr:not([hidden]) th")
    expect(shown).to_have_count(2)
    page.fill("#find", "dang anh")
    expect(shown).to_have_text(["Đặng Thị Ánh"])
    page.fill("#find", "")
    page.select_option("#filter [name=delegation]", label="Đoàn Huyện")
    expect(shown).to_have_text(["Trần Văn Bình"])
    page.fill("#find", "anh")
    expect(shown).to_have_count(0)
    expect(page.locator("#filter-none")).to_be_visible()


def test_a_list_is_looked_at_row_by_row_before_it_is_imported(
    laptop: Callable[[str], Page], congress: Prepared, tmp_path: Path
) -> None:
    congress.delegate("002", "Trần Văn Bình")
    roster = tmp_path / "danh sách.csv"
    roster.write_text(
        "Số thẻ,Họ và tên,Đoàn\n001,Nguyễn Thị Lan,Huyện A\n002,Trần Văn Bình,Huyện B\n",
        encoding="utf-8",
    )
    page = laptop(f"/office/{congress.id}/delegates#import")
    page.set_input_files("#import-file", roster)
    page.click("#import-form button:not([type])")
    expect(page.locator("#draft-rows tr[data-place]")).to_have_count(2)
    delegates = congress.get("delegates")
    assert isinstance(delegates, list)
    assert len(delegates) == 1
    page.click("#draft-go")
    page.locator("#draft-done a").first.click()
    expect(page.locator("#roster tbody tr")).to_have_count(2)
    expect(page.locator("#roster")).to_contain_text("Huyện B")


def test_items_are_added_and_moved_and_get_slides(
    laptop: Callable[[str], Page], congress: Prepared
) -> None:
    page = laptop(f"/office/{congress.id}/agenda")
    titles = page.locator(".agenda-row .row-title")
    for count, title in enumerate(("Khai mạc", "Báo cáo"), start=1):
        form = page.locator(f"#add-{congress.session_id}")
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        form.locator("[name=title]").fill(title)
        form.locator("[name=title]").press("Enter")
        expect(titles).to_have_count(count)
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.locator(".agenda-row").nth(1).locator("[data-move=up]").click()
        expect(titles).to_have_text(["Báo cáo", "Khai mạc"])
    page.reload()
    expect(titles).to_have_text(["Báo cáo", "Khai mạc"])
    titles.first.click()
    page.locator("summary", has=page.locator("xpath=../form//*[@id='card-title']")).click()
    page.fill("#card-title", "Phần thứ nhất")
    page.press("#card-title", "Enter")
    expect(page.locator(".slide-card")).to_have_count(1)
    page.locator(".button-remove").click()
    page.locator(".dialog button").first.click()
    expect(page.locator(".slide-card")).to_have_count(0)


def test_a_badge_at_the_desk_moves_the_figures_in_the_office(
    laptop: Callable[[str], Page], congress: Prepared
) -> None:
    body = {"number": "017", "name": "Lê Văn Minh", "delegation": "Đoàn Huyện", "seat": "B-12"}
    made = congress.api.call("POST", f"/api/congresses/{congress.id}/delegates", body)
    congress.delegate("018", "Phạm Thị Hoa")
    office = laptop(f"/office/{congress.id}")
    desk = laptop(f"/desk/{congress.id}")
    present = office.locator("[data-figure=present]")
    expect(present).to_have_text("0")
    desk.keyboard.type(made.json["badge_url"])
    desk.keyboard.press("Enter")
    expect(desk.locator("#answer")).to_have_class("answer answer-good")
    expect(desk.locator("#answer-name")).to_have_text("Lê Văn Minh")
    expect(desk.locator("#answer-seat")).to_contain_text("B-12")
    expect(present).to_have_text("1")
    desk.keyboard.type("hoa")
    desk.keyboard.press("Enter")
    expect(desk.locator("#answer-name")).to_have_text("Phạm Thị Hoa")
    expect(present).to_have_text("2")
    desk.keyboard.type("017")
    desk.keyboard.press("Enter")
    expect(desk.locator("#answer")).to_have_class("answer answer-ask")
    desk.click("#undo")
    expect(desk.locator("#undo")).to_be_hidden()


def test_a_check_in_without_network_waits_and_is_counted_once(
    laptop: Callable[[str], Page], congress: Prepared
) -> None:
    congress.delegate("001", "Nguyễn Thị Lan")
    desk = laptop(f"/desk/{congress.id}")
    desk.context.set_offline(True)
    desk.keyboard.type("001")
    desk.keyboard.press("Enter")
    expect(desk.locator("#pending")).to_contain_text("1")
    desk.context.set_offline(False)
    expect(desk.locator("#pending")).to_contain_text("0")
    events = congress.get(f"check-ins?session_id={congress.session_id}")
    assert isinstance(events, list)
    assert len(events) == 1


def test_a_badge_that_a_vietnamese_keyboard_changed_is_not_counted(
    laptop: Callable[[str], Page], congress: Prepared
) -> None:
    congress.delegate("001", "Nguyễn Thị Lan")
    desk = laptop(f"/desk/{congress.id}")
    desk.fill("#entry", "http://192.168.1.5/b/ăbcdê2345")
    desk.press("#entry", "Enter")
    expect(desk.locator("#answer")).to_have_class("answer answer-bad")
    assert congress.get(f"check-ins?session_id={congress.session_id}") == []


def test_what_is_missing_is_said_by_what_stands_above_the_field(
    laptop: Callable[[str], Page], congress: Prepared
) -> None:
    page = laptop(f"/office/{congress.id}/delegates")
    page.click("#add summary")
    page.fill("#add [name=number]", "001")
    page.click("#add button:not([type])")
    said = page.locator("#add [role=alert]")
    expect(said).to_contain_text("Họ và tên", timeout=PATIENCE_MS)
    expect(said).not_to_contain_text("name")
