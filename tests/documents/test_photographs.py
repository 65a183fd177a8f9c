"""Photographs drawn the short way look as PDFium draws them; what is not plain is left to it."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from documents import photographs
from tests.documents.photographs import (
    NAME,
    WHOLE,
    check_looks_as_pdfium_draws_it,
    jpeg,
    picture,
    short_way,
    with_black_filling,
    write_masked_page,
    write_page,
)

HIDDEN_TEXT = WHOLE + b" BT 3 Tr /F 20 Tf 100 300 Td (Dai hoi) Tj ET"
SHORT: dict[str, Callable[[Path], Path]] = {
    "photograph": lambda path: write_page(path, jpeg()),
    "large photograph": lambda path: write_page(path, jpeg(picture((4000, 3001)))),
    "full colours": lambda path: write_page(path, jpeg(subsampling=0)),
    "scan with its text": lambda path: write_page(path, jpeg(), HIDDEN_TEXT),
    "with margins": lambda path: write_page(path, jpeg(), b"q 500 0 0 400 100.3 90.7 cm /I Do Q"),
    "cut by the page": lambda path: write_page(path, jpeg(), b"q 804 0 0 603 -2 -1.5 cm /I Do Q"),
    "black beyond black": lambda path: write_page(path, jpeg(Image.new("RGB", (1604, 1204)))),
}
BESIDE = b" BT /F 20 Tf 100 300 Td (Dai hoi) Tj ET"
LEFT: dict[str, Callable[[Path], Path]] = {
    "sides that are multiples": lambda path: write_page(path, jpeg(picture((1600, 1200)))),
    "greyscale": lambda path: write_page(path, jpeg(picture().convert("L"))),
    "mask": write_masked_page,
    "colour key": lambda path: write_page(
        path, jpeg(), Mask=pikepdf.Array([0, 90, 0, 255, 0, 255])
    ),
    "decode": lambda path: write_page(path, jpeg(), Decode=pikepdf.Array([1, 0, 1, 0, 1, 0])),
    "transform": lambda path: write_page(
        path, jpeg(), DecodeParms=pikepdf.Dictionary(ColorTransform=0)
    ),
    "other colours": lambda path: write_page(
        path,
        jpeg(),
        ColorSpace=pikepdf.Array(
            [NAME.CalRGB, pikepdf.Dictionary(WhitePoint=pikepdf.Array([0.95, 1, 1.09]))]
        ),
    ),
    "CMYK": lambda path: write_page(path, jpeg(picture().convert("CMYK"))),
    "progressive": lambda path: write_page(path, jpeg(progressive=True)),
    "turned": lambda path: write_page(path, jpeg(), b"q 500 200 -200 400 250 0 cm /I Do Q"),
    "upside down": lambda path: write_page(path, jpeg(), b"q 800 0 0 -600 0 600 cm /I Do Q"),
    "clipped": lambda path: write_page(path, jpeg(), b"q 0 0 400 300 re W n " + WHOLE + b" Q"),
    "veiled": lambda path: write_page(path, jpeg(), b"/G gs " + WHOLE),
    "text over it": lambda path: write_page(path, jpeg(), WHOLE + BESIDE),
    "twice": lambda path: write_page(path, jpeg(), WHOLE + b" q 200 0 0 150 9 9 cm /I Do Q"),
    "no points to spare": lambda path: write_page(path, jpeg(picture((1500, 1124)))),
    "far beyond the page": lambda path: write_page(
        path, jpeg(), b"q 80000 0 0 60000 -9 -9 cm /I Do Q"
    ),
    "black filling": lambda path: write_page(path, with_black_filling()),
    "cut short": lambda path: write_page(path, jpeg()[:20_000]),
    "another size told": lambda path: write_page(path, jpeg(), Height=1000),
}


@pytest.mark.parametrize("kind", SHORT)
def test_short_way_looks_alike(kind: str, tmp_path: Path) -> None:
    path = SHORT[kind](tmp_path / "page.pdf")
    drawn = short_way(path)
    assert drawn is not None
    assert (drawn.mode, drawn.size) == ("RGB", (720, 540))
    check_looks_as_pdfium_draws_it(path)


@pytest.mark.parametrize("kind", LEFT)
def test_what_is_not_plain_is_left_to_pdfium(kind: str, tmp_path: Path) -> None:
    path = LEFT[kind](tmp_path / "page.pdf")
    assert short_way(path) is None
    check_looks_as_pdfium_draws_it(path)


def _changed(path: Path, change: Callable[[pikepdf.Pdf], object], **settings: object) -> Path:
    with pikepdf.open(write_page(path, jpeg()), allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path, compress_streams=False, **settings)
    return path


def _into_a_form(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    form = pdf.make_stream(WHOLE)
    form.Type, form.Subtype = NAME.XObject, NAME.Form
    form.BBox, form.Resources = pikepdf.Array([0, 0, 800, 600]), page.Resources
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=pdf.make_indirect(form)))
    page.Contents = pdf.make_stream(b"/F Do")


def _with_a_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=NAME.Annot, Subtype=NAME.Square, Rect=pikepdf.Array([100, 100, 300, 300])
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def _on_a_layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=NAME.OCG, Name=pikepdf.String("Layer")))
    off = pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=off)
    pdf.pages[0].Resources.Properties = pikepdf.Dictionary(L=layer)
    pdf.pages[0].Contents = pdf.make_stream(b"/OC /L BDC " + WHOLE + b" EMC")


def _turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].rotate(90, relative=False)


@pytest.mark.parametrize("change", [_into_a_form, _with_a_note, _on_a_layer, _turned])
def test_page_that_is_more_than_its_picture_is_left(
    change: Callable[[pikepdf.Pdf], object], tmp_path: Path
) -> None:
    path = _changed(tmp_path / "page.pdf", change)
    assert short_way(path) is None
    check_looks_as_pdfium_draws_it(path)


def test_encrypted_file_is_left(tmp_path: Path) -> None:
    lock = pikepdf.Encryption(owner="owner", user="", R=6)
    path = _changed(tmp_path / "page.pdf", lambda pdf: None, encryption=lock)
    assert short_way(path) is None


def test_a_plain_twin_does_not_speak_for_a_masked_picture(tmp_path: Path) -> None:
    path = write_page(tmp_path / "page.pdf", jpeg())
    masked = write_masked_page(tmp_path / "masked.pdf").read_bytes()
    assert short_way(path) is not None
    path.write_bytes(path.read_bytes() + masked)
    assert not photographs.Photographs(path)._is_plain(jpeg())


def test_picture_is_found_wherever_the_reading_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = jpeg()
    path = write_page(tmp_path / "page.pdf", content)
    page = path.read_bytes()
    for before in range(9_000, 14_400, 97):
        monkeypatch.setattr(photographs, "_READ_BYTES", 14_000)
        path.write_bytes(b"%" + bytes(before) + page)
        assert photographs.Photographs(path)._is_plain(content)
