"""Cards with a delegate's own link to check-in by face: eight to an A4 sheet, to cut apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_cut import CUTS, impose
from documents.sheets_ink import (
    ACCENT,
    BOLD,
    BRAND,
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

_CUT = CUTS["a7"]
_PAD = 5 * mm
_INNER = _CUT.width - 2 * _PAD


@dataclass(frozen=True)
class OwnFaceCard:
    """Whose card it is, and the link that opens this person's page."""

    name: str
    number: str
    delegation: str
    url: str


def own_face_cards(
    path: Path,
    cards: Sequence[OwnFaceCard],
    *,
    congress: str,
    until: str,
    language: str = "vi",
) -> None:
    """Write a card for each person; `until` is when the links end, as people say it."""
    words = wording(language)
    canvas = Canvas(str(path), pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(printable(f"{words.own_face_title} – {congress}"))
    draw = partial(_draw_card, congress=congress, until=until, words=words)
    impose(canvas, _CUT, [partial(draw, card=card) for card in cards])
    canvas.save()


def _draw_card(
    canvas: Canvas, *, card: OwnFaceCard, congress: str, until: str, words: Wording
) -> None:
    top = _draw_band(canvas, congress)
    lines = (
        (card.name, 9 * mm, style(BOLD, 14, centred=True)),
        (_who(card, words), 5.5 * mm, style(REGULAR, 8.5, colour=MUTED, centred=True)),
        (words.own_face_title, 6 * mm, style(SEMIBOLD, 10.5, colour=BRAND, centred=True)),
        (words.own_face_scan, 8.5 * mm, style(REGULAR, 8.5, centred=True)),
    )
    for text, height, like in lines:
        top -= height
        draw_fitted(canvas, text, (_PAD, top, _INNER, height), like=like, anchor="middle")
    foot = _draw_foot(canvas, card, until=until, words=words)
    side = min(top - foot - mm, 40 * mm)
    bottom = foot + (top - foot - side) / 2
    draw_qr(canvas, card.url, left=(_CUT.width - side) / 2, bottom=bottom, side=side)


def _draw_band(canvas: Canvas, congress: str) -> float:
    """Draw the congress on a band and return how high the rest may begin."""
    height: float = 11 * mm
    bottom: float = _CUT.height - height
    canvas.setFillColor(BRAND)
    canvas.rect(0, bottom, _CUT.width, height, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, bottom - 1.5, _CUT.width, 1.5, stroke=0, fill=1)
    like = style(SEMIBOLD, 8.5, colour=PAPER, leading=11, centred=True)
    box = (_PAD, bottom + mm, _INNER, height - 2 * mm)
    draw_fitted(canvas, congress, box, like=like, anchor="middle")
    top: float = bottom - 1.5 * mm
    return top


def _draw_foot(canvas: Canvas, card: OwnFaceCard, *, until: str, words: Wording) -> float:
    """Draw what the card says below the code and return how high that reaches."""
    small = style(REGULAR, 7, colour=MUTED, centred=True)
    address = style(SEMIBOLD, 7, colour=BRAND, centred=True)
    lines = (
        (words.own_face_choice, 7.5 * mm, small),
        (words.own_face_until.format(until=until), 4 * mm, small),
        (card.url, 4 * mm, address),
    )
    low: float = 3 * mm
    for text, height, like in reversed(lines):
        draw_fitted(canvas, text, (_PAD, low, _INNER, height), like=like, anchor="middle")
        low += height
    return low


def _who(card: OwnFaceCard, words: Wording) -> str:
    number = f"{words.badge_number} {card.number}" if card.number else ""
    return " · ".join(filter(None, (number, card.delegation)))
