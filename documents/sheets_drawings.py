"""The guide's small pictures, drawn around (0, 0) inside a square of 100 points."""

from reportlab.pdfgen.canvas import Canvas

from documents.sheets_ink import (
    ACCENT,
    BOLD,
    BRAND,
    INK,
    LINE,
    MUTED,
    PAPER,
    draw_fitted,
    style,
)
from documents.sheets_marks import draw_tick, draw_waves
from documents.wording import Wording

_SQUARES = ((0, 0), (2, 0), (4, 0), (1, 1), (3, 1), (0, 2), (2, 2), (4, 2), (1, 3), (3, 3), (4, 4))


def _draw_phone(canvas: Canvas, *, centre: float, width: float = 48, height: float = 86) -> None:
    """Draw an empty phone in the middle of the height."""
    canvas.setFillColor(INK)
    canvas.roundRect(centre - width / 2, -height / 2, width, height, 7, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.roundRect(
        centre - width / 2 + 4, -height / 2 + 9, width - 8, height - 16, 2, stroke=0, fill=1
    )


def _draw_code(canvas: Canvas, *, left: float, bottom: float, side: float) -> None:
    """Draw what looks like a code and holds nothing: no camera is led anywhere."""
    unit = side / 11
    canvas.setFillColor(INK)
    for x, y in ((0.0, 0.0), (0.0, 7.0), (7.0, 7.0)):
        at = (left + x * unit, bottom + y * unit)
        canvas.rect(*at, 4 * unit, 4 * unit, stroke=0, fill=1)
        canvas.setFillColor(PAPER)
        canvas.rect(at[0] + unit, at[1] + unit, 2 * unit, 2 * unit, stroke=0, fill=1)
        canvas.setFillColor(INK)
    for column, row in _SQUARES:
        canvas.rect(
            left + (5.5 + column) * unit, bottom + (0.5 + row) * unit, unit, unit, stroke=0, fill=1
        )
    for dot in (5.4, 8.4):
        canvas.rect(left + 5 * unit, bottom + dot * unit, unit, unit, stroke=0, fill=1)


def draw_scanning(canvas: Canvas) -> None:
    """Draw a phone that looks at a code: its four corners are framed."""
    _draw_phone(canvas, centre=0, width=54)
    _draw_code(canvas, left=-14, bottom=-10, side=28)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(2.6)
    canvas.setLineCap(1)
    for x, inward in ((-19, 7), (19, -7)):
        for y, up in ((-15, 7), (23, -7)):
            canvas.line(x, y, x + inward, y)
            canvas.line(x, y, x, y + up)
    canvas.setLineCap(0)
    canvas.setFillColor(BRAND)
    canvas.roundRect(-19, -30, 38, 8, 4, stroke=0, fill=1)


def draw_reading(canvas: Canvas) -> None:
    """Draw a phone with a page of text, the ways to swipe, and large letters."""
    _draw_phone(canvas, centre=0, width=54)
    canvas.setFillColor(BRAND)
    canvas.roundRect(-19, 24, 27, 6, 2, stroke=0, fill=1)
    canvas.setFillColor(LINE)
    for place, width in enumerate((38, 34, 38, 30)):
        canvas.roundRect(-19, 15 - 8 * place, width, 4, 2, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 15)
    canvas.drawString(-19, -29, "A")
    canvas.setFont(BOLD, 22)
    canvas.drawString(-7, -29, "A")
    canvas.setStrokeColor(ACCENT)
    canvas.setFillColor(ACCENT)
    canvas.setLineWidth(2.6)
    canvas.setLineCap(1)
    for side in (-1, 1):
        canvas.line(32 * side, 0, 45 * side, 0)
        canvas.line(40 * side, 5, 45 * side, 0)
        canvas.line(40 * side, -5, 45 * side, 0)
    canvas.setLineCap(0)


def draw_staying(canvas: Canvas, words: Wording) -> None:
    """Draw a phone that is joined and asks whether to stay, and the answer to touch."""
    _draw_phone(canvas, centre=0, width=66)
    draw_waves(canvas, centre=0, bottom=9, size=22)
    like = style(BOLD, 8, colour=INK, leading=9.6, centred=True)
    draw_fitted(canvas, words.wifi_question, (-27, -14, 54, 20), like=like, anchor="middle")
    canvas.setFillColor(BRAND)
    canvas.roundRect(-27, -32, 54, 16, 5, stroke=0, fill=1)
    like = style(BOLD, 8.5, colour=PAPER, centred=True)
    draw_fitted(canvas, words.wifi_answer, (-25, -31, 50, 14), like=like, anchor="middle")
    canvas.setFillColor(PAPER)
    canvas.circle(34, 34, 11, stroke=0, fill=1)
    draw_tick(canvas, left=26, bottom=26, side=16)


def draw_badge_worn(canvas: Canvas) -> None:
    """Draw a badge on its ribbon: a band, two lines for the name, a code."""
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(4)
    canvas.line(-18, 46, -2, 27)
    canvas.line(18, 46, 2, 27)
    canvas.setFillColor(MUTED)
    canvas.roundRect(-6, 22, 12, 7, 2, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(1)
    canvas.roundRect(-28, -46, 56, 70, 5, stroke=1, fill=1)
    canvas.setFillColor(BRAND)
    canvas.roundRect(-24, 9, 48, 11, 3, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.roundRect(-21, -1, 42, 5, 2.5, stroke=0, fill=1)
    canvas.setFillColor(LINE)
    canvas.roundRect(-14, -8, 28, 3.4, 1.7, stroke=0, fill=1)
    _draw_code(canvas, left=-13, bottom=-42, side=28)


def draw_helper(canvas: Canvas) -> None:
    """Draw somebody behind a desk, and a question."""
    canvas.setFillColor(BRAND)
    canvas.circle(-16, 8, 12, stroke=0, fill=1)
    shoulders = canvas.beginPath()
    shoulders.moveTo(-40, -26)
    shoulders.curveTo(-40, -4, -28, -8, -16, -8)
    shoulders.curveTo(-4, -8, 8, -4, 8, -26)
    shoulders.close()
    canvas.drawPath(shoulders, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.roundRect(-46, -42, 92, 16, 3, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(2.2)
    bubble = canvas.beginPath()
    bubble.moveTo(6, 8)
    bubble.lineTo(14, 18)
    canvas.roundRect(8, 12, 38, 32, 8, stroke=1, fill=1)
    canvas.drawPath(bubble, stroke=1, fill=0)
    canvas.setFillColor(ACCENT)
    canvas.setFont(BOLD, 24)
    canvas.drawCentredString(27, 19.5, "?")
