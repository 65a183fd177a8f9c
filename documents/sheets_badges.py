"""Badges in the sizes of the usual pouches, several to an A4 sheet, with a back or without."""

import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from documents.pictures import PictureError, cropped, open_picture
from documents.sheets_cut import CUTS, impose
from documents.sheets_faces import (
    BACK_FORM,
    BAND_FORM,
    Back,
    Face,
    draw_strip,
    face_of,
    keep_back,
    keep_band,
    name_style,
)
from documents.sheets_ink import (
    BOLD,
    BRAND,
    INK,
    LINE,
    MUTED,
    REGULAR,
    SEMIBOLD,
    draw_fitted,
    draw_qr,
    printable,
    style,
)
from documents.wording import Wording, wording

Box = tuple[float, float, float, float]
_PHOTO_PX = 360
rl_config.useA85 = 0
"""Pictures as bytes: as letters a thousand take a quarter larger a file and ten times the CPU."""
_COLOURS = {
    "ex_officio": HexColor("#0b4a9e"),
    "elected": HexColor("#b01c2a"),
    "appointed": HexColor("#6a2c8f"),
    "alternate": HexColor("#8a5200"),
    "guest": HexColor("#1c7a43"),
}
"""White on each is at least 5:1; the word beside it is for who sees no colours."""


@dataclass(frozen=True)
class Badge:
    """One delegate's card; `url` is what its code holds, `photo` a PNG, JPEG or WebP.

    `standing` is a key of `Wording.badge_standings`.
    """

    name: str
    delegation: str
    position: str
    number: str
    seat: str
    url: str
    standing: str = ""
    photo: Path | None = None


