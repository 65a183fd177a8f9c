"""Sheets to sign: who is called to a session, a delegation to a page, for when all else fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_ink import (
    BOLD,
    BRAND,
    INK,
    LINE,
    MUTED,
    REGULAR,
    SEMIBOLD,
    TINT,
    draw_fitted,
    printable,
    style,
)
from documents.wording import Wording, wording

_MARGIN = 13 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_COLUMNS = tuple(width * mm for width in (9, 15, 48, 31, 14, 36, 31))
_HEAD = 45 * mm
_ROW = 11 * mm
_TABLE_HEAD = 8 * mm
_FOOT = 14 * mm
_END = 42 * mm
_TOP = A4[1] - _HEAD
_ROWS = int((_TOP - _TABLE_HEAD - _FOOT) // _ROW)
_LAST_ROWS = int((_TOP - _TABLE_HEAD - _FOOT - _END) // _ROW)


@dataclass(frozen=True)
class Signer:
    """A row of the sheet; `note` is what is known beforehand.

    Guests, and who is replaced, may sign without being convened: the total leaves them out.
    """

    number: str
    name: str
    position: str = ""
    seat: str = ""
    note: str = ""
    is_convened: bool = True


@dataclass(frozen=True)
class SigningPart:
    """The people of one delegation in their order; without a name they belong to none."""

    delegation: str
    people: Sequence[Signer]
    leader: str = ""


@dataclass(frozen=True)
class _Page:
    part: SigningPart
    people: Sequence[Signer]
    first: int
    number: int
    pages: int
    is_last: bool


def attendance_sheets(
    path: Path,
    parts: Sequence[SigningPart],
    *,
    congress: str,
    session: str,
    when: str,
    language: str = "vi",
) -> None:
    """Write sheets to sign for one session; each delegation begins on a page of its own.

    `when` tells day, hours and place as people read them.
    """
    words = wording(language)
    canvas = Canvas(str(path), pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(printable(f"{words.sign_title} – {session}"))
    for page in _pages(parts):
        _draw_head(canvas, page, (congress, session, when), words)
        _draw_table(canvas, page, words)
        if page.is_last:
            _draw_end(canvas, page.part, words)
        _draw_foot(canvas, page, session, words)
        canvas.showPage()
    canvas.save()


def _pages(parts: Sequence[SigningPart]) -> list[_Page]:
    """Cut each part into pages; the last of a part leaves room for totals and signatures."""
    cut = []
    for part in parts:
        several = max(1, ceil((len(part.people) + _ROWS - _LAST_ROWS) / _ROWS))
        is_last_empty = len(part.people) <= (several - 1) * _ROWS
        rows = ceil(len(part.people) / several) if is_last_empty else _ROWS
        for count in range(several):
            people = part.people[count * rows : (count + 1) * rows]
            cut.append((part, people, count * rows, count == several - 1))
    return [
        _Page(part, people, first, number, len(cut), is_last)
        for number, (part, people, first, is_last) in enumerate(cut, 1)
    ]


def _draw_head(canvas: Canvas, page: _Page, facts: tuple[str, str, str], words: Wording) -> None:
    congress, session, when = facts
    top = A4[1] - 9 * mm
    lines = (
        (congress, style(SEMIBOLD, 10.5, colour=MUTED, leading=13.5, centred=True), 9 * mm),
        (words.sign_title.upper(), style(BOLD, 15, colour=INK, centred=True), 7.5 * mm),
        (f"{session} · {when}", style(REGULAR, 10.5, colour=INK, centred=True), 7 * mm),
        (
            page.part.delegation or words.sign_nobody,
            style(BOLD, 13, colour=BRAND, centred=True),
            8 * mm,
        ),
    )
    for text, like, height in lines:
        top -= height
        draw_fitted(canvas, text, (_MARGIN, top, _WIDTH, height), like=like, anchor="middle")


def _draw_table(canvas: Canvas, page: _Page, words: Wording) -> None:
    top = _TOP
    canvas.setFillColor(TINT)
    canvas.rect(_MARGIN, top - _TABLE_HEAD, _WIDTH, _TABLE_HEAD, stroke=0, fill=1)
    bold = style(SEMIBOLD, 9, colour=INK, leading=11, centred=True)
    _draw_cells(canvas, words.sign_heads, [bold] * len(_COLUMNS), low=top - _TABLE_HEAD)
    small = style(REGULAR, 9.5, colour=INK, leading=11.6)
    middle = style(REGULAR, 10, colour=INK, centred=True)
    name = style(SEMIBOLD, 11.5, colour=INK, leading=14)
    likes = [middle, middle, name, small, middle, small, small]
    low = top - _TABLE_HEAD
    for count, person in enumerate(page.people, page.first + 1):
        low -= _ROW
        told = person.name if printable(person.name).strip() else "…"
        facts = (str(count), person.number, told, person.position, person.seat, "", person.note)
        _draw_cells(canvas, facts, likes, low=low, height=_ROW)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.7)
    x = _MARGIN
    for width in (0.0, *_COLUMNS):
        x += width
        canvas.line(x, top, x, low)
    for y in [top, *(top - _TABLE_HEAD - row * _ROW for row in range(len(page.people) + 1))]:
        canvas.line(_MARGIN, y, _MARGIN + _WIDTH, y)


def _draw_cells(
    canvas: Canvas,
    facts: Sequence[str],
    likes: Sequence[ParagraphStyle],
    *,
    low: float,
    height: float = _TABLE_HEAD,
) -> None:
    left = _MARGIN
    pad = 1.4 * mm
    for width, fact, like in zip(_COLUMNS, facts, likes, strict=True):
        if fact:
            box = (left + pad, low + 0.6 * mm, width - 2 * pad, height - 1.2 * mm)
            draw_fitted(canvas, fact, box, like=like, anchor="middle")
        left += width


def _draw_end(canvas: Canvas, part: SigningPart, words: Wording) -> None:
    """Draw the totals to fill in, and the places where two people sign."""
    top = _FOOT + _END - 4 * mm
    told = (words.sign_present, words.sign_excused, words.sign_absent)
    texts = [words.sign_total.format(count=sum(each.is_convened for each in part.people))]
    texts += [f"{each}: ………" for each in told]
    left = _MARGIN
    for text, share in zip(texts, (0.2, 0.21, 0.28, 0.31), strict=True):
        box = (left, top - 7 * mm, share * _WIDTH - 2 * mm, 7 * mm)
        draw_fitted(canvas, text, box, like=style(SEMIBOLD, 11, colour=INK), anchor="middle")
        left += share * _WIDTH
    half = _WIDTH / 2
    for place, (who, name) in enumerate(
        ((words.sign_leader, part.leader), (words.sign_checker, ""))
    ):
        left = _MARGIN + place * half
        box = (left, top - 14 * mm, half, 6 * mm)
        like = style(SEMIBOLD, 11, colour=INK, centred=True)
        draw_fitted(canvas, who, box, like=like, anchor="middle")
        box = (left, top - 19 * mm, half, 5 * mm)
        like = style(REGULAR, 9, colour=MUTED, centred=True)
        draw_fitted(canvas, words.sign_hint, box, like=like, anchor="middle")
        box = (left, _FOOT, half, 6 * mm)
        draw_fitted(canvas, name, box, like=style(REGULAR, 10.5, centred=True), anchor="middle")


def _draw_foot(canvas: Canvas, page: _Page, session: str, words: Wording) -> None:
    told = words.page_of.format(number=page.number, pages=page.pages)
    box = (_MARGIN, 6 * mm, _WIDTH, 6 * mm)
    like = style(REGULAR, 9, colour=MUTED, centred=True)
    draw_fitted(canvas, f"{session} · {told}", box, like=like, anchor="middle")
