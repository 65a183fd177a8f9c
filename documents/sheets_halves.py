"""A sheet that is drawn as A4 and printed whole, or as A5 twice beside each other to cut apart."""

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from documents.sheets_ink import MUTED, printable

_SMALLER = A4[0] / A4[1]  # an A5 is an A4 made smaller by the square root of two


def print_a4_or_halves(
    path: Path, draw: Callable[[Canvas], None], *, title: str, size: str, language: str
) -> None:
    """Write what `draw` draws on an upright A4: on one, or (`size` "A5") two on a lying one."""
    page = A4 if size == "A4" else landscape(A4)
    canvas = Canvas(str(path), pagesize=page, lang=language, invariant=1)
    canvas.setTitle(printable(title))
    if size == "A4":
        draw(canvas)
    else:
        for left in (0, page[0] / 2):
            canvas.saveState()
            canvas.translate(left, 0)
            canvas.scale(_SMALLER, _SMALLER)
            draw(canvas)
            canvas.restoreState()
        _mark_the_cut(canvas, page)
    canvas.showPage()
    canvas.save()


def _mark_the_cut(canvas: Canvas, page: tuple[float, float]) -> None:
    middle = page[0] / 2
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.4)
    canvas.line(middle, 0, middle, 6 * mm)
    canvas.line(middle, page[1] - 6 * mm, middle, page[1])