def badges(
    path: Path,
    cards: Sequence[Badge],
    *,
    congress: str,
    language: str = "vi",
    size: str = "a6",
    back: Back | None = None,
) -> None:
    """Write the badges in order, row by row; an unreadable photo is an empty frame.

    `size` is one of CUTS. With a back every second page is one, for printing on both sides.
    """
    words, cut = wording(language), CUTS[size]
    face = face_of(cut)
    canvas = Canvas(str(path), pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(printable(congress))
    keep_band(canvas, face, congress)
    if back is not None:
        keep_back(canvas, face, back)
    fronts = [partial(_draw_front, card=card, face=face, words=words) for card in cards]
    impose(canvas, cut, fronts, back=_draw_back if back is not None else None)
    canvas.save()


def _draw_back(canvas: Canvas) -> None:
    canvas.doForm(BACK_FORM)


def _draw_front(canvas: Canvas, *, card: Badge, face: Face, words: Wording) -> None:
    canvas.doForm(BAND_FORM)
    if face.is_wide:
        _draw_wide(canvas, card, face)
    elif card.photo is not None:
        _draw_tall_with_photo(canvas, card, face, words)
    else:
        _draw_tall(canvas, card, face, words)
    told = [f"{label} {value}" for label, value in _numbers(card, words) if value]
    draw_strip(
        canvas,
        face,
        words.badge_standings.get(card.standing, ""),
        colour=_COLOURS.get(card.standing, BRAND),
        aside="  ·  ".join(told) if face.is_wide else "",
    )


def _numbers(card: Badge, words: Wording) -> list[tuple[str, str]]:
    return [(words.badge_number, card.number), (words.badge_seat, card.seat)]


def _draw_tall(canvas: Canvas, card: Badge, face: Face, words: Wording) -> None:
    """Draw name, position and delegation in the largest type; code and numbers below."""
    unit = face.unit
    side = 36 * unit
    low = face.low + side + 2 * unit
    third = (face.top - low) / 4
    _draw_name(canvas, card, (face.pad, low + 2 * third, face.inner, 2 * third), 15 * unit)
    box = (face.pad, low, face.inner, 2 * third - unit)
    _draw_office(canvas, card, box, 6 * unit, centred=True)
    _draw_code(canvas, card, face, words, side=side)
    left = face.pad + side + 3 * unit
    box = (left, face.low, face.width - face.pad - left, side)
    _draw_numbers(canvas, card, box, words)


def _draw_tall_with_photo(canvas: Canvas, card: Badge, face: Face, words: Wording) -> None:
    """Draw the photograph beside the numbers, and position and delegation beside the code."""
    unit = face.unit
    side, high = 34 * unit, 33 * unit
    low = face.low + side + unit
    top = face.top - unit
    place = (face.pad, top - high, high * 3 / 4, high)
    _draw_photo(canvas, card.photo, place)
    left = face.pad + place[2] + 4 * unit
    box = (left, top - high, face.width - face.pad - left, high)
    _draw_numbers(canvas, card, box, words)
    room = top - high - unit - low
    _draw_name(canvas, card, (face.pad, low, face.inner, room), 13 * unit)
    _draw_code(canvas, card, face, words, side=side)
    left = face.pad + side + 3 * unit
    box = (left, face.low, face.width - face.pad - left, side)
    _draw_office(canvas, card, box, 5.2 * unit)


def _draw_wide(canvas: Canvas, card: Badge, face: Face) -> None:
    """Draw a card lying: photograph or nothing, words, code; the numbers stand in the strip."""
    unit = face.unit
    side = face.top - face.low
    draw_qr(canvas, card.url, left=face.width - face.pad - side + unit, bottom=face.low, side=side)
    left, right = face.pad, face.width - face.pad - side
    if card.photo is not None:
        width = min(side * 3 / 4, 18 * unit)
        _draw_photo(canvas, card.photo, (left, face.top - width * 4 / 3, width, width * 4 / 3))
        left += width + 2 * unit
    half = side / 2
    _draw_name(canvas, card, (left, face.low + half, right - left, half), 6.6 * unit, centred=False)
    _draw_office(canvas, card, (left, face.low, right - left, half - unit), 3.6 * unit)


def _draw_name(canvas: Canvas, card: Badge, box: Box, size: float, *, centred: bool = True) -> None:
    """Draw the name as large as its place lets it; of letters the font lacks the number stays."""
    name = card.name if printable(card.name).strip() else card.number
    like = name_style(name, size=size, width=box[2], centred=centred)
    draw_fitted(canvas, name, box, like=like, anchor="middle")


def _draw_office(
    canvas: Canvas, card: Badge, box: Box, size: float, *, centred: bool = False
) -> None:
    """Draw the position, and the delegation under it; alone either takes the whole place."""
    left, bottom, width, height = box
    half = height / 2 if card.position and card.delegation else 0.0
    if card.position:
        like = style(SEMIBOLD, size, colour=INK, leading=size * 1.26, centred=centred)
        above = (left, bottom + half, width, height - half)
        draw_fitted(canvas, card.position, above, like=like, anchor="middle")
    if card.delegation:
        like = style(REGULAR, size, colour=MUTED, leading=size * 1.26, centred=centred)
        below = (left, bottom, width, half or height)
        draw_fitted(canvas, card.delegation, below, like=like, anchor="middle")


def _draw_numbers(canvas: Canvas, card: Badge, box: Box, words: Wording) -> None:
    """Draw number and seat, each under its word; what is missing leaves no empty label."""
    told = [(label, value) for label, value in _numbers(card, words) if value]
    left, bottom, width, height = box
    for place, (label, value) in enumerate(told):
        part = height / len(told)
        low = bottom + height - (place + 1) * part
        like = style(REGULAR, part * 0.2, colour=MUTED)
        draw_fitted(canvas, label, (left, low + part * 0.64, width, part * 0.28), like=like)
        like = style(BOLD, min(part * 0.5, width * 0.3), colour=BRAND)
        draw_fitted(canvas, value, (left, low, width, part * 0.64), like=like, anchor="middle")


def _draw_code(canvas: Canvas, card: Badge, face: Face, words: Wording, *, side: float) -> None:
    """Draw the code with what it is for beneath it, in the quiet zone's own width."""
    foot = 4 * face.unit
    draw_qr(
        canvas,
        card.url,
        left=face.pad + foot / 2 - face.unit,
        bottom=face.low + foot,
        side=side - foot,
    )
    like = style(REGULAR, 2.6 * face.unit, colour=MUTED, centred=True)
    box = (face.pad - face.unit, face.low, side, foot)
    draw_fitted(canvas, words.badge_scan, box, like=like, anchor="middle")


def _draw_photo(canvas: Canvas, photo: Path | None, place: Box) -> None:
    if photo is None:
        return
    with suppress(PictureError):  # a damaged photograph stops no printing: its frame stays empty
        picture, _ = open_picture(photo, width_px=_PHOTO_PX)
        framed = io.BytesIO()  # as JPEG: a thousand bare pictures would be a file of 500 MB
        cropped(picture, place[2] / place[3]).save(framed, "JPEG", quality=85)
        canvas.drawImage(ImageReader(framed), *place)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.rect(*place, stroke=1, fill=0)
