"""Speaker notes of a PPTX: in order, without hidden slides, and nothing that means harm."""

import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from documents import convert
from documents.speaker_notes import NotesError, read_notes
from tests.documents.conftest import FONTS
from tests.documents.notes_checks import (
    check_notes_bomb_is_seen_in_the_directory,
    check_notes_refused,
)
from tests.documents.presentations import presentation

SLIDES = [
    ("Mở đầu", "Chào đại biểu.\nGiới thiệu khách."),
    ("Ẩn", "Bí mật của trang ẩn"),
    ("Kết quả", ""),
    ("Phương hướng", "Dừng lại để hội trường vỗ tay"),
]
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE n [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><n>&b;</n>"""
FIRST_NOTES = "ppt/notesSlides/notesSlide1.xml"


def test_notes_come_in_order_and_hidden_slides_take_theirs_along(tmp_path: Path) -> None:
    path = presentation(tmp_path / "a", SLIDES, hidden=[2])
    assert read_notes(path) == [SLIDES[0][1], "", SLIDES[3][1]]


def test_text_is_composed(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Đồng chí Hường")
    path = presentation(tmp_path / "a", [("x", decomposed)])
    assert read_notes(path) == ["Đồng chí Hường"]


def test_a_slide_without_a_part_for_notes_has_none(tmp_path: Path) -> None:
    ties = b'<Relationships xmlns="r"></Relationships>'
    path = presentation(
        tmp_path / "a", SLIDES[:1], parts={"ppt/slides/_rels/slide1.xml.rels": ties}
    )
    assert read_notes(path) == [""]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({FIRST_NOTES: ENTITIES}, "damaged"),
        ({FIRST_NOTES: ENTITIES.decode().encode("utf-16")}, "damaged"),
        ({FIRST_NOTES: b"<n><unclosed></n>"}, "damaged"),
        ({FIRST_NOTES: b"<n>" + b" " * (9 << 20) + b"</n>"}, "too_heavy"),
        ({"ppt/presentation.xml": b""}, "damaged"),
    ],
    ids=["entities", "entities in UTF-16", "broken", "a huge part", "empty"],
)
def test_what_means_harm_is_refused(tmp_path: Path, parts: dict[str, bytes], code: str) -> None:
    check_notes_refused(presentation(tmp_path / "a", SLIDES, parts=parts), code)


def test_a_bomb_is_seen_in_the_directory(tmp_path: Path) -> None:
    check_notes_bomb_is_seen_in_the_directory(tmp_path / "a")


def test_what_is_no_zip_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"PK nothing else")
    with pytest.raises(NotesError) as refused:
        read_notes(tmp_path / "a")
    assert refused.value.code == "damaged"


@pytest.mark.skipif(convert.converter() is None, reason="LibreOffice is not installed here")
def test_the_pdf_has_a_page_for_each_slide_that_has_notes_here(tmp_path: Path) -> None:
    path = presentation(tmp_path / "upload", SLIDES, hidden=[2])
    made = tmp_path / "out" / "made.pdf"
    convert.convert(path, made, workshop=tmp_path / "workshop", fonts=FONTS.parent)
    with pdfium.PdfDocument(made) as pdf:
        titles = [page.get_textpage().get_text_range().strip() for page in pdf]
    assert titles == ["Mở đầu", "Kết quả", "Phương hướng"]
    assert len(read_notes(path)) == len(titles)
