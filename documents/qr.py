"""A link as a QR code: for a page (SVG), a sheet (PNG or modules), a terminal (text)."""

import functools
import io
import re

import qrcode
from PIL import Image

QUIET_MODULES = 4  # the standard's margin; scanners in bad light need it

Modules = tuple[tuple[bool, ...], ...]


@functools.lru_cache(maxsize=256)
def modules(url: str) -> Modules:
    """Return the rows of a code with its quiet zone, True is dark; 15 % of it may be lost."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(url)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def svg(url: str) -> str:
    """Return an SVG element without fixed size, black on white in dark pages too."""
    rows = modules(url)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        ' shape-rendering="crispEdges" role="img">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="#000" d="{_path(rows)}"/></svg>'
    )


def png(url: str, *, module_px: int = 8) -> bytes:
    """Return a black and white PNG with `module_px` pixels to a module."""
    rows = modules(url)
    image = Image.new("1", (len(rows), len(rows)))
    image.putdata([0 if dark else 1 for row in rows for dark in row])
    side = len(rows) * module_px
    file = io.BytesIO()
    image.resize((side, side), Image.Resampling.NEAREST).save(file, "PNG", optimize=True)
    return file.getvalue()


def terminal(url: str) -> str:
    """Return lines of half blocks for a terminal; white is written, so it suits a dark one."""
    rows = [*modules(url)]
    if len(rows) % 2:
        rows.append(tuple([False] * len(rows)))
    halves = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
    return "\n".join(
        "".join(halves[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def wifi_text(name: str, password: str) -> str:
    """Return what a code holds that joins a phone to a network; without a password it is open.

    The form of ZXing, which Android and iOS read (github.com/zxing/zxing/wiki/Barcode-Contents);
    `WPA` stands for WPA2 and WPA3 too. Its five signs with a meaning get a backslash.
    """
    escaped = [re.sub(r'([\\;,:"])', r"\\\1", each) for each in (name, password)]
    if not password:
        return f"WIFI:T:nopass;S:{escaped[0]};;"
    return f"WIFI:T:WPA;S:{escaped[0]};P:{escaped[1]};;"


def _path(rows: Modules) -> str:
    """Return one SVG path of horizontal runs: a tenth of the size of a square per module."""
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                parts.append(f"M{x} {y}h{run - x}v1H{x}z")
            x = max(run, x + 1)
    return "".join(parts)
