"""Cards on A4 sheets to cut apart: their sizes, their places, and backs that meet their fronts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_ink import MUTED
from documents.sheets_marks import draw_cut_marks

Draw = Callable[[Canvas], None]
_ROOM_FOR_MARKS = 4 * mm
_TICK = 8 * mm
_CROSS = 2 * mm


@dataclass(frozen=True)
class Cut:
    """A size of card in points, upright, and how many stand on a sheet."""

    width: float
    height: float
    columns: int
    rows: int
    is_turned: bool = False
    """Lying on the sheet, its head to the left."""

    @property
    def several(self) -> int:
        """Cards on a sheet."""
        return self.columns * self.rows

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height that a card takes on the sheet."""
        return (self.height, self.width) if self.is_turned else (self.width, self.height)

    @property
    def corner(self) -> tuple[float, float]:
        """Left and bottom of all cards together, in the middle of the sheet."""
        width, height = self.cell
        return (A4[0] - self.columns * width) / 2, (A4[1] - self.rows * height) / 2


CUTS = {
    "card": Cut(86 * mm, 54 * mm, 2, 5),
    "a7": Cut(74 * mm, 105 * mm, 2, 4, is_turned=True),
    "a6": Cut(105 * mm, 148 * mm, 2, 2),
    "100x140": Cut(100 * mm, 140 * mm, 2, 2),
}
"""Bank card, and the usual pouches on a lanyard. All leave nothing of the sheet but its edge."""


def impose(canvas: Canvas, cut: Cut, fronts: Sequence[Draw], *, back: Draw | None = None) -> None:
    """Draw the fronts row by row, and after each sheet its back, for printing on both sides.

    Turned over along the long edge, a column comes to lie where its mirror image was.
    """
    for first in range(0, len(fronts), cut.several):
        on_sheet = fronts[first : first + cut.several]
        for place, draw in enumerate(on_sheet):
            with _placed(canvas, cut, place):
                draw(canvas)
        _draw_marks(canvas, cut)
        canvas.showPage()
        if back is None:
            continue
        for place in range(len(on_sheet)):
            with _placed(canvas, cut, place, is_back=True):
                back(canvas)
        _draw_marks(canvas, cut)
        canvas.showPage()


@contextmanager
def _placed(canvas: Canvas, cut: Cut, place: int, *, is_back: bool = False) -> Iterator[None]:
    """Draw what follows upright from (0, 0), where the card of that place lies."""
    row, column = divmod(place, cut.columns)
    column = cut.columns - 1 - column if is_back else column
    (width, height), (left, bottom) = cut.cell, cut.corner
    left, bottom = left + column * width, bottom + (cut.rows - 1 - row) * height
    canvas.saveState()
    if not cut.is_turned:
        canvas.translate(left, bottom)
    elif is_back:
        canvas.translate(left, bottom + height)
        canvas.rotate(-90)
    else:
        canvas.translate(left + width, bottom)
        canvas.rotate(90)
    yield
    canvas.restoreState()


def _draw_marks(canvas: Canvas, cut: Cut) -> None:
    (width, height), (left, bottom) = cut.cell, cut.corner
    if min(left, bottom) >= _ROOM_FOR_MARKS:
        columns, rows = [width] * cut.columns, [height] * cut.rows
        draw_cut_marks(canvas, left=left, bottom=bottom, columns=columns, rows=rows)
        return
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.4)
    across = [left + count * width for count in range(1, cut.columns)]
    upward = [bottom + count * height for count in range(1, cut.rows)]
    for x in across:
        canvas.line(x, 0, x, _TICK)
        canvas.line(x, A4[1] - _TICK, x, A4[1])
    for y in upward:
        canvas.line(0, y, _TICK, y)
        canvas.line(A4[0] - _TICK, y, A4[0], y)
        for x in across:
            canvas.line(x - _CROSS, y, x + _CROSS, y)
            canvas.line(x, y - _CROSS, x, y + _CROSS)
