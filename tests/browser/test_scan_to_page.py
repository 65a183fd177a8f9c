"""From the organiser's file to the words on a phone that scanned the session's code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import SCREEN_SIZES
from tests.browser.stories import (
    Hall,
    found_hall,
    keep_picture,
    moments,
    scan,
    watch,
    write_report,
)
from tests.documents import hostile
from tests.running import Client, RunningServer

LAPTOP = SCREEN_SIZES[0]
REPORT = "Báo cáo chính trị trình Đại hội"
SCHEME = "Đề án nhân sự Ban Chấp hành"
PAGES = 36
LAST_WORDS = "Lời cuối: tuổi trẻ tỉnh nhà vững bước vào nhiệm kỳ mới."
PROGRESS = "document.querySelector('#uploads .progress span').style.width"
VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
REFUSED = ["html", "encrypted", "giant page", "content stream bomb"]


@pytest.fixture
def hall(server: RunningServer, admin: Client) -> Hall:
    hall = found_hall(server, admin, "Đại hội Đoàn tỉnh Sông Lam lần thứ XII")
    hall.add_session("Phiên thứ nhất (trù bị)")
    hall.add_session("Phiên thứ hai (chính thức)", starts_in_hours=20)
    return hall


def sign_in(page: Page, hall: Hall, path: str) -> None:
    """Come to an office page as somebody who is not signed in yet, and sign in."""
    page.goto(hall.page(path))
    page.locator("#name").fill("admin")
    page.locator("#password").fill(hall.server.admin_password)
    page.locator("form[data-api='POST /api/login'] button:not([type])").click()
    page.wait_for_url(f"**{path.format(id=hall.id)}")


def upload(page: Page, file: Path, *, audience: str = "public", session: int | None = None) -> None:
    page.locator("#upload-audience").select_option(audience)
    page.locator("#upload-session").select_option("" if session is None else str(session))
    page.locator("#upload-files").set_input_files(file)


def in_state(page: Page, title: str, state: str) -> Locator:
    """The row of a document that has come to a state, in the office's list."""
    row = page.locator(f"#documents [data-state={state}]").filter(has_text=title)
    expect(row).to_be_visible(timeout=200_000)
    return row


def make_code(page: Page, target: str) -> str:
    """Make a code in the office and read the picture that the page shows, as a phone does."""
    page.locator("#code-target").select_option(target)
    page.locator("#code-form button").click()
    picture = page.locator("img.code-picture")
    expect(picture).to_be_visible()
    picture.evaluate("image => image.decode()")
    return scan(page.screenshot())


def shelf(page: Page) -> list[str]:
    """The titles that a phone lists, once it lists any."""
    page.locator(".tab-bar a[href='#documents']").tap()
    titles = page.locator("#documents .row-title")
    expect(titles.first).to_be_visible()
    return titles.all_inner_texts()


def picture_is_loaded(page: Page, number: int) -> None:
    page.locator(f".sheet[data-page='{number}'] .sheet-picture img").wait_for()
    assert page.evaluate(
        """number => {
            const image = document.querySelector(`.sheet[data-page="${number}"] img`);
            return image.decode().then(() => image.naturalWidth);
        }""",
        number,
    ) in (720, 1440)


