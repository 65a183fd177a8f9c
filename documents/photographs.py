"""Pages of a PDF that are one photograph or scan, drawn without decoding all of its points.

PDFium itself reduces pictures whose sides are a multiple of the JPEG's blocks, which those of
scanners rarely are; these are left to it, as are grey ones, which gain nothing. So is what is not
certain to look alike: PDFium tells nothing of masks, so only a picture whose dictionary in the file
is of the plainest is taken.
"""

import ctypes
import hashlib
import math
import re
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from documents.jpeg import read_frame, reduced

_MOST_PIXELS = 50_000_000
_KEY_BYTES = 4_096
_DICTIONARY_BYTES = 2_048
_READ_BYTES = 8 << 20
_REACH = 2 * _DICTIONARY_BYTES + 2 * _KEY_BYTES
# Points that must be left for each one drawn. A scan of text at 200 dpi, drawn from the half
# with Hamming's filter, is as sharp as PDFium's own to the eye even magnified three times; the
# bilinear filter washes them out, the bicubic one is no better to see and takes half as long again.
_LEAST_POINTS = 1.1
_NEARLY_PX = 0.01
_RGB = pdfium_c.FPDF_COLORSPACE_DEVICERGB
_PLAIN = re.compile(
    rb"\s*<<(?:\s*(?:"
    rb"/Type\s*/XObject|/Subtype\s*/Image|/(?:Width|Height)\s+\d+|/BitsPerComponent\s+8"
    rb"|/Length\s+\d+(?:\s+\d+\s+R)?|/ColorSpace\s*/DeviceRGB|/Name\s*/\w+"
    rb"|/Filter\s*(?:/DCTDecode|\[\s*/DCTDecode\s*\])|/Interpolate\s+(?:true|false)"
    rb")(?=[\s/>]))*\s*>>\s*"
)


