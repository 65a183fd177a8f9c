"""Cards for tables: four to an A4 sheet to cut out, or two tents to fold that both sides read."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_ink import (
    ACCENT,
    BOLD,
    BRAND,
    INK,
    MUTED,
    PAPER,
    REGULAR,
    SEMIBOLD,
    draw_fitted,
    draw_qr,
    printable,
    style,
)
from documents.sheets_marks import draw_cut_marks, draw_fold
from documents.wording import Wording, wording

_CARD_WIDTH, _CARD_HEIGHT = 95 * mm, 136 * mm
_TENT_WIDTH, _PANEL_HEIGHT = 184 * mm, 66 * mm
_PAD = 6 * mm
_FLAT, _TENTS = 4, 2


def table_cards(
    path: Path,
    *,
    congress: str,
    session: str,
    url: str,
    labels: Sequence[str] = ("",),
    form: str = "cards",
    language: str = "vi",
) -> None:
    """Write a card for each label ("Bàn 1", or nothing), `form` "cards" or "tents".

    A sheet is always full: the last label is repeated, paper that is cut anyway is not left empty.
    """
    words = wording(language)
    canvas = Canvas(str(path), pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(printable(f"{session} – {congress}"))
    several = _TENTS if form == "tents" else _FLAT
    draw = _draw_tents if form == "tents" else _draw_cards
    for first in range(0, len(labels), several):
        on_sheet = list(labels[first : first + several])
        on_sheet += on_sheet[-1:] * (several - len(on_sheet))
        draw(canvas, [(congress, session, url, label) for label in on_sheet], words)
        canvas.showPage()
    canvas.save()


def _draw_cards(canvas: Canvas, cards: list[tuple[str, str, str, str]], words: Wording) -> None:
    left, bottom = (A4[0] - 2 * _CARD_WIDTH) / 2, (A4[1] - 2 * _CARD_HEIGHT) / 2
    for place, card in enumerate(cards):
        row, column = divmod(place, 2)
        canvas.saveState()
        canvas.translate(left + column * _CARD_WIDTH, bottom + (1 - row) * _CARD_HEIGHT)
        _draw_card(canvas, card, words)
        canvas.restoreState()
    draw_cut_marks(
        canvas, left=left, bottom=bottom, columns=[_CARD_WIDTH] * 2, rows=[_CARD_HEIGHT] * 2
    )


def _draw_card(canvas: Canvas, card: tuple[str, str, str, str], words: Wording) -> None:
    congress, session, url, label = card
    inner = _CARD_WIDTH - 2 * _PAD
    _draw_band(canvas, congress, width=_CARD_WIDTH, bottom=_CARD_HEIGHT - 17 * mm, height=17 * mm)
    top = _CARD_HEIGHT - 20 * mm
    if label:
        box = (_PAD, top - 9 * mm, inner, 9 * mm)
        like = style(BOLD, 20, colour=ACCENT, centred=True)
        draw_fitted(canvas, label, box, like=like, anchor="middle")
        top -= 9 * mm
    box = (_PAD, top - 14 * mm, inner, 14 * mm)
    draw_fitted(canvas, session, box, like=style(BOLD, 16, centred=True), anchor="middle")
    top -= 15 * mm
    box = (_PAD, top - 7 * mm, inner, 7 * mm)
    like = style(SEMIBOLD, 13, colour=BRAND, centred=True)
    draw_fitted(canvas, words.scan_title, box, like=like, anchor="middle")
    top -= 8 * mm
    foot = 17 * mm
    side = min(top - foot, 66 * mm)
    draw_qr(
        canvas,
        url,
        left=(_CARD_WIDTH - side) / 2,
        bottom=foot + (top - foot - side) / 2,
        side=side,
    )
    box = (_PAD, 10 * mm, inner, 6 * mm)
    draw_fitted(canvas, words.or_type, box, like=style(REGULAR, 8.5, colour=MUTED, centred=True))
    box = (_PAD, 4 * mm, inner, 6.5 * mm)
    like = style(SEMIBOLD, 10, colour=BRAND, centred=True)
    draw_fitted(canvas, url, box, like=like, anchor="middle")


def _draw_tents(canvas: Canvas, tents: list[tuple[str, str, str, str]], words: Wording) -> None:
    """Draw tents one above the other; of each the upper panel stands on its head."""
    left, bottom = (A4[0] - _TENT_WIDTH) / 2, (A4[1] - 4 * _PANEL_HEIGHT) / 2
    for place, tent in enumerate(tents):
        low = bottom + (len(tents) - 1 - place) * 2 * _PANEL_HEIGHT
        canvas.saveState()
        canvas.translate(left, low)
        _draw_panel(canvas, tent, words)
        canvas.restoreState()
        canvas.saveState()
        canvas.translate(left + _TENT_WIDTH, low + 2 * _PANEL_HEIGHT)
        canvas.rotate(180)
        _draw_panel(canvas, tent, words)
        canvas.restoreState()
        draw_fold(canvas, left=left, right=left + _TENT_WIDTH, y=low + _PANEL_HEIGHT)
    rows = [2 * _PANEL_HEIGHT] * len(tents)
    draw_cut_marks(canvas, left=left, bottom=bottom, columns=[_TENT_WIDTH], rows=rows)


def _draw_panel(canvas: Canvas, tent: tuple[str, str, str, str], words: Wording) -> None:
    congress, session, url, label = tent
    _draw_band(canvas, congress, width=_TENT_WIDTH, bottom=_PANEL_HEIGHT - 13 * mm, height=9 * mm)
    side = 50 * mm
    draw_qr(canvas, url, left=_PAD - 2 * mm, bottom=1.5 * mm, side=side)
    left = side + 7 * mm
    width = _TENT_WIDTH - left - _PAD
    top = _PANEL_HEIGHT - 16 * mm
    if label:
        box = (left, top - 9 * mm, width, 9 * mm)
        draw_fitted(canvas, label, box, like=style(BOLD, 21, colour=ACCENT), anchor="middle")
        top -= 9 * mm
    box = (left, top - 13 * mm, width, 13 * mm)
    draw_fitted(canvas, session, box, like=style(BOLD, 18, colour=INK), anchor="middle")
    top -= 13 * mm
    box = (left, top - 8 * mm, width, 8 * mm)
    like = style(SEMIBOLD, 14, colour=BRAND)
    draw_fitted(canvas, words.scan_title, box, like=like, anchor="middle")
    box = (left, 10 * mm, width, 5 * mm)
    draw_fitted(canvas, words.or_type, box, like=style(REGULAR, 9, colour=MUTED), anchor="bottom")
    box = (left, 3.5 * mm, width, 6.5 * mm)
    draw_fitted(canvas, url, box, like=style(SEMIBOLD, 11, colour=BRAND), anchor="middle")


def _draw_band(
    canvas: Canvas, congress: str, *, width: float, bottom: float, height: float
) -> None:
    canvas.setFillColor(BRAND)
    canvas.rect(0, bottom, width, height, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, bottom - 1.8, width, 1.8, stroke=0, fill=1)
    box = (_PAD, bottom + 1 * mm, width - 2 * _PAD, height - 2 * mm)
    like = style(SEMIBOLD, 11, colour=PAPER, leading=14, centred=True)
    draw_fitted(canvas, congress, box, like=like, anchor="middle")
