"""The guide for delegates: one page, five drawn steps, letters that can be read without glasses."""

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_drawings import (
    draw_badge_worn,
    draw_helper,
    draw_reading,
    draw_scanning,
    draw_staying,
)
from documents.sheets_halves import print_a4_or_halves
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
    TINT,
    draw_fitted,
    draw_qr,
    style,
)
from documents.wording import Wording, wording

_WIDTH, _HEIGHT = A4
_MARGIN = 36.0
_INNER = _WIDTH - 2 * _MARGIN
_BAND = 74.0
_STEP = 116.0
_PICTURE = 104.0
_FOOT = 92.0


def delegate_guide(
    path: Path, *, congress: str, url: str, code: str = "", size: str = "A4", language: str = "vi"
) -> None:
    """Write the guide on one A4 sheet, or `size` "A5": two beside each other to cut apart.

    `url` is the server's address to type, `code` a link for the code to scan, or nothing.
    """
    words = wording(language)
    print_a4_or_halves(
        path,
        lambda canvas: _draw_page(canvas, (congress, url, code), words),
        title=f"{words.guide_title} – {congress}",
        size=size,
        language=language,
    )


def _draw_page(canvas: Canvas, facts: tuple[str, str, str], words: Wording) -> None:
    congress, url, code = facts
    canvas.setFillColor(BRAND)
    canvas.rect(0, _HEIGHT - _BAND, _WIDTH, _BAND, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, _HEIGHT - _BAND - 4, _WIDTH, 4, stroke=0, fill=1)
    box = (_MARGIN, _HEIGHT - 32, _INNER, 24)
    like = style(SEMIBOLD, 12.5, colour=PAPER, leading=16, centred=True)
    draw_fitted(canvas, congress, box, like=like, anchor="middle")
    box = (_MARGIN, _HEIGHT - _BAND + 4, _INNER, 38)
    like = style(BOLD, 28, colour=PAPER, centred=True)
    draw_fitted(canvas, words.guide_title, box, like=like, anchor="middle")
    drawings: tuple[Callable[[Canvas], None], ...] = (
        draw_scanning,
        draw_reading,
        lambda on: draw_staying(on, words),
        draw_badge_worn,
        draw_helper,
    )
    top = _HEIGHT - _BAND - 14
    for number, (draw, step) in enumerate(zip(drawings, words.guide_steps, strict=True), 1):
        _draw_step(canvas, draw, step, number=number, low=top - number * _STEP)
    _draw_foot(canvas, url, code, words)


def _draw_step(
    canvas: Canvas,
    draw: Callable[[Canvas], None],
    step: tuple[str, str],
    *,
    number: int,
    low: float,
) -> None:
    """Draw a picture on a tinted square, and what to do beside it."""
    head, sentence = step
    canvas.setFillColor(TINT)
    canvas.roundRect(_MARGIN, low + 6, _PICTURE, _PICTURE, 12, stroke=0, fill=1)
    canvas.saveState()
    canvas.translate(_MARGIN + _PICTURE / 2, low + 6 + _PICTURE / 2)
    draw(canvas)
    canvas.restoreState()
    left = _MARGIN + _PICTURE + 18
    canvas.setFillColor(BRAND)
    canvas.circle(left + 15, low + 88, 15, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.setFont(BOLD, 18)
    canvas.drawCentredString(left + 15, low + 81.6, str(number))
    right = _WIDTH - _MARGIN
    box = (left + 38, low + 70, right - left - 38, 36)
    draw_fitted(canvas, head, box, like=style(BOLD, 23, colour=INK), anchor="middle")
    box = (left, low + 6, right - left, 60)
    like = style(REGULAR, 19, colour=INK, leading=26)
    draw_fitted(canvas, sentence, box, like=like)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(left, low, right, low)


def _draw_foot(canvas: Canvas, url: str, code: str, words: Wording) -> None:
    side = _FOOT + 22
    width = _INNER - (side if code else 0.0)
    if code:
        draw_qr(canvas, code, left=_WIDTH - _MARGIN - side + 8, bottom=14, side=side)
    box = (_MARGIN, 62, width, 28)
    like = style(REGULAR, 16, colour=MUTED, centred=not code)
    draw_fitted(canvas, words.guide_type, box, like=like, anchor="middle")
    box = (_MARGIN, 24, width, 36)
    like = style(SEMIBOLD, 24, colour=BRAND, centred=not code)
    draw_fitted(canvas, url, box, like=like, anchor="middle")
