"""The demo's documents are long, whole and agree with one another."""

import re
import unicodedata
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from app.agenda.models import KINDS
from app.demo import charts, people, pictures, printing, programme, texts
from app.demo.deck import DECK
from config import FONTS_DIR
from documents import sheets

NAMES = [document.name for document in texts.DOCUMENTS]


def _numbers(line: str) -> list[str]:
    return re.findall(r"\d[\d.,]*", line)


def test_there_are_six_documents_for_three_audiences() -> None:
    assert len(texts.DOCUMENTS) == len(set(NAMES)) == 6
    assert {document.audience for document in texts.DOCUMENTS} == {
        "public",
        "delegates",
        "presidium",
    }
    assert {document.session for document in texts.DOCUMENTS} == {None, 1, 2}


@pytest.mark.parametrize("name", NAMES)
def test_text_is_nfc_prose_that_does_not_repeat_itself(name: str) -> None:
    text = (Path(texts.__file__).parent / "content" / f"{name}.md").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    prose = [block.text for block in texts.blocks(name) if isinstance(block, texts.Prose)]
    assert prose
    assert len(set(prose)) == len(prose)
    sentences = [part for words in prose for part in words.split(". ") if len(part) > 60]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("name", NAMES)
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    levels = [block.level for block in texts.blocks(name) if isinstance(block, texts.Heading)]
    assert levels[0] == 0
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_political_report_is_a_long_read() -> None:
    assert len(texts.text("political-report").split()) >= 13_000


def test_printed_documents_have_the_length_of_real_ones(tmp_path: Path) -> None:
    sheets.register_fonts(FONTS_DIR)
    pages = {}
    for document in texts.DOCUMENTS:
        path = tmp_path / f"{document.name}.pdf"
        printing.print_document(document, path)
        with pypdfium2.PdfDocument(path) as pdf:
            pages[document.name] = len(pdf)
    assert pages["political-report"] >= 30
    assert pages["self-review"] >= 6
    assert min(pages.values()) >= 3


def test_markdown_becomes_blocks() -> None:
    blocks = texts.blocks("programme")
    grid = next(block for block in blocks if isinstance(block, texts.Grid))
    assert grid.head == ("Giờ", "Nội dung", "Thực hiện")
    assert grid.rows[0] == ("12:45", "Đón tiếp, điểm danh đại biểu", "Ban Tổ chức")
    assert len(grid.shares) == 3
    points = [block for block in blocks if isinstance(block, texts.Points)]
    assert [block.numbered for block in points] == [True, False]


def test_the_printed_programme_is_the_agenda() -> None:
    grids = [block for block in texts.blocks("programme") if isinstance(block, texts.Grid)]
    for session, grid in zip(programme.AGENDA, grids, strict=True):
        start = session.starts_at
        assert len(session.items) == len(grid.rows)
        for item, row in zip(session.items, grid.rows, strict=True):
            assert row[0] == start.strftime("%H:%M")
            assert item.kind in KINDS
            start += timedelta(minutes=item.minutes)
        assert start == session.ends_at


def test_charts_show_the_figures_of_the_report() -> None:
    report = texts.text("political-report")
    works = [f"{value:.1f}".replace(".", ",") for value in charts.WORKS]
    members = [f"{value:,}".replace(",", ".") for value in charts.MEMBERS]
    for row in (works, members):
        assert f"| {' | '.join(row)} |" in report
    met, reached, missed = charts.TARGETS
    assert f"{met} chỉ tiêu vượt, {reached} chỉ tiêu đạt và {missed} chỉ tiêu không đạt" in report


def test_tables_of_the_report_add_up() -> None:
    summed = 0
    for name in NAMES:
        for grid in (block for block in texts.blocks(name) if isinstance(block, texts.Grid)):
            if grid.rows[-1][0] != "Cộng":
                continue
            for column in range(1, len(grid.head)):
                cells = [row[column].replace(".", "").replace(",", ".") for row in grid.rows]
                if not cells[-1]:
                    continue
                assert sum(float(cell) for cell in cells[:-1]) == pytest.approx(float(cells[-1]))
                summed += 1
    assert summed >= 9


def test_the_deck_quotes_the_report() -> None:
    papers = texts.text("political-report") + texts.text("programme")
    assert len(DECK) == 12
    assert sum(slide.film for slide in DECK) == 1
    assert all(slide.picture in pictures.PICTURES and slide.notes for slide in DECK)
    quoted = [line for slide in DECK for line in (slide.title, *slide.lines)]
    for number in (number for line in quoted for number in _numbers(line)):
        assert number.rstrip(".,") in papers, number


def test_the_papers_know_how_many_delegates_there_are() -> None:
    convened = f"{len(people.delegates())} đại biểu"
    assert convened in texts.text("programme")
    assert convened in texts.text("draft-resolution")
