"""Badges, eight to an A4 sheet, with marks to cut along."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from documents.pictures import open_picture
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
    draw_fitted,
    draw_qr,
    printable,
    style,
)
from documents.wording import Wording, wording

_COLUMNS, _ROWS = 2, 4
_CARD_WIDTH, _CARD_HEIGHT = 95 * mm, 68 * mm
_LEFT = (A4[0] - _COLUMNS * _CARD_WIDTH) / 2
_BOTTOM = (A4[1] - _ROWS * _CARD_HEIGHT) / 2
_PAD = 4 * mm
_BAND = 12 * mm
_FOOT = 9 * mm
_QR_SIDE = 31 * mm
_PHOTO_WIDTH, _PHOTO_HEIGHT = 21 * mm, 28 * mm
_PHOTO_PX = 360


@dataclass(frozen=True)
class Badge:
    """One delegate's card; `url` is what its code holds, `photo` a PNG, JPEG or WebP."""

    name: str
    delegation: str
    position: str
    number: str
    seat: str
    url: str
    photo: Path | None = None


def badges(path: Path, cards: Sequence[Badge], *, congress: str, language: str = "vi") -> None:
    """Write the badges in order, row by row; an unreadable photo raises PictureError."""
    words = wording(language)
    canvas = Canvas(str(path), pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(printable(congress))
    for first in range(0, max(1, len(cards)), _COLUMNS * _ROWS):
        for place, card in enumerate(cards[first : first + _COLUMNS * _ROWS]):
            row, column = divmod(place, _COLUMNS)
            canvas.saveState()
            canvas.translate(
                _LEFT + column * _CARD_WIDTH, _BOTTOM + (_ROWS - 1 - row) * _CARD_HEIGHT
            )
            _draw_card(canvas, card, congress, words=words)
            canvas.restoreState()
        _draw_cut_marks(canvas)
        canvas.showPage()
    canvas.save()


def _draw_card(canvas: Canvas, card: Badge, congress: str, *, words: Wording) -> None:
    canvas.setFillColor(BRAND)
    canvas.rect(0, _CARD_HEIGHT - _BAND, _CARD_WIDTH, _BAND, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, _CARD_HEIGHT - _BAND - 1.6, _CARD_WIDTH, 1.6, stroke=0, fill=1)
    draw_fitted(
        canvas,
        congress,
        (_PAD, _CARD_HEIGHT - _BAND + 1 * mm, _CARD_WIDTH - 2 * _PAD, _BAND - 2 * mm),
        like=style(SEMIBOLD, 9, colour=PAPER, leading=12, centred=True),
        anchor="middle",
    )
    _draw_person(canvas, card)
    _draw_card_code(canvas, card, words)
    _draw_card_foot(canvas, card, words)


def _draw_person(canvas: Canvas, card: Badge) -> None:
    """Name across the card; photo, position and delegation to the left of the code."""
    top = _CARD_HEIGHT - _BAND - 2.2 * mm
    box = (_PAD, top - 11 * mm, _CARD_WIDTH - 2 * _PAD, 11 * mm)
    draw_fitted(canvas, card.name, box, like=style(BOLD, 19, leading=23), anchor="middle")
    left, bottom = _PAD, _FOOT + 3 * mm
    height = top - 12.5 * mm - bottom
    if card.photo is not None:
        _draw_photo(canvas, card.photo, left=left, bottom=bottom + height - _PHOTO_HEIGHT)
        left += _PHOTO_WIDTH + 2.5 * mm
    width = _CARD_WIDTH - _PAD - _QR_SIDE - 1 * mm - left
    half = height / 2
    like = style(REGULAR, 10.5, colour=MUTED, leading=13)
    draw_fitted(canvas, card.delegation, (left, bottom, width, half - 1), like=like)
    like = style(SEMIBOLD, 11, colour=INK, leading=14)
    box = (left, bottom + half + 1, width, half - 1)
    draw_fitted(canvas, card.position, box, like=like, anchor="bottom")


def _draw_photo(canvas: Canvas, photo: Path, *, left: float, bottom: float) -> None:
    picture, _ = open_picture(photo, width_px=_PHOTO_PX)
    framed = _cropped(picture, _PHOTO_WIDTH / _PHOTO_HEIGHT)
    place = (left, bottom, _PHOTO_WIDTH, _PHOTO_HEIGHT)
    canvas.drawImage(ImageReader(framed), *place)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.rect(*place, stroke=1, fill=0)


def _cropped(picture: Image.Image, ratio: float) -> Image.Image:
    """Cut to width / height = ratio; of a tall picture the upper part, where the face is."""
    width = min(picture.width, round(picture.height * ratio))
    height = min(picture.height, round(width / ratio))
    left, top = (picture.width - width) // 2, (picture.height - height) // 5
    return picture.crop((left, top, left + width, top + height))


def _draw_card_code(canvas: Canvas, card: Badge, words: Wording) -> None:
    left, bottom = _CARD_WIDTH - _QR_SIDE - 1.5 * mm, _FOOT + 4.2 * mm
    draw_qr(canvas, card.url, left=left, bottom=bottom, side=_QR_SIDE)
    draw_fitted(
        canvas,
        words.badge_scan,
        (left, _FOOT + 0.9 * mm, _QR_SIDE, 4.4 * mm),
        like=style(REGULAR, 7, colour=MUTED, centred=True),
        anchor="middle",
    )


def _draw_card_foot(canvas: Canvas, card: Badge, words: Wording) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(_PAD, _FOOT, _CARD_WIDTH - _PAD, _FOOT)
    half = (_CARD_WIDTH - 2 * _PAD) / 2
    for label, value, left in (
        (words.badge_number, card.number, _PAD),
        (words.badge_seat, card.seat, _PAD + half),
    ):
        if value:
            box = (left, 1 * mm, half, _FOOT - 2 * mm)
            draw_fitted(canvas, f"{label} {value}", box, like=style(BOLD, 14), anchor="middle")


def _draw_cut_marks(canvas: Canvas) -> None:
    """Draw short lines outside the cards only, so that a shaky cut leaves none on them."""
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.4)
    right, top = _LEFT + _COLUMNS * _CARD_WIDTH, _BOTTOM + _ROWS * _CARD_HEIGHT
    for column in range(_COLUMNS + 1):
        x = _LEFT + column * _CARD_WIDTH
        canvas.line(x, _BOTTOM - 1.5 * mm, x, _BOTTOM - 7 * mm)
        canvas.line(x, top + 1.5 * mm, x, top + 7 * mm)
    for row in range(_ROWS + 1):
        y = _BOTTOM + row * _CARD_HEIGHT
        canvas.line(_LEFT - 1.5 * mm, y, _LEFT - 7 * mm, y)
        canvas.line(right + 1.5 * mm, y, right + 7 * mm, y)