def test_a_scanned_code_opens_what_the_organiser_uploaded(
    hall: Hall,
    open_page: Callable[[tuple[int, int]], Page],
    phone: Callable[[], Page],
    tmp_path: Path,
) -> None:
    first, _second = hall.sessions
    office = open_page(LAPTOP)
    sign_in(office, hall, "/office/{id}/documents")
    watch(office, PROGRESS)
    paper = write_report(tmp_path / f"{REPORT}.pdf", REPORT, pages=PAGES, last_words=LAST_WORDS)
    upload(office, paper)
    expect(office.locator("#uploads .progress")).to_be_visible()
    keep_picture(office, "scan-to-page-1-progress")
    in_state(office, REPORT, "ready")
    widths = [int(width.rstrip("%")) for _, width in moments(office, PROGRESS) if width]
    assert widths == sorted(widths)
    assert len(widths) >= 3, "the bar moves while pages are made"
    scheme = write_report(tmp_path / f"{SCHEME}.pdf", SCHEME, pages=2)
    upload(office, scheme, audience="delegates", session=first)
    in_state(office, SCHEME, "ready")

    address = make_code(office, f"session:{first}")
    keep_picture(office, "scan-to-page-2-code")
    assert re.fullmatch(re.escape(hall.server.url) + r"/q/[\w-]{16}", address)

    reader = phone()
    reader.goto(address)
    assert reader.url.split("#")[0] == hall.page("/c/{id}")
    assert sorted(shelf(reader)) == sorted([REPORT, SCHEME])
    keep_picture(reader, "scan-to-page-3-shelf")
    reader.locator("#documents .row", has_text=REPORT).tap()
    reader.wait_for_url("**/documents/*")
    picture_is_loaded(reader, 1)
    words = reader.locator(".sheet[data-page='1'] .sheet-text")
    expect(words).to_contain_text("Đại")
    assert "Đại hội đại biểu lần thứ XII" in words.inner_text().replace("\n", "")
    keep_picture(reader, "scan-to-page-4-page")
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_search_without_accents_finds_and_marks(
    hall: Hall, phone: Callable[[], Page], tmp_path: Path
) -> None:
    paper = write_report(tmp_path / "r.pdf", REPORT, pages=6, last_words=LAST_WORDS)
    hall.add_document(paper, REPORT)
    reader = phone()
    hall.scanned_by(reader, session=hall.sessions[0])
    shelf(reader)
    field = reader.locator("#search input")
    field.fill("dai hoi")
    marks = reader.locator("#found mark")
    expect(marks.first).to_be_visible()
    assert marks.first.inner_text().lower() == "đại hội"
    keep_picture(reader, "search-1-found")

    field.fill("tuoi tre tinh nha vung buoc")
    expect(reader.locator("#found .row")).to_have_count(1)
    reader.locator("#found .row").tap()
    reader.wait_for_url("**#page=*")
    last = int(reader.url.rpartition("=")[2])
    assert last >= 6
    picture_is_loaded(reader, last)
    hits = reader.locator(f".sheet[data-page='{last}'] .sheet-text .is-hit")
    expect(hits.first).to_be_in_viewport()
    assert "tuổi trẻ" in hits.all_inner_texts()[0] + hits.all_inner_texts()[1]
    keep_picture(reader, "search-2-hit")


def test_a_phone_of_another_session_or_congress_is_not_shown_the_delegates_documents(
    hall: Hall, admin: Client, phone: Callable[[], Page], tmp_path: Path
) -> None:
    first, second = hall.sessions
    open_one = hall.add_document(write_report(tmp_path / "r.pdf", REPORT, pages=1), REPORT)
    closed = hall.add_document(
        write_report(tmp_path / "s.pdf", SCHEME, pages=1),
        SCHEME,
        audience="delegates",
        session_id=first,
    )
    picture = f"{hall.api}/documents/{closed}/pages/1?w=720"
    elsewhere = found_hall(hall.server, admin, "Đại hội Đoàn tỉnh khác")
    elsewhere.add_session("Phiên thứ nhất")

    of_this_session, of_another, of_another_congress = phone(), phone(), phone()
    hall.scanned_by(of_this_session, session=first)
    hall.scanned_by(of_another, session=second)
    elsewhere.scanned_by(of_another_congress, session=elsewhere.sessions[0])

    assert sorted(shelf(of_this_session)) == sorted([REPORT, SCHEME])
    assert of_this_session.request.get(hall.server.url + picture).status == 200
    assert shelf(of_another) == [REPORT]
    assert SCHEME not in of_another.content()
    found = of_another.request.get(f"{hall.server.url}{hall.api}/search?q=dai hoi").json()
    assert {hit["document_id"] for hit in found} == {open_one}
    assert of_another.request.get(hall.server.url + picture).status == 404
    page = of_another.goto(hall.page(f"/c/{{id}}/documents/{closed}"))
    assert page is not None
    assert page.status == 404
    keep_picture(of_another, "scan-to-page-5-closed")
    for path in (picture, f"/c/{hall.id}", f"{hall.api}/live"):
        assert of_another_congress.request.get(hall.server.url + path).status == 404, path


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_ends_refused_with_a_sentence(
    hall: Hall, open_page: Callable[[tuple[int, int]], Page], tmp_path: Path, name: str
) -> None:
    make, _reasons = hostile.REFUSED[name]
    file = tmp_path / f"Tài liệu {name}.pdf"
    make(file)
    office = open_page(LAPTOP)
    hall.opened_by_staff(office, "/office/{id}/documents")
    upload(office, file)
    row = in_state(office, f"Tài liệu {name}", "refused")
    sentence = row.locator("summary .row-problem")
    expect(sentence).to_be_visible()
    assert VIETNAMESE.search(sentence.inner_text()), sentence.inner_text()
    keep_picture(office, f"hostile-{name.replace(' ', '-')}")
    assert hall.admin.call("GET", "/healthz").status == 200
    assert hall.get("/documents")[0]["state"] == "refused"
