"""Blocks as a Word file, in the usual form of an office: Times New Roman 14, A4, left margin 3 cm.

The secretariat corrects and signs it, so everything is plain text and plain tables.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents.blocks import Block, Bullets, Grid, Heading, Line, Pair, Prose
from documents.old_letters import composed

_FONT = "Times New Roman"
_SIZE, _SMALL = Pt(14), Pt(12)
_TEXT_WIDTH = Mm(160)


def word_report(
    path: Path,
    *,
    title: str,
    subtitle: str = "",
    letterhead: Pair | None = None,
    blocks: Sequence[Block],
    language: str = "vi",
) -> None:
    """Write a .docx with the same content as `sheets_report.report`."""
    document = docx.Document()
    _set_up(document, title=title, language=language)
    if letterhead:
        _add_pair(document, letterhead)
        document.add_paragraph()
    _add_line(document, Line(title, "bold"))
    if subtitle:
        _add_line(document, Line(subtitle, "bold"))
    document.add_paragraph()
    for block in blocks:
        _add(document, block)
    document.save(str(path))


def _set_up(document: Any, *, title: str, language: str) -> None:
    document.core_properties.title = composed(title)
    document.core_properties.language = language
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(30), Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, _SIZE
        style.font.color.rgb = None
        # Word takes Vietnamese letters from the East Asian font unless it is named too.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(composed(text), level=min(level, 2) + 1)
        case Prose(text):
            paragraph = document.add_paragraph(composed(text))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(10)
        case Bullets(items):
            for item in items:
                document.add_paragraph(composed(item), style="List Bullet")
        case Grid():
            _add_grid(document, block)
        case Pair():
            document.add_paragraph()
            _add_pair(document, block)


def _add_grid(document: Any, grid: Grid) -> None:
    shares = grid.shares or [1.0] * len(grid.head)
    widths = [int(_TEXT_WIDTH * share / sum(shares)) for share in shares]
    table = document.add_table(rows=0, cols=len(grid.head), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for number, row in enumerate([grid.head, *grid.rows]):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(composed(text))
            run.font.size, run.bold = _SMALL, number == 0
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)  # repeated on each page
    document.add_paragraph()


def _add_pair(document: Any, pair: Pair) -> None:
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, lines in zip(table.rows[0].cells, (pair.left, pair.right), strict=True):
        for place, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            _fill(paragraph, line, size=_SMALL)


def _add_line(document: Any, line: Line) -> None:
    _fill(document.add_paragraph(), line, size=_SIZE)


def _fill(paragraph: Any, line: Line, *, size: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(composed(line.text))
    run.font.size = size
    run.bold, run.italic = line.weight == "bold", line.weight == "italic"
