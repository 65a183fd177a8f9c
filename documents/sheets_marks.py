"""Drawn on sheets because no font holds it: marks to cut and fold, a tick, small pictures."""

from reportlab.lib.colors import HexColor
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
    SEMIBOLD,
    TINT,
    draw_fitted,
    style,
)

GOOD = HexColor("#1c7a43")
_GAP, _LENGTH = 1.5 * mm, 7 * mm
_SCREEN_WIDTH, _SCREEN_HEIGHT = 62.0, 112.0


def draw_cut_marks(
    canvas: Canvas, *, left: float, bottom: float, columns: list[float], rows: list[float]
) -> None:
    """Draw short lines outside a grid of cards only: a shaky cut leaves none on them.

    `columns` and `rows` are the widths and heights of the cards, from the left and the bottom.
    """
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.4)
    right, top = left + sum(columns), bottom + sum(rows)
    for count in range(len(columns) + 1):
        x = left + sum(columns[:count])
        canvas.line(x, bottom - _GAP, x, bottom - _LENGTH)
        canvas.line(x, top + _GAP, x, top + _LENGTH)
    for count in range(len(rows) + 1):
        y = bottom + sum(rows[:count])
        canvas.line(left - _GAP, y, left - _LENGTH, y)
        canvas.line(right + _GAP, y, right + _LENGTH, y)


def draw_fold(canvas: Canvas, *, left: float, right: float, y: float) -> None:
    """Draw the dashed line to fold along."""
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.setDash(4, 4)
    canvas.line(left, y, right, y)
    canvas.restoreState()


def draw_tick(canvas: Canvas, *, left: float, bottom: float, side: float) -> None:
    """Draw a tick; the sheets' font has none."""
    canvas.saveState()
    canvas.setStrokeColor(GOOD)
    canvas.setLineWidth(side * 0.17)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    tick = canvas.beginPath()
    tick.moveTo(left + 0.12 * side, bottom + 0.52 * side)
    tick.lineTo(left + 0.4 * side, bottom + 0.2 * side)
    tick.lineTo(left + 0.9 * side, bottom + 0.82 * side)
    canvas.drawPath(tick, stroke=1, fill=0)
    canvas.restoreState()


def draw_phone(canvas: Canvas, *, centre: float, bottom: float) -> tuple[float, float]:
    """Draw an empty phone; return (left, bottom) of its screen, 62 × 112 points."""
    width, height = _SCREEN_WIDTH + 10, _SCREEN_HEIGHT + 26
    left = centre - width / 2
    canvas.setFillColor(INK)
    canvas.roundRect(left, bottom, width, height, 9, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    screen = (left + 5, bottom + 14)
    canvas.roundRect(*screen, _SCREEN_WIDTH, _SCREEN_HEIGHT, 3, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.circle(centre, bottom + 7, 2.6, stroke=0, fill=1)
    return screen


def draw_waves(canvas: Canvas, *, centre: float, bottom: float, size: float) -> None:
    """Draw the sign of Wi-Fi: a dot and three arcs, `size` points high."""
    canvas.saveState()
    canvas.setFillColor(BRAND)
    canvas.setStrokeColor(BRAND)
    canvas.setLineCap(1)
    canvas.setLineWidth(size * 0.13)
    canvas.circle(centre, bottom + size * 0.1, size * 0.1, stroke=0, fill=1)
    for radius in (0.36, 0.6, 0.84):
        reach = radius * size
        middle = bottom + size * 0.1
        box = (centre - reach, middle - reach, centre + reach, middle + reach)
        canvas.arc(*box, startAng=48, extent=84)
    canvas.restoreState()


def draw_joining(canvas: Canvas, *, centre: float, bottom: float, name: str) -> None:
    """Draw a phone that has chosen the network `name` among others."""
    left, low = draw_phone(canvas, centre=centre, bottom=bottom)
    draw_waves(canvas, centre=centre, bottom=low + 82, size=24)
    canvas.setFillColor(TINT)
    canvas.roundRect(left + 3, low + 38, _SCREEN_WIDTH - 6, 38, 4, stroke=0, fill=1)
    box = (left + 6, low + 57, _SCREEN_WIDTH - 12, 16)
    like = style(SEMIBOLD, 9, colour=BRAND, centred=True)
    draw_fitted(canvas, name, box, like=like, anchor="middle")
    draw_tick(canvas, left=centre - 6.5, bottom=low + 42, side=13)
    canvas.setFillColor(LINE)
    for y in (26, 14):
        canvas.roundRect(left + 8, low + y, _SCREEN_WIDTH - 16, 5, 2.5, stroke=0, fill=1)


def draw_question(
    canvas: Canvas, *, centre: float, bottom: float, question: str, answer: str
) -> None:
    """Draw a phone that says `question`, and the button `answer` that is to be touched."""
    left, low = draw_phone(canvas, centre=centre, bottom=bottom)
    canvas.setFillColor(TINT)
    canvas.roundRect(left + 3, low + 22, _SCREEN_WIDTH - 6, 70, 5, stroke=0, fill=1)
    box = (left + 6, low + 58, _SCREEN_WIDTH - 12, 30)
    draw_fitted(canvas, question, box, like=style(SEMIBOLD, 8.5, centred=True), anchor="middle")
    canvas.setFillColor(BRAND)
    canvas.roundRect(left + 6, low + 28, _SCREEN_WIDTH - 12, 24, 5, stroke=0, fill=1)
    box = (left + 8, low + 30, _SCREEN_WIDTH - 16, 20)
    like = style(BOLD, 9.5, colour=PAPER, centred=True)
    draw_fitted(canvas, answer, box, like=like, anchor="middle")
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(2)
    canvas.roundRect(left + 2.5, low + 24.5, _SCREEN_WIDTH - 5, 31, 8, stroke=1, fill=0)


def draw_without_4g(canvas: Canvas, *, centre: float, bottom: float) -> None:
    """Draw a phone whose mobile data is off: 4G struck through, and the switch."""
    left, low = draw_phone(canvas, centre=centre, bottom=bottom)
    canvas.setFillColor(MUTED)
    canvas.setFont(BOLD, 24)
    canvas.drawCentredString(centre, low + 66, "4G")
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(4)
    canvas.setLineCap(1)
    canvas.line(centre - 20, low + 60, centre + 20, low + 90)
    canvas.setLineCap(0)
    canvas.setFillColor(LINE)
    canvas.roundRect(left + 16, low + 26, 30, 16, 8, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.circle(left + 24, low + 34, 6.4, stroke=0, fill=1)
