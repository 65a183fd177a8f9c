"""Pages that are one photograph, made afresh, and what comes of them here and in PDFium."""

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageStat

from documents.photographs import Photographs
from documents.render import Paper

WIDTH_PX = 720
PAGE = (800, 600)
WHOLE = b"q 800 0 0 600 0 0 cm /I Do Q"
NAME = pikepdf.Name
# How far two drawings of one picture may be apart, of 255: the root of the mean square.
MOST_APART = 6.0


def picture(size: tuple[int, int] = (1604, 1204)) -> Image.Image:
    """Return soft colours with lines, rings and letters on them; sides no multiple of 8."""
    slope = Image.linear_gradient("L").resize(size)
    ring = Image.radial_gradient("L").resize(size)
    made = Image.merge("RGB", (slope, ring, ImageChops.invert(slope)))
    pen = ImageDraw.Draw(made)
    for step in range(0, size[0], 80):
        pen.line((step, 0, size[0] - step, size[1]), fill=(250, 240, 200), width=5)
        pen.text((step, size[1] // 2), "Đại hội", fill=(20, 20, 60), font_size=40)
    return made


def jpeg(image: Image.Image | None = None, **settings: bool) -> bytes:
    """Return a picture as JPEG."""
    file = io.BytesIO()
    (image or picture()).save(file, "JPEG", quality=85, **settings)
    return file.getvalue()


def with_black_filling() -> bytes:
    """Return a JPEG whose encoder wrote black beyond the edges where most repeat the edge."""
    whole = Image.new("RGB", (1616, 1216))
    whole.paste(Image.new("RGB", (1601, 1201), "white"))
    content = jpeg(whole)
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + (1201).to_bytes(2) + (1601).to_bytes(2) + content[at + 4 :]


def write_page(path: Path, content: bytes, drawing: bytes = WHOLE, **entries: object) -> Path:
    """Write a PDF with one page that draws a JPEG `/I`; `entries` go into its dictionary."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=PAGE)
    with Image.open(io.BytesIO(content)) as image:
        size, colours = image.size, {"RGB": "RGB", "L": "Gray", "CMYK": "CMYK"}[image.mode]
    stream = pikepdf.Stream(pdf, content)
    facts = {
        "Type": NAME.XObject,
        "Subtype": NAME.Image,
        "Width": size[0],
        "Height": size[1],
        "ColorSpace": NAME(f"/Device{colours}"),
        "BitsPerComponent": 8,
        "Filter": NAME.DCTDecode,
    }
    for key, value in (facts | entries).items():
        stream[f"/{key}"] = pdf.make_indirect(value) if isinstance(value, dict) else value
    font = pikepdf.Dictionary(Type=NAME.Font, Subtype=NAME.Type1, BaseFont=NAME.Helvetica)
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(I=pdf.make_indirect(stream)),
        Font=pikepdf.Dictionary(F=font),
        ExtGState=pikepdf.Dictionary(G=pikepdf.Dictionary(ca=0.5)),
    )
    page.Contents = pdf.make_stream(drawing)
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


def write_masked_page(path: Path) -> Path:
    """Write a page whose photograph is see-through on its right half."""
    veil = Image.new("L", (64, 48), 255)
    veil.paste(0, (32, 0, 64, 48))
    pdf = pikepdf.open(write_page(path, jpeg()), allow_overwriting_input=True)
    mask = pikepdf.Stream(pdf, veil.tobytes())
    mask.Type, mask.Subtype, mask.Width, mask.Height = NAME.XObject, NAME.Image, 64, 48
    mask.ColorSpace, mask.BitsPerComponent = NAME.DeviceGray, 8
    pdf.pages[0].Resources.XObject.I.SMask = pdf.make_indirect(mask)
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    pdf.close()
    return path


def short_way(path: Path) -> Image.Image | None:
    """Return the first page as it is drawn without PDFium, if it is."""
    with pdfium.PdfDocument(path) as document:
        return Photographs(path).draw(document[0], _size(document[0]))


def check_looks_as_pdfium_draws_it(path: Path) -> None:
    """Draw the first page as the server does and as PDFium does: nobody sees a difference."""
    with pdfium.PdfDocument(path) as document:
        page, paper = document[0], Paper(path)
        ours = paper.draw(page, _size(page))
        theirs = paper._by_pdfium(page, _size(page))
    assert ours.size == theirs.size
    apart = ImageStat.Stat(ImageChops.difference(ours, theirs)).rms
    assert max(apart) <= MOST_APART, apart
    for edge in _edges(*ours.size):  # a dark line there is little on average
        apart = ImageStat.Stat(ImageChops.difference(ours.crop(edge), theirs.crop(edge))).rms
        assert max(apart) <= 2 * MOST_APART, (edge, apart)


def _edges(width: int, height: int) -> list[tuple[int, int, int, int]]:
    right, below = (width - 1, 0, width, height), (0, height - 1, width, height)
    return [(0, 0, width, 1), (0, 0, 1, height), right, below]


def _size(page: pdfium.PdfPage) -> tuple[int, int]:
    width, height = page.get_size()
    return WIDTH_PX, round(WIDTH_PX * height / width)
