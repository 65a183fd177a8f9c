"""The words of a PDF page and where they stand, for the text layer, search and highlighting."""

import ctypes
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

# [text, x, y, width, height] as parts of the page's width and height, from the top left.
Word = tuple[str, float, float, float, float]

_GRID = 10_000
_MOST_CHARACTERS = 200_000


@dataclass(frozen=True)
class PageText:
    """Text in NFC, a line break after each line; `text.split()` are the words in order."""

    text: str
    words: tuple[Word, ...]


def read_words(page: pdfium.PdfPage) -> PageText:
    """Return the text of a page, at most its first 200,000 characters."""
    textpage = page.get_textpage()
    try:
        count = min(textpage.count_chars(), _MOST_CHARACTERS)
        letter = pdfium_c.FPDFText_GetUnicode
        letters = [_letter(letter(textpage, index)) for index in range(count)]
        return _assemble(letters, _placer(page, textpage))
    finally:
        textpage.close()


def _assemble(letters: list[str], place: Callable[[int, int], tuple[float, ...]]) -> PageText:
    text: list[str] = []
    words: list[Word] = []
    for start, end, ends_line in _runs(letters):
        word = unicodedata.normalize("NFC", "".join(letters[start:end]))
        if word:
            x, y, width, height = place(start, end)
            words.append((word, x, y, width, height))
            text += [word, "\n" if ends_line else " "]
    return PageText("".join(text[:-1]), tuple(words))


def _runs(letters: list[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, ends a line) of each run of letters without white space."""
    start, count = 0, len(letters)
    while start < count:
        if letters[start].isspace():
            start += 1
            continue
        end = start
        while end < count and not letters[end].isspace():
            end += 1
        after = end
        while after < count and letters[after].isspace():
            after += 1
        yield start, end, any(space in "\r\n" for space in letters[end:after])
        start = after


def _letter(code: int) -> str:
    """Return a character of PDFium's list, "" for what is none (hyphens it made, surrogates)."""
    if code == 0 or code > sys.maxunicode or 0xD800 <= code <= 0xDFFF:
        return ""
    letter = chr(code)
    if letter.isspace():
        return letter
    return "" if unicodedata.category(letter) in {"Cc", "Cn", "Co"} else letter


def _placer(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage
) -> Callable[[int, int], tuple[float, ...]]:
    """Return a function from a range of characters to its box on the page as it is shown.

    The crop box and the rotation are PDFium's own business: it converts to a device of
    10,000 × 10,000 points.
    """
    edges = [ctypes.c_double() for _ in range(4)]

    def shown(x: float, y: float) -> tuple[float, float]:
        left, top = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, left, top)
        return _share(left.value), _share(top.value)

    def place(start: int, end: int) -> tuple[float, ...]:
        if pdfium_c.FPDFText_CountRects(textpage, start, end - start) < 1:
            return 0.0, 0.0, 0.0, 0.0
        pdfium_c.FPDFText_GetRect(textpage, 0, *edges)
        left, top, right, bottom = (edge.value for edge in edges)
        (x0, y0), (x1, y1) = shown(left, top), shown(right, bottom)
        return min(x0, x1), min(y0, y1), round(abs(x1 - x0), 4), round(abs(y1 - y0), 4)

    return place


def _share(on_grid: int) -> float:
    return min(max(on_grid / _GRID, 0.0), 1.0)
