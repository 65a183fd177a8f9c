"""Files that mean harm or are broken, made afresh: none is kept in the repository."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from PIL import Image

Maker = Callable[[Path], None]


def _blank(pages: int = 1, size: tuple[float, float] = (595, 842)) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page().MediaBox = pikepdf.Array([0, 0, *size])
    return pdf


def empty(path: Path) -> None:
    path.write_bytes(b"")


def html_named_pdf(path: Path) -> None:
    path.write_bytes(b"<!DOCTYPE html><html><script>alert(1)</script></html>")


def html_that_holds_a_pdf_mark(path: Path) -> None:
    path.write_bytes(b"<html><body onload=alert(1)><!-- %PDF-1.7 --></body></html>")


def svg_named_pdf(path: Path) -> None:
    path.write_bytes(
        b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"'
        b' onload="alert(1)"/>'
    )


def zip_bomb_named_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * (50 << 20))


def noise(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 64)


def encrypted(path: Path) -> None:
    _blank().save(path, encryption=pikepdf.Encryption(owner="owner", user="user", R=6))


def truncated(path: Path) -> None:
    whole = io.BytesIO()
    pdf = _blank(50)
    pdf.save(whole, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])


def without_pages(path: Path) -> None:
    pikepdf.new().save(path)


def _write_raw(path: Path, objects: list[bytes]) -> None:
    """Write a PDF as it stands: pikepdf would mend a page tree. Object 1 is the catalogue."""
    body, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    start, size = len(body), len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    body += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)
    path.write_bytes(body)


_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"


def two_hundred_thousand_pages(path: Path) -> None:
    """As many page objects, 19 MB of them."""
    count = 200_000
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    _write_raw(path, [b"<</Type/Catalog/Pages 2 0 R>>", tree] + [_PAGE] * count)


def one_page_two_hundred_thousand_times(path: Path) -> None:
    """The same, but 10 KB: each node of the tree points to one thing again and again."""
    tree = b"<</Type/Pages/Count 200000/Kids[%s]>>" % (b"3 0 R " * 200)
    node = b"<</Type/Pages/Parent 2 0 R/Count 1000/Kids[%s]>>" % (b"4 0 R " * 1000)
    _write_raw(path, [b"<</Type/Catalog/Pages 2 0 R>>", tree, node, _PAGE])


def page_tree_in_a_circle(path: Path) -> None:
    pdf = _blank()
    pages = pdf.Root.Pages
    pages.Kids = pikepdf.Array([pages])
    pages.Count = 10
    raw = io.BytesIO()
    pdf.save(raw)
    path.write_bytes(raw.getvalue())


def giant_page(path: Path) -> None:
    _blank(size=(200_000, 200_000)).save(path)


def thin_page(path: Path) -> None:
    _blank(size=(2, 14_000)).save(path)


def endless_drawing(path: Path) -> None:
    """The whole page painted 60,000 times through a veil: minutes of work, little memory."""
    pdf = _blank()
    page = pdf.pages[0]
    veil = pikepdf.Dictionary(ca=0.5)
    page.Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=veil))
    page.Contents = pdf.make_stream(b"/G gs\n" + b"0 0 595 842 re f\n" * 60_000)
    pdf.save(path, compress_streams=True)


def content_stream_bomb(path: Path) -> None:
    """600 MB of drawing in a file of a few megabytes."""
    pdf = _blank()
    squeezed = zlib.compressobj(1)
    piece = b"0 0 m 595 842 l S\n" * 58_254
    packed = b"".join([squeezed.compress(piece) for _ in range(600)]) + squeezed.flush()
    stream = pikepdf.Stream(pdf, packed)
    stream.Filter = pikepdf.Name.FlateDecode
    pdf.pages[0].Contents = pdf.make_indirect(stream)
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def forms_that_multiply(path: Path) -> None:
    """Ten drawings that each draw the one before ten times: 10^9 rectangles."""
    pdf = _blank()
    inner = pdf.make_stream(b"0 0 595 842 re f\n" * 10)
    for _ in range(8):
        pass_on = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=_form(pdf, inner)))
        inner = pdf.make_stream(b"/F Do\n" * 10)
        inner.Resources = pass_on
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=_form(pdf, inner)))
    page.Contents = pdf.make_stream(b"/F Do\n")
    pdf.save(path)


def _form(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> pikepdf.Stream:
    stream.Type = pikepdf.Name.XObject
    stream.Subtype = pikepdf.Name.Form
    stream.BBox = pikepdf.Array([0, 0, 595, 842])
    return pdf.make_indirect(stream)


def image_bomb(path: Path) -> None:
    """A picture of 16,000 × 16,000 points, 768 MB, in a few megabytes."""
    pdf = _blank()
    side = 16_000
    squeezed = zlib.compressobj(1)
    packed = b"".join([squeezed.compress(bytes(side * 3 * 100)) for _ in range(side // 100)])
    image = pikepdf.Stream(pdf, packed + squeezed.flush())
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width = image.Height = side
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    image.Filter = pikepdf.Name.FlateDecode
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(image)))
    page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def scripts_and_attachments(path: Path) -> None:
    pdf = _blank()
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("while (true) app.alert('x');")
    )
    pdf.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("/bin/sh"))
    )
    pdf.attachments["evil.exe"] = b"MZ" + b"\0" * 1000
    pdf.save(path)


def outline_in_a_circle(path: Path) -> None:
    pdf = _blank()
    entry = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Vòng tròn")))
    entry.Dest = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
    entry.Next, entry.First, entry.Last = entry, entry, entry
    pdf.Root.Outlines = pikepdf.Dictionary(First=entry, Last=entry, Count=1)
    pdf.save(path)


def _png(path: Path, width: int, height: int) -> None:
    """Write a black 1-bit PNG: 20,000 × 20,000 points in 50 KB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def pixel_bomb(path: Path) -> None:
    _png(path, 20_000, 20_000)


