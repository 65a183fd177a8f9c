"""Access cards for who is no delegate: guests, organisers, press, technical staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

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

_CATEGORIES = {
    "guest": HexColor("#1c7a43"),
    "organiser": HexColor("#b01c2a"),
    "press": HexColor("#8a5200"),
    "technical": HexColor("#3d4b5c"),
}
_ZONES = {
    "hall": HexColor("#0b4a9e"),
    "stage": HexColor("#6a2c8f"),
    "press": HexColor("#8a5200"),
    "technical": HexColor("#3d4b5c"),
}


@dataclass(frozen=True)
class AccessCard:
    """A card; without a name it has a line to write one on. `office` is who sent the person."""

    name: str = ""
    office: str = ""


def access_cards(
    path: Path,
    cards: Sequence[AccessCard],
    *,
    congress: str,
    category: str,
    zones: Sequence[str] = (),
    url: str = "",
    language: str = "vi",
    size: str = "a6",
    back: Back | None = None,
) -> None:
    """Write the cards of one category, a key of `Wording.access_categories`.

    `zones` are keys of `Wording.access_zones`. `url` is a link that everybody may open, or
    nothing: a card opens no more than a poster in the street would.
    """
    words, cut = wording(language), CUTS[size]
    face = face_of(cut)
    canvas = Canvas(str(path), pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(printable(f"{words.access_categories[category]} – {congress}"))
    keep_band(canvas, face, congress)
    if back is not None:
        keep_back(canvas, face, back)
    draw = partial(_draw_front, face=face, category=category, zones=zones, url=url, words=words)
    fronts = [partial(draw, card=card) for card in cards]
    impose(canvas, cut, fronts, back=_draw_back if back is not None else None)
    canvas.save()


def _draw_back(canvas: Canvas) -> None:
    canvas.doForm(BACK_FORM)


def _draw_front(
    canvas: Canvas,
    *,
    card: AccessCard,
    face: Face,
    category: str,
    zones: Sequence[str],
    url: str,
    words: Wording,
) -> None:
    canvas.doForm(BAND_FORM)
    told = words.access_categories[category].upper()
    draw_strip(canvas, face, told, colour=_CATEGORIES[category])
    unit = face.unit
    side = 0.0
    if url:
        side = min(face.top - face.low, 0.34 * face.width)
        foot = 4 * unit
        right = face.width - face.pad
        draw_qr(canvas, url, left=right - side + foot / 2, bottom=face.low + foot, side=side - foot)
        like = style(REGULAR, 2.6 * unit, colour=MUTED, centred=True)
        box = (right - side, face.low, side, foot)
        draw_fitted(canvas, words.access_scan, box, like=like, anchor="middle")
    beside = side + 2 * unit if url else 0.0
    height = 7 * unit if face.is_wide else 11 * unit
    rows = _draw_zones(
        canvas, zones, (face.pad, face.low, face.inner - beside, height), words=words
    )
    low = face.low + max(rows, 0.0 if face.is_wide else side) + unit
    width = face.inner - (beside if face.is_wide else 0.0)
    _draw_holder(canvas, card, (face.pad, low, width, face.top - low), face=face, words=words)


def _draw_zones(
    canvas: Canvas,
    zones: Sequence[str],
    box: tuple[float, float, float, float],
    *,
    words: Wording,
) -> float:
    """Draw a coloured field with its name for each zone, two beside each other; return how high."""
    left, bottom, width, step = box
    rows = (len(zones) + 1) // 2
    gap = step * 0.12
    for place, zone in enumerate(zones):
        row, column = divmod(place, 2)
        field = (
            left + column * (width + gap) / 2,
            bottom + (rows - 1 - row) * step,
            (width - gap) / 2,
            step - gap,
        )
        canvas.setFillColor(_ZONES[zone])
        canvas.roundRect(*field, step * 0.16, stroke=0, fill=1)
        like = style(SEMIBOLD, step * 0.42, colour=PAPER, centred=True)
        edge = step * 0.12
        inside = (field[0] + edge, field[1], field[2] - 2 * edge, field[3])
        draw_fitted(canvas, words.access_zones[zone], inside, like=like, anchor="middle")
    return rows * step


def _draw_holder(
    canvas: Canvas,
    card: AccessCard,
    box: tuple[float, float, float, float],
    *,
    face: Face,
    words: Wording,
) -> None:
    left, bottom, width, height = box
    share = 0.34 if card.office else 0.0
    if card.name:
        size = (7 if face.is_wide else 14) * face.unit
        like = name_style(card.name, size=size, width=width, centred=not face.is_wide)
        above = (left, bottom + share * height, width, (1 - share) * height)
        draw_fitted(canvas, card.name, above, like=like, anchor="middle")
    else:
        _draw_line_to_write(canvas, words.access_holder, (left, width), y=bottom + height * 0.52)
    if card.office:
        size = (3.8 if face.is_wide else 6) * face.unit
        like = style(REGULAR, size, colour=MUTED, leading=size * 1.26, centred=not face.is_wide)
        below = (left, bottom, width, share * height - face.unit)
        draw_fitted(canvas, card.office, below, like=like, anchor="middle")


def _draw_line_to_write(
    canvas: Canvas, label: str, across: tuple[float, float], *, y: float
) -> None:
    left, width = across
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.8)
    canvas.line(left, y, left + width, y)
    like = style(REGULAR, 9, colour=MUTED)
    draw_fitted(canvas, label, (left, y - 15, width, 13), like=like)
