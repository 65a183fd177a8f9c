"""What people wear, sign and keep: every word inside its place, backs behind their fronts."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from documents import sheets
from documents.sheets_cut import CUTS, impose
from documents.sheets_ink import BOLD, draw_fitted, style
from documents.wording import wording

pytestmark = pytest.mark.slow

CONGRESS = "Đại hội đại biểu Đoàn tỉnh Sơn Lam lần thứ XV, nhiệm kỳ 2027 – 2032"
URL = "http://192.168.1.20:8000/q/AbCdEfGh12345678"
HOSTILE = (
    "H'Hen Niê",
    "Công Tằng Tôn Nữ Nguyễn Phúc Thanh Hằng " * 7,
    "W" * 300,
    "<script>alert('A & B')</script>",
    "محمد علي",
    "\u202eđảo ngược\u202c",
    "Ngu\u0302y\u1ec5n\nVăn\tA",
    "",
)
Box = tuple[float, float, float, float]


def text_boxes(page: pypdfium2.PdfPage) -> list[Box]:
    """Return left, bottom, right and top of each run of text on the page."""
    text = page.get_textpage()
    return [text.get_rect(number) for number in range(text.count_rects())]


def cells(cut: str) -> list[Box]:
    """Return where the cards of a size lie on the sheet."""
    size = CUTS[cut]
    (width, height), (left, bottom) = size.cell, size.corner
    return [
        (left + x * width, bottom + y * height, left + (x + 1) * width, bottom + (y + 1) * height)
        for x in range(size.columns)
        for y in range(size.rows)
    ]


def is_inside(box: Box, place: Box, *, slack: float = 0.5) -> bool:
    return (
        box[0] >= place[0] - slack
        and box[1] >= place[1] - slack
        and box[2] <= place[2] + slack
        and box[3] <= place[3] + slack
    )


def check_words_stay_on_their_cards(path: Path, cut: str) -> None:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            boxes = text_boxes(page)
            assert boxes
            for box in boxes:
                assert any(is_inside(box, cell) for cell in cells(cut)), box


def badge(name: str, n: int) -> sheets.Badge:
    return sheets.Badge(
        name=name,
        delegation=name * 2,
        position=name,
        number=f"{n:03}",
        seat=name[:40],
        url=f"http://192.168.1.20:8000/b/AbCdEfGh{n:08}",
        standing=("ex_officio", "elected", "appointed", "alternate", "guest", "", "king", "")[
            n % 8
        ],
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("cut", CUTS)
def test_nothing_leaves_its_badge_however_long_it_is(
    tmp_path: Path, cut: str, language: str
) -> None:
    path = tmp_path / "b.pdf"
    cards = [badge(name, n) for n, name in enumerate(HOSTILE)]
    back = sheets.Back("Chương trình " * 9, code=URL, rows=[("08:00", each) for each in HOSTILE])
    sheets.badges(path, cards, congress=CONGRESS * 4, size=cut, back=back, language=language)
    check_words_stay_on_their_cards(path, cut)


@pytest.mark.parametrize("cut", CUTS)
def test_nothing_leaves_its_access_card(tmp_path: Path, cut: str) -> None:
    path = tmp_path / "a.pdf"
    cards = [sheets.AccessCard(name, name) for name in HOSTILE] + [sheets.AccessCard()]
    zones = ["hall", "stage", "press", "technical"]
    facts = {"category": "press", "zones": zones, "url": URL, "size": cut}
    sheets.access_cards(path, cards, congress=CONGRESS, **facts)  # type: ignore[arg-type]
    check_words_stay_on_their_cards(path, cut)
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert "BÁO CHÍ" in text
    assert "H'Hen Niê" in text


@pytest.mark.parametrize("cut", CUTS)
def test_turned_over_along_the_long_edge_every_back_meets_its_front(
    tmp_path: Path, cut: str
) -> None:
    """A mark in a card's upper left corner shows in the upper right one from behind."""
    size, path = CUTS[cut], tmp_path / "d.pdf"
    canvas = Canvas(str(path), pagesize=A4)

    def mark(on: Canvas, *, left: bool) -> None:
        x = 5 if left else size.width - 15
        draw_fitted(on, "o", (x, size.height - 20, 10, 15), like=style(BOLD, 8))

    fronts = [lambda on: mark(on, left=True)] * (size.several - 1)
    impose(canvas, size, fronts, back=lambda on: mark(on, left=False))
    canvas.save()
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 2
        front, back = (text_boxes(page) for page in document)
        seen = {(round(A4[0] - (b[0] + b[2]) / 2, -1), round((b[1] + b[3]) / 2, -1)) for b in back}
        there = {(round((f[0] + f[2]) / 2, -1), round((f[1] + f[3]) / 2, -1)) for f in front}
        assert len(there) == size.several - 1
        for x, y in there:
            assert any(abs(x - a) <= 10 and abs(y - b) <= 10 for a, b in seen)


