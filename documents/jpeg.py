"""JPEG read at a half, a quarter or an eighth of its size, when its edges allow it.

The decoder then leaves out the fine structure of each block of 8 x 8 points and is twice as fast.
A picture whose sides are no multiple of the blocks has filling beyond its edges; most encoders
repeat the edge there, a few write black, which would darken the edge of the small picture. So the
filling is decoded too, looked at, and cut off.
"""

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageStat

_BLOCK_PX = 8
_COMPONENTS = 3
_BASELINE = {0xC0, 0xC1}
_START_OF_SCAN = 0xDA
_SIMPLE_MARKERS = {0x01, *range(0xD0, 0xD9)}
_MOST_STEP = 12.0  # of 255, between the edge and its filling; black beside paper is over 100


@dataclass(frozen=True)
class Frame:
    """What the header says: `size_at` is where height and width stand, `unit_px` one MCU."""

    size: tuple[int, int]
    size_at: int
    unit_px: tuple[int, int]

    @property
    def filled(self) -> tuple[int, int]:
        """Return the size with the filling of the last blocks."""
        (width, height), (across, down) = self.size, self.unit_px
        return -(-width // across) * across, -(-height // down) * down


def read_frame(jpeg: bytes) -> Frame | None:
    """Return the frame of a baseline JPEG of three components in one scan; None of any other."""
    at, frame = 2, None
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        kind, (length,) = jpeg[at + 1], struct.unpack_from(">H", jpeg, at + 2)
        if kind in _SIMPLE_MARKERS or at + 2 + length > len(jpeg):
            return None
        if kind == _START_OF_SCAN:
            return frame if frame and jpeg[at + 4] == _COMPONENTS else None
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            usual = kind in _BASELINE and length == 8 + 3 * _COMPONENTS
            frame = _frame(jpeg, at) if usual else None
            if frame is None:
                return None
        at += 2 + length
    return None


def _frame(jpeg: bytes, at: int) -> Frame | None:
    height, width = struct.unpack_from(">HH", jpeg, at + 5)
    factors = [jpeg[at + 11 + 3 * each] for each in range(_COMPONENTS)]
    if jpeg[at + 4] != 8 or not (width and height):
        return None
    across, down = max(each >> 4 for each in factors), max(each & 15 for each in factors)
    if not across or not down:
        return None
    return Frame((width, height), at + 5, (_BLOCK_PX * across, _BLOCK_PX * down))


def reduced(jpeg: bytes, frame: Frame, *, divisor: int) -> Image.Image | None:
    """Return a JPEG at 1/2, 1/4 or 1/8; None when the filling would show at its edges.

    Raises OSError, SyntaxError or ValueError when it is damaged.
    """
    filled = frame.filled
    height_and_width = struct.pack(">HH", filled[1], filled[0])
    patched = jpeg[: frame.size_at] + height_and_width + jpeg[frame.size_at + 4 :]
    with Image.open(io.BytesIO(patched), formats=("JPEG",)) as image:
        image.draft(None, (filled[0] // divisor, filled[1] // divisor))
        image.load()
        width, height = (-(-side // divisor) for side in frame.size)
        right = frame.size[0] == filled[0] or _goes_on(image, width, across=True)
        below = frame.size[1] == filled[1] or _goes_on(image, height, across=False)
        return image.crop((0, 0, width, height)) if right and below else None


def _goes_on(image: Image.Image, edge: int, *, across: bool) -> bool:
    """Tell whether the line of points beyond the edge is like the one before it."""
    width, height = image.size
    if edge >= (width if across else height):
        return False  # nothing of the filling is left to look at
    inside, beyond = (
        image.crop((at, 0, at + 1, height) if across else (0, at, width, at + 1))
        for at in (edge - 1, edge)
    )
    return max(ImageStat.Stat(ImageChops.difference(inside, beyond)).mean) <= _MOST_STEP
