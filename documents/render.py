"""Pages of a file as WebP pictures and JSON text; runs in the sandbox only."""

import ctypes
import itertools
import json
import math
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from documents.media import PDF, sniff
from documents.photographs import Photographs
from documents.pictures import MOST_SIDE_PX, PictureError, open_picture, webp
from documents.words import PageText, read_words

_MOST_POINTS = 14_400.0  # five metres; what PDF itself allows without UserUnit
_LARGEST_WIDTH_PX = 1_440
_MOST_ENTRIES = 1_000
_LONGEST_TITLE = 200
_POINTS_PER_PIXEL = 0.75


class Refusal(Exception):  # noqa: N818 (an answer about the document, not a fault)
    """The document is not readable for us; `code` says why, `page` where if on one page."""

    def __init__(self, code: str, page: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.page = page


@dataclass(frozen=True)
class Page:
    """One page, drawn and read: `size` in points, `picture` RGB."""

    size: tuple[float, float]
    picture: Image.Image
    text: PageText


@dataclass(frozen=True)
class Place:
    """Where pages of one width go; `part` marks the unfinished files of this run."""

    outdir: Path
    width_px: int
    part: str

    def holds(self, number: int) -> bool:
        """Tell whether a page is there already, from a run that was cut off or the same file."""
        return all(path.is_file() for path in self._paths(number))

    def store(self, page: Page, number: int) -> None:
        """Write `0001-720.webp` and then `0001.json`, each whole or not at all."""
        facts = {
            "width": round(page.size[0], 2),
            "height": round(page.size[1], 2),
            "text": page.text.text,
            "words": page.text.words,
        }
        picture, text = self._paths(number)
        self._write(picture, webp(page.picture))
        self._write(text, json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())

    def _paths(self, number: int) -> tuple[Path, Path]:
        return self.outdir / f"{number:04}-{self.width_px}.webp", self.outdir / f"{number:04}.json"

    def _write(self, path: Path, content: bytes) -> None:
        part = path.with_name(f"{self.part}{path.name}")
        part.write_bytes(content)
        part.replace(path)


class Paper:
    """White paper that pages are drawn on one after another, in the same memory where they fit.

    Fresh memory for every page costs as much as drawing it. `path` is the file of the pages.
    """

    def __init__(self, path: Path) -> None:
        self._photographs = Photographs(path)
        self._bitmap: pdfium.PdfBitmap | None = None

    def draw(self, page: pdfium.PdfPage, size_px: tuple[int, int]) -> Image.Image:
        """Return a page as RGB, with its annotations and filled form fields, on white."""
        return self._photographs.draw(page, size_px) or self._by_pdfium(page, size_px)

    def _by_pdfium(self, page: pdfium.PdfPage, size_px: tuple[int, int]) -> Image.Image:
        width, height = size_px
        bitmap = self._fresh(width, height)
        placed = (0, 0, width, height, 0, pdfium_c.FPDF_ANNOT)
        pdfium_c.FPDF_RenderPageBitmap(bitmap, page, *placed)
        if page.formenv:
            pdfium_c.FPDF_FFLDraw(page.formenv, bitmap, page, *placed)
        # a copy: Pillow shares memory only where the order of the bytes is its own
        return Image.frombuffer("RGB", size_px, bitmap.buffer, "raw", "BGRX", bitmap.stride, 1)

    def _fresh(self, width: int, height: int) -> pdfium.PdfBitmap:
        if self._bitmap and (self._bitmap.width, self._bitmap.height) != (width, height):
            self._bitmap.close()
            self._bitmap = None
        if self._bitmap is None:
            self._bitmap = pdfium.PdfBitmap.new_native(width, height, pdfium_c.FPDFBitmap_BGRx)
        ctypes.memset(self._bitmap.buffer, 0xFF, self._bitmap.stride * height)
        return self._bitmap


class PdfSource:
    """A PDF file. Raises Refusal when it cannot be opened or has more than `most_pages`."""

    def __init__(self, path: Path, *, most_pages: int) -> None:
        try:
            self._pdf = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            encrypted = error.err_code == pdfium_c.FPDF_ERR_PASSWORD
            raise Refusal("encrypted" if encrypted else "damaged") from error
        self._paper = Paper(path)
        self.pages = len(self._pdf)
        if self.pages == 0:
            raise Refusal("has_no_pages")
        if self.pages > most_pages:
            raise Refusal("too_many_pages")
        if self._pdf.get_formtype() != pdfium_c.FORMTYPE_NONE:
            self._pdf.init_forms()

    def outline(self) -> list[dict[str, Any]]:
        """Return the contents as {title, level, page}: levels from 0, pages from 1."""
        entries = itertools.islice(self._pdf.get_toc(max_depth=8), _MOST_ENTRIES)
        return [entry for entry in map(_entry, entries) if entry]

    def page(self, number: int, *, width_px: int) -> Page:
        """Draw and read page `number` (from 1); raises Refusal."""
        try:
            page = self._pdf[number - 1]
        except pdfium.PdfiumError as error:
            raise Refusal("damaged", number) from error
        try:
            size = page.get_size()
            picture = self._paper.draw(page, _size_px(size, number, width_px=width_px))
            return Page(size, picture, read_words(page))
        finally:
            page.close()


class PictureSource:
    """A photograph or a scan: a document of one page without text."""

    pages = 1

    def __init__(self, path: Path) -> None:
        self._path = path

    def outline(self) -> list[dict[str, Any]]:
        """Return no entries."""
        return []

    def page(self, number: int, *, width_px: int) -> Page:
        """Return the picture, never enlarged; raises Refusal."""
        try:
            picture, (width, height) = open_picture(self._path, width_px=width_px)
        except PictureError as error:
            raise Refusal(error.code, number) from error
        size = (width * _POINTS_PER_PIXEL, height * _POINTS_PER_PIXEL)
        return Page(size, picture, PageText("", ()))


def open_source(path: Path, *, most_pages: int) -> PdfSource | PictureSource:
    """Open a file as what its content says it is; raises Refusal."""
    if path.stat().st_size == 0:
        raise Refusal("empty")
    media_type = sniff(path)
    if media_type == PDF:
        return PdfSource(path, most_pages=most_pages)
    if media_type in {"image/png", "image/jpeg", "image/webp"}:
        return PictureSource(path)
    raise Refusal("not_a_document")


def _entry(bookmark: Any) -> dict[str, Any] | None:
    title = unicodedata.normalize("NFC", " ".join(bookmark.get_title().split()))[:_LONGEST_TITLE]
    target = bookmark.get_dest()
    index = target.get_index() if target else None
    if not title or index is None or index < 0:
        return None
    return {"title": title, "level": bookmark.level, "page": index + 1}


def _size_px(size: tuple[float, float], number: int, *, width_px: int) -> tuple[int, int]:
    """Return the size to draw; refuse a page whose large picture WebP could not hold."""
    width, height = size
    if not (math.isfinite(width) and math.isfinite(height) and width >= 1 and height >= 1):
        raise Refusal("damaged", number)
    largest_height = _LARGEST_WIDTH_PX * height / width
    if max(width, height) > _MOST_POINTS or largest_height > MOST_SIDE_PX:
        raise Refusal("page_too_large", number)
    return width_px, max(1, round(width_px * height / width))
