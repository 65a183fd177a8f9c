"""All documents on paper once: a code, a title and the number of pages for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_ink import (
    ACCENT,
    BOLD,
    BRAND,
    INK,
    LINE,
    MUTED,
    PAPER,
    REGULAR,
    SEMIBOLD,
    draw_evenly,
    draw_fitted,
    draw_qr,
    printable,
    style,
)
from documents.wording import Wording, wording

_COLUMNS, _ROWS = 2, 6
_MARGIN = 14 * mm
_BAND = 22 * mm
_HEAD = 17 * mm
_INNER = A4[0] - 2 * _MARGIN
_CELL_HEIGHT = 38.5 * mm
_SIDE = 35 * mm
_TOP = A4[1] - _BAND - _HEAD


@dataclass(frozen=True)
class Listed:
    """A document on the sheet; `note` tells its pages and who may read it, as people read it."""

    title: str
    url: str
    note: str
    section: str = ""


def document_list(
    path: Path, documents: Sequence[Listed], *, congress: str, language: str = "vi"
) -> None:
    """Write the sheet of all documents, twelve to an A4 page."""
    words = wording(language)
    canvas = Canvas(str(path), pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(printable(f"{words.documents_title} – {congress}"))
    several = _COLUMNS * _ROWS
    pages = max(1, ceil(len(documents) / several))
    for number in range(1, pages + 1):
        _draw_head(canvas, congress, words)
        _draw_cells(canvas, documents[(number - 1) * several : number * several])
        _draw_foot(canvas, words, number=number, pages=pages)
        canvas.showPage()
    canvas.save()


def _draw_head(canvas: Canvas, congress: str, words: Wording) -> None:
    canvas.setFillColor(BRAND)
    canvas.rect(0, A4[1] - _BAND, A4[0], _BAND, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, A4[1] - _BAND - 3, A4[0], 3, stroke=0, fill=1)
    box = (_MARGIN, A4[1] - _BAND + 3 * mm, _INNER, _BAND - 6 * mm)
    like = style(SEMIBOLD, 15, colour=PAPER, leading=20, centred=True)
    draw_evenly(canvas, congress, box, like=like)
    box = (_MARGIN, _TOP + 1 * mm, _INNER, _HEAD - 4 * mm)
    like = style(BOLD, 21, colour=INK, centred=True)
    draw_fitted(canvas, words.documents_title, box, like=like, anchor="middle")


def _draw_cells(canvas: Canvas, documents: Sequence[Listed]) -> None:
    """Draw up to six under each other over the whole width, more in two columns alike in height."""
    columns = 1 if len(documents) <= _ROWS else _COLUMNS
    rows, width = max(1, ceil(len(documents) / columns)), _INNER / columns
    for place, document in enumerate(documents):
        column, row = divmod(place, rows)
        canvas.saveState()
        canvas.translate(_MARGIN + column * width, _TOP - (row + 1) * _CELL_HEIGHT)
        _draw_cell(canvas, document, width=width)
        canvas.restoreState()


def _draw_cell(canvas: Canvas, document: Listed, *, width: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(2 * mm, _CELL_HEIGHT, width - 2 * mm, _CELL_HEIGHT)
    draw_qr(canvas, document.url, left=0, bottom=(_CELL_HEIGHT - _SIDE) / 2, side=_SIDE)
    left, width = _SIDE + 1 * mm, width - _SIDE - 5 * mm
    top = _CELL_HEIGHT - 4.5 * mm
    if document.section:
        box = (left, top - 4.5 * mm, width, 4.5 * mm)
        like = style(SEMIBOLD, 8, colour=ACCENT, leading=10)
        draw_fitted(canvas, document.section, box, like=like, anchor="middle")
        top -= 5.5 * mm
    low = 10 * mm
    box = (left, low, width, top - low)
    size = 12.5 if width < _INNER / 2 else 17
    draw_fitted(canvas, document.title, box, like=style(SEMIBOLD, size))
    box = (left, 3.5 * mm, width, 6 * mm)
    like = style(REGULAR, 9.5, colour=MUTED, leading=12)
    draw_fitted(canvas, document.note, box, like=like, anchor="middle")


def _draw_foot(canvas: Canvas, words: Wording, *, number: int, pages: int) -> None:
    box = (_MARGIN, 7 * mm, _INNER, 9 * mm)
    parts = [words.documents_foot]
    if pages > 1:
        parts.append(words.page_of.format(number=number, pages=pages))
    like = style(REGULAR, 10, colour=MUTED, centred=True)
    draw_fitted(canvas, "  ·  ".join(parts), box, like=like, anchor="middle")
