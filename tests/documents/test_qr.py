"""Codes are read back by a real decoder, in each form they take."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from documents import qr

URL = "https://daihoi.example.vn/q/AbCdEfGh12345678"


def read(image: Image.Image) -> str:
    return zxingcpp.read_barcodes(image.convert("L"))[0].text


def from_rows(rows: list[list[bool]]) -> Image.Image:
    image = Image.new("L", (len(rows[0]), len(rows)), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x, y), 0)
    return image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST)


@pytest.mark.parametrize("url", [URL, "http://10.0.0.1:8000/b/" + "x" * 200])
def test_png(url: str) -> None:
    image = Image.open(io.BytesIO(qr.png(url, module_px=4)))
    assert read(image) == url
    assert image.width == 4 * len(qr.modules(url))


def test_svg() -> None:
    drawing = qr.svg(URL)
    size = int(re.search(r'viewBox="0 0 (\d+) ', drawing).group(1))
    rows = [[False] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\d+z", drawing):
        for column in range(int(x), int(x) + int(width)):
            rows[int(y)][column] = True
    assert read(from_rows(rows)) == URL
    assert not any(any(row[:4]) for row in rows)


def test_terminal() -> None:
    lines = qr.terminal(URL).split("\n")
    upper = [[half in " ▄" for half in line] for line in lines]
    lower = [[half in " ▀" for half in line] for line in lines]
    rows = [row for pair in zip(upper, lower, strict=True) for row in pair]
    assert read(from_rows(rows)) == URL
    assert len({len(line) for line in lines}) == 1
