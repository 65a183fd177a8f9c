"""The demo's documents and its deck as PDF files, set like any other sheet of the house.

`documents.sheets.register_fonts` must have been called once before.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from app.demo import texts
from app.demo.deck import DECK, DemoSlide
from app.demo.pictures import card
from documents import sheets


def print_document(document: texts.DemoDocument, path: Path) -> None:
    """Write one of `texts.DOCUMENTS` as an A4 PDF."""
    sheets.report(
        path,
        title=document.title,
        subtitle=document.subtitle,
        blocks=set_text(document.name),
    )


def set_text(name: str) -> list[sheets.Block]:
    """Return the text of one of `texts.DOCUMENTS` as what a sheet is made of."""
    return [made for block in texts.blocks(name) for made in _set(block)]


def print_deck(path: Path, *, pictures: Mapping[str, Path]) -> None:
    """Write the deck as one 16:9 page per slide; `pictures` holds a file for every picture name."""
    with TemporaryDirectory() as folder:
        pages = [_page(slide, pictures[slide.picture], Path(folder)) for slide in DECK]
        sheets.slides(path, pages, footer="Đại hội XV – Tỉnh Đoàn Thanh Lĩnh")


def _page(slide: DemoSlide, picture: Path, folder: Path) -> sheets.SlidePage:
    if slide.lines:
        cut = folder / f"{slide.picture}.png"
        card(slide.picture, picture).save(cut, compress_level=1)
        picture = cut
    return sheets.SlidePage(slide.title, slide.lines, picture)


def _set(block: texts.Block) -> Iterator[sheets.Block]:
    match block:
        case texts.Heading(words, level):
            yield sheets.Heading(words, level)
        case texts.Prose(words):
            yield sheets.Prose(words)
        case texts.Points(items, numbered=True):
            yield from (sheets.Prose(item) for item in items)
        case texts.Points(items):
            yield sheets.Bullets(items)
        case texts.Grid(head, rows, shares):
            yield sheets.Grid(head, rows, shares)
