"""What all printed sheets share: the fonts, the colours, and text that fits its place."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from documents import qr

REGULAR, SEMIBOLD, BOLD, ITALIC = "BeVietnam", "BeVietnam-Semi", "BeVietnam-Bold", "BeVietnam-It"

INK = HexColor("#14202e")
MUTED = HexColor("#566373")
LINE = HexColor("#cfd7e1")
TINT = HexColor("#eef4fb")
BRAND = HexColor("#0b4a9e")
ACCENT = HexColor("#c8202f")
PAPER = HexColor("#ffffff")

_FACES = (
    (REGULAR, "400Regular/BeVietnamPro_400Regular.ttf"),
    (SEMIBOLD, "600SemiBold/BeVietnamPro_600SemiBold.ttf"),
    (BOLD, "700Bold/BeVietnamPro_700Bold.ttf"),
    (ITALIC, "400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf"),
)
_DRAWN_AS = {"→": "–", "←": "–", "✓": "•", "☐": "–", "\u2011": "-", "\u00ad": ""}
_YEARS = re.compile(r"(?<=\d) – (?=\d)")  # a term of office stays on one line
_SMALLEST = 5.0


def register_fonts(fonts_dir: Path) -> None:
    """Register Be Vietnam Pro from the folder of npm's `@expo-google-fonts/be-vietnam-pro`.

    Call it once before any sheet is made; the fonts are embedded in each PDF. reportlab's own
    fonts have no Vietnamese.
    """
    if REGULAR in pdfmetrics.getRegisteredFontNames():
        return
    for name, file in _FACES:
        pdfmetrics.registerFont(TTFont(name, str(fonts_dir / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD
    )


@cache
def _known_letters() -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """Return text in NFC with only letters the font has: NFD prints displaced marks."""
    known = _known_letters()
    text = _YEARS.sub("\u00a0–\u00a0", text)
    letters = (_DRAWN_AS.get(letter, letter) for letter in unicodedata.normalize("NFC", text))
    return "".join(each for each in letters if each.isspace() or all(ord(c) in known for c in each))


def style(
    font: str = REGULAR,
    size: float = 11,
    *,
    colour: HexColor = INK,
    leading: float | None = None,
    centred: bool = False,
) -> ParagraphStyle:
    """Return a paragraph style; lines are 1.3 sizes apart unless told: marks stand in two rows."""
    return ParagraphStyle(
        name=f"{font} {size}",
        fontName=font,
        fontSize=size,
        leading=leading or size * 1.3,
        textColor=colour,
        alignment=TA_CENTER if centred else TA_LEFT,
        splitLongWords=True,
    )


def draw_fitted(
    canvas: Canvas,
    text: str,
    box: tuple[float, float, float, float],
    *,
    like: ParagraphStyle,
    anchor: str = "top",
) -> float:
    """Draw text into (left, bottom, width, height), smaller until it fits; return its height.

    `anchor` is where it stands in the box: top, middle or bottom.
    """
    left, bottom, width, height = box
    if not printable(text).strip():
        return 0.0
    paragraph, used = _fit(text, like, width=width, height=height)
    spare = max(0.0, height - used)
    lift = {"top": spare, "middle": spare / 2, "bottom": 0.0}[anchor]
    paragraph.drawOn(canvas, left, bottom + lift)
    return used


def draw_evenly(
    canvas: Canvas, text: str, box: tuple[float, float, float, float], *, like: ParagraphStyle
) -> None:
    """Draw text in the middle of a box, its lines of much the same length: no word left alone."""
    left, bottom, width, height = box
    whole, used = _fit(text, like, width=width, height=height)
    narrow, wide = width / 2, width
    while wide - narrow > width / 50:
        middle = (narrow + wide) / 2
        tried, needs = _fit(text, like, width=middle, height=height)
        as_large = tried.style.fontSize == whole.style.fontSize
        narrow, wide = (narrow, middle) if as_large and needs <= used else (middle, wide)
    box = (left + (width - wide) / 2, bottom, wide, height)
    draw_fitted(canvas, text, box, like=like, anchor="middle")


def _fit(
    text: str, like: ParagraphStyle, *, width: float, height: float
) -> tuple[Paragraph, float]:
    widest = _widest(text, like)
    size = float(like.fontSize)
    if widest > width:
        size = max(_SMALLEST, size * width / widest * 0.999)
    while True:
        smaller = like.clone("fitted", fontSize=size, leading=like.leading * size / like.fontSize)
        paragraph, used = _wrapped(text, smaller, width=width, height=height)
        if used <= height:
            return paragraph, used
        if size <= _SMALLEST:
            return _cut_short(text, smaller, width=width, height=height)
        size = max(_SMALLEST, size * 0.94)


def _wrapped(
    text: str, like: ParagraphStyle, *, width: float, height: float
) -> tuple[Paragraph, float]:
    paragraph = Paragraph(escape(printable(text)), like)
    _, used = paragraph.wrap(width, height)
    return paragraph, used


def _cut_short(
    text: str, like: ParagraphStyle, *, width: float, height: float
) -> tuple[Paragraph, float]:
    """Return the longest beginning that fits: nothing is ever written outside its place."""
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        _, used = _wrapped(f"{text[:middle]}…", like, width=width, height=height)
        fits, too_long = (middle, too_long) if used <= height else (fits, middle)
    return _wrapped(f"{text[:fits]}…", like, width=width, height=height)


def _widest(text: str, like: ParagraphStyle) -> float:
    """Return the width of the longest word: better a smaller line than a broken word."""
    widths: Sequence[float] = [
        pdfmetrics.stringWidth(word, like.fontName, like.fontSize)
        for word in printable(text).split()
    ]
    return max(widths, default=0.0)


def draw_qr(canvas: Canvas, url: str, *, left: float, bottom: float, side: float) -> None:
    """Draw a code as vectors with its quiet zone inside `side` points."""
    rows = qr.modules(url)
    module = side / len(rows)
    canvas.saveState()
    canvas.setFillColor(PAPER)
    canvas.rect(left, bottom, side, side, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    squares = canvas.beginPath()
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                top = bottom + side - (y + 1) * module
                squares.rect(left + x * module, top, (run - x) * module, module)
            x = max(run, x + 1)
    canvas.drawPath(squares, stroke=0, fill=1)
    canvas.restoreState()
