"""What fronts and backs of cards on a lanyard share: the band, the strip, the words behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_cut import Cut
from documents.sheets_ink import (
    ACCENT,
    BOLD,
    BRAND,
    INK,
    PAPER,
    REGULAR,
    SEMIBOLD,
    draw_fitted,
    draw_qr,
    printable,
    style,
)

BACK_FORM, BAND_FORM = "back", "band"
_LEAST_SHARE = 0.68


@dataclass(frozen=True)
class Back:
    """The other side of every card: a heading, a code or none, and rows of (label, text)."""

    heading: str
    code: str = ""
    rows: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Face:
    """Where things stand on a card, in points; `unit` makes one drawing fit every size."""

    width: float
    height: float
    unit: float
    pad: float
    band: float
    strip: float

    @property
    def inner(self) -> float:
        """Width between the edges."""
        return self.width - 2 * self.pad

    @property
    def top(self) -> float:
        """Upper end of what is free, below the band."""
        return self.height - self.pad - self.band - 2 * self.unit

    @property
    def low(self) -> float:
        """Lower end of what is free, above the strip."""
        return self.pad + self.strip + 2 * self.unit

    @property
    def is_wide(self) -> bool:
        """A card lying on its long side."""
        return self.width > self.height


def face_of(cut: Cut) -> Face:
    """Return the measures of a size of card."""
    if cut.width > cut.height:
        return Face(cut.width, cut.height, 1 * mm, 3 * mm, 9 * mm, 7 * mm)
    unit = cut.width / 100
    return Face(cut.width, cut.height, unit, max(5 * unit, 4.5 * mm), 22 * unit, 13 * unit)


def keep_band(canvas: Canvas, face: Face, congress: str) -> None:
    """Draw the band with the congress once, as the form BAND_FORM: every card has the same."""
    canvas.beginForm(BAND_FORM, 0, 0, face.width, face.height)
    bottom, radius = face.height - face.pad - face.band, 2.5 * face.unit
    canvas.setFillColor(ACCENT)
    canvas.roundRect(face.pad, bottom - face.unit, face.inner, face.band, radius, stroke=0, fill=1)
    canvas.setFillColor(BRAND)
    canvas.roundRect(face.pad, bottom, face.inner, face.band, radius, stroke=0, fill=1)
    edge = 2 * face.unit
    box = (face.pad + edge, bottom + edge / 2, face.inner - 2 * edge, face.band - edge)
    size = 8 if face.is_wide else 4.6 * face.unit
    like = style(SEMIBOLD, size, colour=PAPER, leading=size * 1.26, centred=True)
    draw_fitted(canvas, congress, box, like=like, anchor="middle")
    canvas.endForm()


def keep_back(canvas: Canvas, face: Face, back: Back) -> None:
    """Draw the back once, as the form BACK_FORM; the band must be kept before."""
    canvas.beginForm(BACK_FORM, 0, 0, face.width, face.height)
    canvas.doForm(BAND_FORM)
    unit = face.unit
    head = 7 * unit if face.is_wide else 12 * unit
    box = (face.pad, face.top - head, face.inner, head)
    like = style(BOLD, 4.2 * unit if face.is_wide else 6 * unit, colour=INK, centred=True)
    draw_fitted(canvas, back.heading, box, like=like, anchor="middle")
    left, width, top = face.pad, face.inner, face.top - head - unit
    if back.code:
        side = min(top - face.pad, (0.42 if face.is_wide else 0.5) * face.inner)
        side = side if back.rows else min(top - face.pad, face.inner)
        if face.is_wide and back.rows:
            draw_qr(canvas, back.code, left=left, bottom=top - side, side=side)
            left, width = left + side + unit, width - side - unit
        else:
            centred = (face.width - side) / 2
            draw_qr(canvas, back.code, left=centred, bottom=top - side, side=side)
            top -= side + unit
    _draw_rows(canvas, back.rows, (left, face.pad, width, top - face.pad), face)
    canvas.endForm()


def _draw_rows(
    canvas: Canvas,
    rows: Sequence[tuple[str, str]],
    box: tuple[float, float, float, float],
    face: Face,
) -> None:
    """Draw the rows below each other, the labels in a column where there are any."""
    if not rows:
        return
    left, bottom, width, height = box
    step = min(height / len(rows), (8 if face.is_wide else 16) * face.unit)
    size = min(3.6 if face.is_wide else 5.2, step / face.unit * 0.7) * face.unit
    column = 0.26 * width if any(label for label, _text in rows) else 0.0
    gap = face.unit if column else 0.0
    for place, (label, text) in enumerate(rows, 1):
        low = bottom + height - place * step
        like = style(SEMIBOLD, size, colour=BRAND, leading=size * 1.25)
        draw_fitted(canvas, label, (left, low, column, step), like=like, anchor="middle")
        like = style(REGULAR, size, colour=INK, leading=size * 1.25, centred=not column)
        place_of_text = (left + column + gap, low, width - column - gap, step)
        draw_fitted(canvas, text, place_of_text, like=like, anchor="middle")


def name_style(name: str, *, size: float, width: float, centred: bool) -> ParagraphStyle:
    """Return the style of a name: on one line where that costs less than a third of its size."""
    across = pdfmetrics.stringWidth(printable(name), BOLD, size)
    if width < across <= width / _LEAST_SHARE:
        size *= width / across * 0.995
    return style(BOLD, size, colour=INK, leading=size * 1.2, centred=centred)


def draw_strip(
    canvas: Canvas, face: Face, words: str, *, colour: HexColor, aside: str = ""
) -> None:
    """Draw the strip at the foot: what somebody is, in a colour and in words."""
    unit = face.unit
    canvas.setFillColor(colour)
    canvas.roundRect(face.pad, face.pad, face.inner, face.strip, 2.5 * unit, stroke=0, fill=1)
    edge = 2 * unit
    width = face.inner - 2 * edge
    size = 0.5 * face.strip
    like = style(BOLD, size, colour=PAPER, centred=not aside)
    share = 0.56 if aside else 1.0
    box = (face.pad + edge, face.pad, width * share, face.strip)
    draw_fitted(canvas, words, box, like=like, anchor="middle")
    if aside:
        box = (face.pad + edge + width * share, face.pad, width * (1 - share), face.strip)
        like = style(BOLD, size, colour=PAPER)
        like.alignment = 2
        draw_fitted(canvas, aside, box, like=like, anchor="middle")
