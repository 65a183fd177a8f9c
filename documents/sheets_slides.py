"""A 16:9 deck: a title, a few lines that can be read from the last row, a picture."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from documents.blocks import SlidePage
from documents.pictures import open_picture
from documents.sheets_ink import (
    ACCENT,
    BOLD,
    BRAND,
    INK,
    MUTED,
    PAPER,
    REGULAR,
    TINT,
    draw_fitted,
    printable,
    style,
)

_WIDTH, _HEIGHT = 960.0, 540.0
_MARGIN = 56.0
_TITLE_BOTTOM = 408.0
_FOOT = 44.0
_PICTURE_PX = 1_600
_LINE_SIZE, _LINE_SIZE_BESIDE, _LINE_GAP = 33.0, 27.0, 16.0


def slides(
    path: Path, pages: Sequence[SlidePage], *, footer: str = "", language: str = "vi"
) -> None:
    """Write a deck; the picture is a PNG, JPEG or WebP, an unreadable one raises PictureError."""
    canvas = Canvas(str(path), pagesize=(_WIDTH, _HEIGHT), lang=language, invariant=1)
    canvas.setTitle(printable(pages[0].title if pages else footer))
    for number, page in enumerate(pages, 1):
        if page.lines or page.picture:
            _draw_slide(canvas, page, footer=footer, number=number)
        else:
            _draw_title_page(canvas, page.title, footer=footer)
        canvas.showPage()
    canvas.save()


def _draw_title_page(canvas: Canvas, title: str, *, footer: str) -> None:
    canvas.setFillColor(BRAND)
    canvas.rect(0, 0, _WIDTH, _HEIGHT, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(_MARGIN + 24, 128, 120, 6, stroke=0, fill=1)
    box = (_MARGIN + 24, 156, _WIDTH - 2 * _MARGIN - 48, 310)
    like = style(BOLD, 56, colour=PAPER, leading=70)
    draw_fitted(canvas, title, box, like=like, anchor="bottom")
    box = (_MARGIN + 24, 70, _WIDTH - 2 * _MARGIN - 48, 40)
    draw_fitted(canvas, footer, box, like=style(REGULAR, 20, colour=PAPER))


def _draw_slide(canvas: Canvas, page: SlidePage, *, footer: str, number: int) -> None:
    canvas.setFillColor(BRAND)
    canvas.rect(0, _TITLE_BOTTOM + 12, 14, _HEIGHT - _TITLE_BOTTOM - 40, stroke=0, fill=1)
    box = (_MARGIN, _TITLE_BOTTOM + 4, _WIDTH - 2 * _MARGIN, _HEIGHT - _TITLE_BOTTOM - 28)
    like = style(BOLD, 38, colour=BRAND, leading=48)
    draw_fitted(canvas, page.title, box, like=like, anchor="middle")
    body = (_MARGIN, _FOOT + 16, _WIDTH - 2 * _MARGIN, _TITLE_BOTTOM - _FOOT - 30)
    if page.picture and page.lines:
        half = body[2] * 0.48
        left_half = (body[0], body[1], body[2] - half - 24, body[3])
        _draw_lines(canvas, page.lines, left_half, largest=_LINE_SIZE_BESIDE)
        _draw_picture(canvas, page.picture, (body[0] + body[2] - half, body[1], half, body[3]))
    elif page.picture:
        _draw_picture(canvas, page.picture, body)
    else:
        _draw_lines(canvas, page.lines, body, largest=_LINE_SIZE)
    _draw_foot(canvas, footer, number)


def _draw_lines(
    canvas: Canvas,
    lines: Sequence[str],
    box: tuple[float, float, float, float],
    *,
    largest: float,
) -> None:
    """Draw lines one under another, in one size that lets all of them fit."""
    left, bottom, width, height = box
    each = height / max(1, len(lines)) - _LINE_GAP
    top = bottom + height
    size = min(_line_size(line, largest, width=width - 30, height=each) for line in lines)
    for line in lines:
        like = style(REGULAR, size, leading=size * 1.34)
        used = draw_fitted(canvas, line, (left + 30, top - each, width - 30, each), like=like)
        canvas.setFillColor(ACCENT)
        canvas.circle(left + 8, top - size * 0.72, size * 0.17, stroke=0, fill=1)
        top -= used + _LINE_GAP


def _line_size(line: str, largest: float, *, width: float, height: float) -> float:
    """Return the largest size of text at which a line, broken as needed, is this high."""
    size = largest
    while size > 12:
        rows = pdfmetrics.stringWidth(printable(line), REGULAR, size) * 1.12 // width + 1
        if rows * size * 1.34 <= height:
            break
        size -= 1
    return size


def _draw_picture(canvas: Canvas, picture: Path, box: tuple[float, float, float, float]) -> None:
    """Draw a picture whole, as large as the box lets it be, on a quiet ground."""
    left, bottom, width, height = box
    image, _ = open_picture(picture, width_px=_PICTURE_PX)
    canvas.setFillColor(TINT)
    canvas.roundRect(left, bottom, width, height, 8, stroke=0, fill=1)
    scale = min(width / image.width, height / image.height)
    drawn = (image.width * scale, image.height * scale)
    place = (left + (width - drawn[0]) / 2, bottom + (height - drawn[1]) / 2)
    canvas.drawImage(ImageReader(image), *place, *drawn)


def _draw_foot(canvas: Canvas, footer: str, number: int) -> None:
    box = (_MARGIN, 14.0, _WIDTH - 2 * _MARGIN - 80, 26.0)
    draw_fitted(canvas, footer, box, like=style(REGULAR, 14, colour=MUTED), anchor="middle")
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 16)
    canvas.drawRightString(_WIDTH - _MARGIN, 21, str(number))
