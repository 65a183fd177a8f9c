"""Blocks as a PDF: headings in the outline, paragraphs, lists, tables, page numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from documents.blocks import Block, Bullets, Grid, Heading, Line, Pair, Prose
from documents.sheets_ink import (
    BOLD,
    BRAND,
    INK,
    ITALIC,
    LINE,
    MUTED,
    REGULAR,
    SEMIBOLD,
    TINT,
    printable,
    style,
)
from documents.wording import wording

_LEFT, _RIGHT, _TOP, _BOTTOM = 28 * mm, 20 * mm, 22 * mm, 22 * mm
_INNER = A4[0] - _LEFT - _RIGHT
_HEADINGS = (
    style(BOLD, 15.5, colour=BRAND, leading=21),
    style(SEMIBOLD, 13, leading=18),
    style(SEMIBOLD, 11.5, colour=MUTED, leading=16),
)
_PROSE = ParagraphStyle(
    "prose",
    parent=style(REGULAR, 11.5, leading=17.5),
    alignment=TA_JUSTIFY,
    firstLineIndent=22,
    spaceAfter=7,
    allowWidows=0,
    allowOrphans=0,
)
_ITEM = ParagraphStyle("item", parent=_PROSE, firstLineIndent=0, spaceAfter=3)
_LINES_AFTER_HEADING = 4
_SHORT_GRID = 14
_CELL = style(REGULAR, 9.5, leading=13)
_CELL_HEAD = style(SEMIBOLD, 9.5, colour=BRAND, leading=13)


class _Mark(Flowable):  # type: ignore[misc]  # reportlab has no types
    """An entry of the outline that points to where it lands."""

    def __init__(self, text: str, level: int, key: str) -> None:
        super().__init__()
        self._entry = (text, key, level)

    def wrap(self, *_space: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        text, key, level = self._entry
        self.canv.bookmarkHorizontal(key, 0, 24)
        self.canv.addOutlineEntry(text, key, level=level, closed=level > 0)


def report(
    path: Path,
    *,
    title: str,
    subtitle: str = "",
    letterhead: Pair | None = None,
    blocks: Sequence[Block],
    language: str = "vi",
) -> None:
    """Write an A4 report; a heading may be one level deeper than the one before, not two.

    A `letterhead` stands above the title.
    """
    words = wording(language)

    def draw_frame(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(MUTED)
        foot = words.page.format(number=document.page)
        canvas.drawRightString(A4[0] - _RIGHT, 12 * mm, foot)
        if document.page > 1:
            canvas.drawString(_LEFT, 12 * mm, _shortened(printable(title)))
        canvas.setStrokeColor(LINE)
        canvas.line(_LEFT, 16 * mm, A4[0] - _RIGHT, 16 * mm)

    document = BaseDocTemplate(
        str(path), pagesize=A4, title=printable(title), lang=language, invariant=1
    )
    frame = Frame(
        _LEFT,
        _BOTTOM,
        _INNER,
        A4[1] - _TOP - _BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=draw_frame))
    head = [_pair(letterhead), Spacer(1, 16)] if letterhead else []
    document.build([*head, *_title(title, subtitle), *_flow(blocks)])


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


def _title(title: str, subtitle: str) -> list[Any]:
    heading = style(BOLD, 20, colour=BRAND, leading=27, centred=True)
    below = style(REGULAR, 12.5, colour=MUTED, leading=18, centred=True)
    flow: list[Any] = [Paragraph(escape(printable(title)), heading), Spacer(1, 6)]
    if subtitle:
        flow.append(Paragraph(escape(printable(subtitle)), below))
    return [*flow, Spacer(1, 8), HRFlowable(width="30%", color=BRAND), Spacer(1, 14)]


def _flow(blocks: Sequence[Block]) -> list[Any]:
    flow: list[Any] = []
    headings: list[Any] = []
    for index, block in enumerate(blocks):
        made = _flowables(block, f"h{index}")
        if isinstance(block, Heading):
            headings += made
        elif isinstance(block, Grid) and len(block.rows) <= _SHORT_GRID:
            # A short table is torn neither in two nor from its headings.
            held = [each for each in headings if not isinstance(each, CondPageBreak)]
            flow += [_room_for([*held, made[0]]), *held, *made]
            headings = []
        else:
            flow += [*headings, *made]
            headings = []
    return [*flow, *headings]


def _room_for(flow: Sequence[Any]) -> CondPageBreak:
    """Begin a new page unless all of `flow` finds room (KeepTogether forgets some of the gaps)."""
    heights = [each.wrap(_INNER, A4[1])[1] for each in flow]
    gaps = [each.getSpaceBefore() + each.getSpaceAfter() for each in flow]
    return CondPageBreak(min(sum(heights) + sum(gaps), A4[1] - _TOP - _BOTTOM))


def _flowables(block: Block, key: str) -> list[Any]:
    match block:
        case Heading(text, level):
            return _heading(text, level, key)
        case Prose(text):
            return [Paragraph(escape(printable(text)), _PROSE)]
        case Bullets(items):
            return [_bullets(items), Spacer(1, 6)]
        case Grid():
            return [_grid(block), Spacer(1, 12)]
        case Pair():
            return [Spacer(1, 10), KeepTogether(_pair(block))]


def _heading(text: str, level: int, key: str) -> list[Any]:
    like = _HEADINGS[min(level, len(_HEADINGS) - 1)].clone(
        key, spaceBefore=12 - 3 * level, spaceAfter=6
    )
    shown = printable(text)
    # Not keepWithNext: it would carry a whole long paragraph to the next page as well.
    room = CondPageBreak(like.leading + _LINES_AFTER_HEADING * _PROSE.leading)
    return [room, _Mark(shown, level, key), Paragraph(escape(shown), like)]


def _bullets(items: Sequence[str]) -> ListFlowable:
    lines = [
        ListItem(Paragraph(escape(printable(item)), _ITEM), bulletColor=BRAND) for item in items
    ]
    return ListFlowable(
        lines, bulletType="bullet", start="•", bulletFontName=REGULAR, leftIndent=20
    )


def _grid(grid: Grid) -> Table:
    shares = grid.shares or [1.0] * len(grid.head)
    widths = [_INNER * share / sum(shares) for share in shares]
    head = [Paragraph(escape(printable(cell)), _CELL_HEAD) for cell in grid.head]
    rows = [[Paragraph(escape(printable(cell)), _CELL) for cell in row] for row in grid.rows]
    table = Table([head, *rows], colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, LINE),
                ("BACKGROUND", (0, 0), (-1, 0), TINT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TEXTCOLOR", (0, 0), (-1, -1), INK),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ]
        )
    )
    return table


def _pair(pair: Pair) -> Table:
    """Return two columns of centred lines without a frame."""
    columns = [[_line(line) for line in lines] for lines in (pair.left, pair.right)]
    table = Table([columns], colWidths=[_INNER / 2] * 2)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def _line(line: Line) -> Paragraph:
    font = {"bold": SEMIBOLD, "italic": ITALIC}.get(line.weight, REGULAR)
    return Paragraph(escape(printable(line.text)), style(font, 10.5, leading=15, centred=True))