class Photographs:
    """The plain JPEG pictures of a PDF file; the file is looked through when one is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[bytes, bool] | None = None

    def draw(self, page: pdfium.PdfPage, size_px: tuple[int, int]) -> Image.Image | None:
        """Return a page as RGB on white; None when it is more than one plain, large JPEG."""
        image = _only_image(page)
        place = image and _place(page, image, size_px)
        if not image or not place:
            return None
        target = (place[2] - place[0], place[3] - place[1])
        jpeg = bytes(image.get_data())
        frame = read_frame(jpeg)
        if not frame or frame.filled == frame.size or not self._is_plain(jpeg):
            return None
        divisor = _divisor(frame.size, target)
        if divisor is None:
            return None
        try:
            small = reduced(jpeg, frame, divisor=divisor)
        except (OSError, SyntaxError, ValueError):
            return None  # PDFium shows what there is of a damaged one
        if small is None or not _is_as_told(image, frame.size):
            return None
        width, height = frame.size
        whole = (0, 0, width / divisor, height / divisor)  # the last points may be in part only
        drawn = small.resize(target, Image.Resampling.HAMMING, whole)
        if target == size_px and place[:2] == (0, 0):
            return drawn
        paper = Image.new("RGB", size_px, "white")
        paper.paste(drawn, place[:2])
        return paper

    def _is_plain(self, jpeg: bytes) -> bool:
        """Tell whether every picture of the file that begins like this one has no mask or the like.

        A picture of an encrypted file is not found, and so is not plain.
        """
        if self._found is None:
            self._found = {}
            self._look_through()
        return len(jpeg) >= _KEY_BYTES and self._found.get(_key(jpeg), False)

    def _look_through(self) -> None:
        window = b""
        with self._path.open("rb") as file:
            while chunk := file.read(_READ_BYTES):
                seen = len(window[-_REACH:])
                window = window[-_REACH:] + chunk
                for mark in re.finditer(rb"/DCTDecode", window):
                    if not seen or mark.start() >= _DICTIONARY_BYTES:  # else it was seen whole
                        self._note(window, mark.start())

    def _note(self, window: bytes, mark: int) -> None:
        end = window.find(b"stream", mark, mark + _DICTIONARY_BYTES)
        if end < 0:
            return
        start = window.rfind(b" obj", max(0, mark - _DICTIONARY_BYTES), mark)
        body = end + len(b"stream")
        body += 2 if window[body : body + 2] == b"\r\n" else 1
        content = window[body : body + _KEY_BYTES]
        if len(content) == _KEY_BYTES and self._found is not None:
            plain = start >= 0 and bool(_PLAIN.fullmatch(window, start + len(b" obj"), end))
            key = _key(content)
            self._found[key] = plain and self._found.get(key, True)


def _key(jpeg: bytes) -> bytes:
    return hashlib.blake2b(jpeg[:_KEY_BYTES], digest_size=16).digest()


def _only_image(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """Return the JPEG that is all that can be seen of a page: text of a scan is invisible."""
    found = None
    for number in range(pdfium_c.FPDFPage_CountObjects(page)):
        each = pdfium_c.FPDFPage_GetObject(page, number)
        kind = pdfium_c.FPDFPageObj_GetType(each)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE and found is None:
            found = each
        elif kind != pdfium_c.FPDF_PAGEOBJ_TEXT or _shows(each):
            return None
    if found is None or pdfium_c.FPDFPage_GetAnnotCount(page) or page.get_rotation():
        return None
    clip = pdfium_c.FPDFPageObj_GetClipPath(found)
    if (
        pdfium_c.FPDFPageObj_HasTransparency(found)
        or pdfium_c.FPDFPageObj_CountMarks(found)  # it may belong to a layer that is switched off
        or (clip and pdfium_c.FPDFClipPath_CountPaths(clip) > 0)
    ):
        return None
    image = pdfium.PdfImage(found, page=page, pdf=page.pdf)
    return image if image.get_filters() == ["DCTDecode"] else None


def _shows(text: ctypes._Pointer) -> bool:  # type: ignore[type-arg]  # an opaque handle of PDFium
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text)
    return bool(mode != pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def _place(
    page: pdfium.PdfPage, image: pdfium.PdfImage, size_px: tuple[int, int]
) -> tuple[int, int, int, int] | None:
    """Return left, top, right, bottom in points of the paper; None when turned or far larger."""
    matrix = image.get_matrix()
    if matrix.b or matrix.c or matrix.a <= 0 or matrix.d <= 0:
        return None
    left, bottom, right, top = page.get_bbox()
    if right <= left or top <= bottom:
        return None
    across, down = size_px[0] / (right - left), size_px[1] / (top - bottom)
    sides = (
        (matrix.e - left) * across,
        (top - matrix.f - matrix.d) * down,
        (matrix.e + matrix.a - left) * across,
        (top - matrix.f) * down,
    )
    if min(sides) < -max(size_px) or max(sides) > 2 * max(size_px):
        return None
    return (
        math.floor(sides[0] + _NEARLY_PX),
        math.floor(sides[1] + _NEARLY_PX),
        math.ceil(sides[2] - _NEARLY_PX),
        math.ceil(sides[3] - _NEARLY_PX),
    )


def _divisor(size: tuple[int, int], target: tuple[int, int]) -> int | None:
    """Return 8, 4 or 2: the largest that leaves enough points; None when none does."""
    if size[0] * size[1] > _MOST_PIXELS or min(target) < 1:
        return None
    left = min(size[0] / target[0], size[1] / target[1]) / _LEAST_POINTS
    return next((divisor for divisor in (8, 4, 2) if left >= divisor), None)


def _is_as_told(image: pdfium.PdfImage, size: tuple[int, int]) -> bool:
    """Tell whether PDFium sees the picture as its JPEG is: its size and its plain colours."""
    told = image.get_metadata()
    return (told.width, told.height) == size and told.colorspace == _RGB