def test_a_badge_says_who_somebody_is_in_words_too(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    for language in ("vi", "en"):
        told = wording(language).badge_standings
        cards = [
            sheets.Badge("A", "", "", "1", "", f"{URL}{standing}", standing) for standing in told
        ]
        sheets.badges(path, cards, congress=CONGRESS, size="card", language=language)
        with pypdfium2.PdfDocument(path) as document:
            text = document[0].get_textpage().get_text_bounded()
        assert all(words in text for words in told.values())


def test_without_cards_there_is_an_empty_file_and_no_error(tmp_path: Path) -> None:
    sheets.badges(tmp_path / "b.pdf", [], congress="")
    sheets.attendance_sheets(tmp_path / "s.pdf", [], congress="", session="", when="")
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("people", [1, 16, 17, 20, 21, 36, 37, 41])
def test_attendance_sheets_hold_everybody_once_and_end_in_totals(
    tmp_path: Path, people: int
) -> None:
    path = tmp_path / "s.pdf"
    signers = [sheets.Signer(f"{n:03}", f"Người số {n:03}x") for n in range(people)]
    guest = sheets.Signer("", "Khách mời", is_convened=False)
    parts = [
        sheets.SigningPart("Đoàn A", signers, "Trưởng Đoàn A"),
        sheets.SigningPart("", [*signers[:-1], guest, signers[-1]]),
    ]
    sheets.attendance_sheets(path, parts, congress=CONGRESS, session="Phiên một", when="07:30")
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        for page in document:
            assert all(is_inside(box, (0, 0, *A4)) for box in text_boxes(page))
    whole = "".join(texts)
    assert all(whole.count(each.name) == 2 for each in signers)
    assert all("Người số" in text for text in texts), "no page holds only signatures"
    assert whole.count(f"Triệu tập: {people}") == 2
    assert f"Trang {len(texts)}/{len(texts)}" in texts[-1]
    assert "Không thuộc đoàn nào" in texts[-1]


def test_rows_of_the_attendance_sheet_keep_hostile_names_in_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "s.pdf"
    signers = [sheets.Signer(each[:20], each, each, each[:40], each) for each in HOSTILE]
    part = sheets.SigningPart(CONGRESS * 3, signers, "W" * 300)
    sheets.attendance_sheets(path, [part], congress=CONGRESS * 4, session="P" * 300, when="x" * 99)
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        assert all(is_inside(box, (36, 0, A4[0] - 36, A4[1])) for box in text_boxes(page))
        text = page.get_textpage().get_text_bounded()
    assert "H'Hen Niê" in text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", ["A4", "A5"])
def test_the_guide(tmp_path: Path, language: str, size: str) -> None:
    path = tmp_path / "g.pdf"
    sheets.delegate_guide(
        path, congress=CONGRESS, url="http://192.168.1.20", code=URL, size=size, language=language
    )
    words = wording(language)
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        text = " ".join(page.get_textpage().get_text_bounded().split())
        picture = page.render(scale=2).to_pil()
        place = (0.0, 0.0, *page.get_size())
        assert all(is_inside(box, place) for box in text_boxes(page))
    copies = 1 if size == "A4" else 2
    for head, sentence in words.guide_steps:
        assert text.count(head) >= copies
        assert text.count(sentence) == copies
    assert {code.text for code in zxingcpp.read_barcodes(picture)} == {URL}
    with pikepdf.open(path) as pdf:
        fonts = [font for font in pdf.pages[0].Resources.Font.values() if "/FontDescriptor" in font]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