def endless_strip(path: Path) -> None:
    _png(path, 10, 60_000)


def truncated_jpeg(path: Path) -> None:
    file = io.BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(file, "JPEG")
    path.write_bytes(file.getvalue()[:9_000])


REFUSED: dict[str, tuple[Maker, set[str]]] = {
    "empty": (empty, {"empty"}),
    "html": (html_named_pdf, {"not_a_document"}),
    "html with a PDF mark": (html_that_holds_a_pdf_mark, {"not_a_document"}),
    "svg": (svg_named_pdf, {"not_a_document"}),
    "zip bomb": (zip_bomb_named_docx, {"not_a_document"}),
    "noise": (noise, {"damaged"}),
    "encrypted": (encrypted, {"encrypted"}),
    "truncated": (truncated, {"damaged", "has_no_pages"}),
    "without pages": (without_pages, {"has_no_pages", "damaged"}),
    "200,000 pages": (two_hundred_thousand_pages, {"too_many_pages"}),
    "one page 200,000 times": (one_page_two_hundred_thousand_times, {"too_many_pages"}),
    "page tree in a circle": (page_tree_in_a_circle, {"damaged", "has_no_pages"}),
    "giant page": (giant_page, {"page_too_large"}),
    "thin page": (thin_page, {"page_too_large"}),
    "content stream bomb": (content_stream_bomb, {"too_heavy"}),
    "endless drawing": (endless_drawing, {"too_heavy"}),
    "forms that multiply": (forms_that_multiply, {"too_heavy"}),
    "pixel bomb": (pixel_bomb, {"page_too_large"}),
    "endless strip": (endless_strip, {"page_too_large"}),
    "truncated JPEG": (truncated_jpeg, {"damaged"}),
}
# PDFium reads a large picture line by line, or leaves it out, or ends the process.
HARMLESS: dict[str, tuple[Maker, set[str]]] = {
    "image bomb": (image_bomb, {"", "too_heavy"}),
    "scripts and attachments": (scripts_and_attachments, {""}),
    "outline in a circle": (outline_in_a_circle, {""}),
}
