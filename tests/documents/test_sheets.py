"""Printed sheets are rendered as pages and read back: their codes, their words, their fonts."""

import json
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from documents import sheets
from documents.pages import render_document, render_page
from documents.sheets_ink import printable
from documents.wording import wording

pytestmark = pytest.mark.slow

CONGRESS = "Đại hội đại biểu Đoàn tỉnh Sơn Lam lần thứ XV, nhiệm kỳ 2027 – 2032"
URL = "http://192.168.1.20:8000/q/AbCdEfGh12345678"


class Printed:
    """A sheet as it comes out of the printer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.outdir = path.with_suffix("")
        self.outcome = render_document(path, self.outdir)

    def text(self, number: int = 1) -> str:
        page = json.loads((self.outdir / f"{number:04}.json").read_text())
        return " ".join(page["text"].split())

    def size(self) -> tuple[int, int]:
        page = json.loads((self.outdir / "0001.json").read_text())
        return round(page["width"]), round(page["height"])

    def codes(self, number: int = 1) -> set[str]:
        with Image.open(render_page(self.path, self.outdir, number)) as image:
            return {code.text for code in zxingcpp.read_barcodes(image.convert("L"))}


def check_fonts_embedded(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        names = {str(font.BaseFont) for font in fonts if "/FontDescriptor" in font}
        assert names
        assert all("BeVietnamPro" in name for name in names)
        for font in fonts:
            if "/FontDescriptor" in font:
                assert "/FontFile2" in font.FontDescriptor


@pytest.mark.parametrize(("size", "points"), [("A4", (595, 842)), ("A3", (842, 1191))])
def test_poster(tmp_path: Path, size: str, points: tuple[int, int]) -> None:
    sheets.session_poster(
        tmp_path / "poster.pdf",
        congress=CONGRESS,
        session="Phiên thứ nhất (trù bị)",
        url=URL,
        hours="7:00 – 17:30",
        wifi=sheets.Wifi("DAIHOI", "sonlam2026"),
        size=size,
    )
    poster = Printed(tmp_path / "poster.pdf")
    assert poster.outcome.pages == 1
    assert poster.size() == points
    assert poster.codes() == {URL}
    for words in (
        "Phiên thứ nhất (trù bị)",
        "Quét mã để đọc tài liệu",
        URL,
        "sonlam2026",
        "tắt 4G",
    ):
        assert words in poster.text()
    check_fonts_embedded(poster.path)


def test_poster_in_english_with_very_long_names(tmp_path: Path) -> None:
    sheets.session_poster(
        tmp_path / "p.pdf", congress=CONGRESS * 4, session="Phiên " * 60, url=URL, language="en"
    )
    poster = Printed(tmp_path / "p.pdf")
    assert "Scan to read the documents" in poster.text()
    assert poster.codes() == {URL}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("form", "codes", "pages"), [("cards", 4, 2), ("tents", 4, 3)])
def test_table_cards(tmp_path: Path, language: str, form: str, codes: int, pages: int) -> None:
    path = tmp_path / "tables.pdf"
    labels = [f"Bàn {n}" for n in range(1, 6)]
    sheets.table_cards(
        path,
        congress=CONGRESS,
        session="Phiên thứ nhất (trù bị)",
        url=URL,
        labels=labels,
        form=form,
        language=language,
    )
    printed = Printed(path)
    assert printed.outcome.pages == pages
    assert printed.codes(1) == {URL}
    assert printed.text(1).count(URL) == codes
    assert printed.text(pages).count("Bàn 5") == codes, "the last card fills its sheet"
    assert wording(language).scan_title in printed.text(1)
    check_fonts_embedded(path)


def test_table_cards_without_numbers_are_one_sheet_with_very_long_names(tmp_path: Path) -> None:
    path = tmp_path / "tables.pdf"
    sheets.table_cards(path, congress=CONGRESS * 4, session="Phiên " * 60, url=URL)
    printed = Printed(path)
    assert printed.outcome.pages == 1
    assert printed.codes() == {URL}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sheet_of_all_documents(tmp_path: Path, language: str) -> None:
    listed = [
        sheets.Listed(
            title="Đề án nhân sự và danh sách trích ngang " * (1 + 3 * (n == 2)) + str(n),
            url=f"{URL[:-2]}{n:02}",
            note=f"{n} trang",
            section="Văn kiện trình Đại hội" if n % 2 else "",
        )
        for n in range(1, 15)
    ]
    path = tmp_path / "list.pdf"
    sheets.document_list(path, listed, congress=CONGRESS, language=language)
    printed = Printed(path)
    assert printed.outcome.pages == 2
    assert printed.codes(1) | printed.codes(2) == {each.url for each in listed}
    assert wording(language).page_of.format(number=2, pages=2) in printed.text(2)
    assert "14 trang" in printed.text(2)
    check_fonts_embedded(path)


WIFI = "WIFI:T:WPA;S:DAIHOI\\;2027;P:son\\\\lam\\:7;;"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("shows", "codes", "in_letters"),
    [("code", {WIFI}, False), ("letters", {WIFI}, True), ("name", set(), False)],
)
def test_the_wifi_card_tells_what_is_wanted(
    tmp_path: Path, language: str, shows: str, codes: set[str], in_letters: bool
) -> None:
    path, words = tmp_path / "wifi.pdf", wording(language)
    wifi = sheets.Wifi("DAIHOI;2027", "son\\lam:7")
    sheets.wifi_card(
        path, wifi, congress=CONGRESS, url="http://192.168.1.20", shows=shows, language=language
    )
    printed = Printed(path)
    assert printed.codes() == codes
    assert ("son\\lam:7" in printed.text()) == in_letters
    for told in ("DAIHOI;2027", "http://192.168.1.20", words.wifi_answer, "4G", words.wifi_step_4g):
        assert told in printed.text()
    check_fonts_embedded(path)


def test_the_small_wifi_card_comes_twice_and_an_open_network_has_no_password(
    tmp_path: Path,
) -> None:
    path = tmp_path / "wifi.pdf"
    sheets.wifi_card(path, sheets.Wifi("MỞ"), congress=CONGRESS, url="http://x", size="A5")
    printed = Printed(path)
    assert printed.size() == (842, 595)
    assert printed.codes() == {"WIFI:T:nopass;S:MỞ;;"}
    assert printed.text().count("http://x") == 2


def a_badge(n: int, **facts: object) -> sheets.Badge:
    told: dict[str, object] = {
        "name": f"Trần Văn Đức {n}",
        "delegation": "Đoàn đại biểu Khối các cơ quan và doanh nghiệp tỉnh Sơn Lam",
        "position": "Bí thư Chi đoàn",
        "number": f"{n:03}",
        "seat": f"A-{n}",
        "url": f"http://192.168.1.20:8000/b/AbCdEfGh{n:08}",
        "standing": "elected",
    }
    return sheets.Badge(**{**told, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(("size", "several"), [("card", 10), ("a7", 8), ("a6", 4), ("100x140", 4)])
def test_badges(tmp_path: Path, size: str, several: int) -> None:
    Image.effect_noise((300, 500), 80).save(tmp_path / "photo.jpg")
    cards = [
        a_badge(n, photo=tmp_path / "photo.jpg" if n % 2 else None) for n in range(1, several + 2)
    ]
    sheets.badges(tmp_path / "badges.pdf", cards, congress=CONGRESS, size=size)
    printed = Printed(tmp_path / "badges.pdf")
    assert printed.outcome.pages == 2
    assert printed.codes(1) | printed.codes(2) == {card.url for card in cards}
    for words in ("001", "A-1", "Trần Văn Đức 1", "Đại biểu được bầu", "lần thứ XV"):
        assert words in printed.text(1)
    check_fonts_embedded(printed.path)


def test_report_has_contents_and_numbers_its_pages(report_pdf: Path, tmp_path: Path) -> None:
    outcome = render_document(report_pdf, tmp_path)
    assert [entry.level for entry in outcome.outline] == [0, 1, 0, 1]
    text = json.loads((tmp_path / "0002.json").read_text())["text"]
    assert "Trang 2" in text
    check_fonts_embedded(report_pdf)


def test_the_same_report_is_the_same_file(tmp_path: Path) -> None:
    """So the store keeps a demo that is made twice only once."""
    for name in ("a.pdf", "b.pdf"):
        sheets.report(tmp_path / name, title="Báo cáo", blocks=[sheets.Prose("Một đoạn văn.")])
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_slides(tmp_path: Path) -> None:
    Image.effect_noise((900, 600), 80).convert("RGB").save(tmp_path / "photo.png")
    deck = [
        sheets.SlidePage("Báo cáo chính trị"),
        sheets.SlidePage("Kết quả", ["312 công trình", "58 km đường"], tmp_path / "photo.png"),
        sheets.SlidePage("Dài", ["Một dòng rất dài để phải xuống hàng nhiều lần. " * 3] * 5),
        sheets.SlidePage("Ảnh", [], tmp_path / "photo.png"),
    ]
    sheets.slides(tmp_path / "deck.pdf", deck, footer="Đại hội XV")
    printed = Printed(tmp_path / "deck.pdf")
    assert printed.outcome.pages == 4
    assert printed.size() == (960, 540)
    assert "312 công trình" in printed.text(2)
    assert printed.text(3).count("xuống hàng") == 15


def test_text_is_composed_and_has_no_letter_without_a_glyph() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Hoài Thương")
    assert printable(decomposed) == "Nguyễn Thị Hoài Thương"
    assert printable("Kết quả → mới ☐ 😀") == "Kết quả – mới – "
    assert printable("nhiệm kỳ 2027 – 2032") == "nhiệm kỳ 2027\u00a0–\u00a02032"


def test_markup_in_names_is_text(tmp_path: Path) -> None:
    sheets.report(tmp_path / "r.pdf", title="<b>A & B</b>", blocks=[sheets.Prose("<para>x</para>")])
    assert "<b>A & B</b>" in Printed(tmp_path / "r.pdf").text()


def test_an_unknown_language_is_vietnamese() -> None:
    assert wording("fr") == wording("vi") != wording("en")


def test_a_damaged_photograph_leaves_its_frame_empty(tmp_path: Path) -> None:
    photo, path = tmp_path / "photo.jpg", tmp_path / "badges.pdf"
    photo.write_bytes(b"no picture")
    sheets.badges(path, [a_badge(1, photo=photo)], congress=CONGRESS)
    assert "Trần Văn Đức 1" in Printed(path).text()


def lines_of(printed: Path, words: str) -> list[str]:
    """Return the lines of the first page that hold some of the words, as they stand on paper."""
    with pdfium.PdfDocument(printed) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    return [line for line in text.splitlines() if line.strip() and line.strip() in words]


def test_no_word_of_a_title_is_left_alone_on_a_line(tmp_path: Path) -> None:
    path = tmp_path / "wifi.pdf"
    title = "Đại hội đại biểu Đoàn TNCS Hồ Chí Minh tỉnh Thanh Lĩnh lần thứ XV"
    sheets.wifi_card(path, sheets.Wifi("HALL"), congress=title, url="http://x")
    first, second = lines_of(path, title)
    assert abs(len(first) - len(second)) <= 12


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("password", "seen"), [("Il1O0-abc", "Il1O0"), ("hall-2027", "l0"), ("dai.hoi", "")]
)
def test_letters_of_a_password_that_look_alike_are_told_apart(
    tmp_path: Path, language: str, password: str, seen: str
) -> None:
    path, told = tmp_path / "wifi.pdf", wording(language).wifi_look_alikes
    wifi = sheets.Wifi("HALL", password)
    sheets.wifi_card(
        path, wifi, congress=CONGRESS, url="http://x", shows="letters", language=language
    )
    text = Printed(path).text()
    assert [each for each in told if told[each] in text] == list(seen)


@pytest.mark.parametrize(("several", "columns"), [(1, 1), (6, 1), (7, 2), (12, 2)])
def test_few_documents_take_the_whole_width_of_the_sheet(
    tmp_path: Path, several: int, columns: int
) -> None:
    path = tmp_path / "list.pdf"
    listed = [
        sheets.Listed(f"Văn kiện số {n}", f"{URL[:-2]}{n:02}", "4 trang") for n in range(several)
    ]
    sheets.document_list(path, listed, congress=CONGRESS)
    with pdfium.PdfDocument(path) as pdf:
        page = pdf[0].get_textpage()
        lefts = {
            round(page.get_charbox(at)[0]) for at in starts_of(page.get_text_range(), "Văn kiện số")
        }
    assert len(lefts) == columns
    assert Printed(path).codes() == {each.url for each in listed}


def starts_of(text: str, words: str) -> list[int]:
    """Return where the words begin."""
    return [at for at in range(len(text)) if text.startswith(words, at)]
