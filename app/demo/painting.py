"""A small painter's box: skies, ridges, mist, water and cut-out shapes on a float canvas.

Places are shares of the canvas (x to the right, y down, 0 to 1), so a scene is the same picture
at any size; `pan` and `time` move it for the film.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Plane = NDArray[np.floating[Any]]
Point = tuple[float, float]

_LATTICE: Final = 256
_SUPERSAMPLE: Final = 4  # of cut-out shapes, against jagged edges


def colour(code: str) -> Plane:
    """Return `#rrggbb` as three shares of light."""
    return np.array([int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)], dtype=np.float32)


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that lies this share of the way from the first to the second."""
    blended = colour(first) * (1 - share) + colour(second) * share
    return "#" + "".join(f"{round(float(part) * 255):02x}" for part in blended)


@cache
def _lattice(seed: int) -> Plane:
    return np.random.default_rng(seed).random((_LATTICE, _LATTICE), dtype=np.float32)


def _eased(share: Plane) -> Plane:
    return np.asarray(share * share * (3 - 2 * share), dtype=np.float32)


def noise(x: Plane, y: Plane | float, *, seed: int) -> Plane:
    """Return smooth value noise of 0 to 1 at places given in lattice steps (value noise)."""
    table = _lattice(seed)
    column, row = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    along, down = _eased(x - column), _eased(y - row)
    left, right = column % _LATTICE, (column + 1) % _LATTICE
    here, below = row % _LATTICE, (row + 1) % _LATTICE
    upper = table[here, left] * (1 - along) + table[here, right] * along
    lower = table[below, left] * (1 - along) + table[below, right] * along
    return np.asarray(upper * (1 - down) + lower * down, dtype=np.float32)


def fractal(x: Plane, y: Plane | float, *, seed: int, octaves: int, sharp: bool = False) -> Plane:
    """Return layered noise of 0 to 1; `sharp` folds it into crests, as mountains have."""
    total: Plane = np.zeros(1, dtype=np.float32)
    weight, size = 1.0, 0.0
    for octave in range(octaves):
        scale = float(2**octave)
        layer = noise(x * scale, y * scale, seed=seed + octave)
        crested = 1 - abs(2 * layer - 1) if sharp else layer
        total = np.asarray(total + weight * crested, dtype=np.float32)
        size += weight
        weight *= 0.5
    return np.asarray(total / size, dtype=np.float32)


class Canvas:
    """Light on a rectangle, kept as float32 until the picture is taken off."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.light: Plane = np.zeros((height, width, 3), dtype=np.float32)
        self.x: Plane = ((np.arange(width, dtype=np.float32) + 0.5) / width)[None, :]
        self.y: Plane = ((np.arange(height, dtype=np.float32) + 0.5) / height)[:, None]
        self.aspect = width / height

    def gradient(
        self, stops: Sequence[tuple[float, str]], *, top: float = 0, end: float = 1
    ) -> None:
        """Fill the rows between `top` and `end` with colours that run down through the stops."""
        first, last = round(top * self.height), round(end * self.height)
        self.light[first:last] = self.ramp(stops, self.y[first:last, 0])[:, None, :]

    @staticmethod
    def ramp(stops: Sequence[tuple[float, str]], at: Plane) -> Plane:
        """Return the colours (n, 3) at n places of a gradient."""
        places = [place for place, _ in stops]
        shades = np.stack([colour(code) for _, code in stops])
        parts = [np.interp(at, places, shades[:, part]) for part in range(3)]
        return np.stack(parts, axis=-1).astype(np.float32)

    def glow(self, at: Point, radius: float, code: str, *, strength: float = 1.0) -> None:
        """Let light shine around a place and fade to nothing at `radius` (of the height)."""
        rows, columns = self._window(at, radius)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return
        distance = self._distance(at, rows, columns) / radius
        fall = np.clip(1 - distance, 0, 1)
        fall *= fall * strength
        part = self.light[rows, columns]
        part += (1 - part) * (fall[..., None] * colour(code))

    def disc(self, at: Point, radius: float, code: str, *, alpha: float = 1.0) -> None:
        """Paint a disc with a soft edge."""
        rows, columns = self._window(at, radius * 1.1)
        edge = (radius - self._distance(at, rows, columns)) * self.height
        self.blend(rows, columns, np.clip(edge + 0.5, 0, 1) * alpha, code)

    def _window(self, at: Point, radius: float) -> tuple[slice, slice]:
        across = radius / self.aspect
        return (
            slice(
                max(0, int((at[1] - radius) * self.height)),
                max(0, int((at[1] + radius) * self.height) + 2),
            ),
            slice(
                max(0, int((at[0] - across) * self.width)),
                max(0, int((at[0] + across) * self.width) + 2),
            ),
        )

    def _distance(self, at: Point, rows: slice, columns: slice) -> Plane:
        across = (self.x[:, columns] - at[0]) * self.aspect
        return np.asarray(np.hypot(across, self.y[rows] - at[1]), dtype=np.float32)

    def blend(self, rows: slice, columns: slice, cover: Plane, code: str) -> None:
        """Lay a colour over a part of the canvas, as thick as `cover` says (0 to 1)."""
        part = self.light[rows, columns]
        part += (colour(code) - part) * cover[..., None]

    def land(
        self,
        crest: Plane,
        top: str,
        foot: str,
        *,
        end: float = 1.0,
        alpha: float = 1.0,
    ) -> None:
        """Fill below a crest line (a height per column), from colour `top` down to `foot`."""
        upper, lower = float(crest.min()), float(crest.max())
        first = max(0, int(upper * self.height) - 1)
        last = round(end * self.height)
        if first >= last:
            return
        rows = self.y[first:last]
        shade = self.ramp([(upper, top), (end, foot)], rows[:, 0])[:, None, :]
        full = last if alpha < 1 else min(last, int(lower * self.height) + 2)
        cover = np.clip((rows[: full - first] - crest[None, :]) * self.height + 0.5, 0, 1) * alpha
        part = self.light[first:full]
        part += (shade[: full - first] - part) * cover[..., None]
        self.light[full:last] = shade[full - first :]

    def mist(self, at: float, thickness: float, code: str, *, alpha: float) -> None:
        """Lay a soft level band of mist around a height."""
        band = np.exp(-(((self.y - at) / thickness) ** 2)) * alpha
        first, last = (
            round(max(0.0, min(1.0, at + side)) * self.height)
            for side in (-3 * thickness, 3 * thickness)
        )
        self.blend(
            slice(first, last),
            slice(None),
            np.broadcast_to(band[first:last], (last - first, 1)),
            code,
        )

    def clouds(
        self,
        top: float,
        end: float,
        code: str,
        *,
        seed: int,
        alpha: float = 0.6,
        drift: float = 0.0,
    ) -> None:
        """Float long soft clouds between two heights; `drift` moves them to the left."""
        first, last = round(top * self.height), round(end * self.height)
        middle, half = (top + end) / 2, (end - top) / 2
        rows = self.y[first:last]
        thick = fractal(self.x * 3.2 + drift, rows * 15, seed=seed, octaves=4)
        fade = np.clip(1 - abs(rows - middle) / half, 0, 1) ** 0.7
        cover = np.clip((thick - 0.5) * 3.4, 0, 1) * fade * alpha
        self.blend(slice(first, last), slice(None), cover, code)

    def shape(self, points: Sequence[Point], code: str, *, alpha: float = 1.0) -> None:
        """Cut out a polygon."""
        self.shapes([points], code, alpha=alpha)

    def shapes(self, polygons: Sequence[Sequence[Point]], code: str, *, alpha: float = 1.0) -> None:
        """Cut out polygons of one colour together, which costs little more than one."""
        across = [x * self.width for points in polygons for x, _ in points]
        down = [y * self.height for points in polygons for _, y in points]
        x0, x1 = max(0, int(min(across)) - 1), min(self.width, int(max(across)) + 2)
        y0, y1 = max(0, int(min(down)) - 1), min(self.height, int(max(down)) + 2)
        if x0 >= x1 or y0 >= y1:
            return
        mask = Image.new("L", ((x1 - x0) * _SUPERSAMPLE, (y1 - y0) * _SUPERSAMPLE))
        pen = ImageDraw.Draw(mask)
        for points in polygons:
            places = [
                ((x * self.width - x0) * _SUPERSAMPLE, (y * self.height - y0) * _SUPERSAMPLE)
                for x, y in points
            ]
            pen.polygon(places, fill=255)
        cover = np.asarray(mask.reduce(_SUPERSAMPLE), dtype=np.float32) / 255 * alpha
        self.blend(slice(y0, y1), slice(x0, x1), cover, code)

    def stroke(
        self, points: Sequence[Point], width: float, code: str, *, alpha: float = 1.0
    ) -> None:
        """Draw a line of `width` (of the height) that gets thinner to its end."""
        self.shape(self.outline(points, width), code, alpha=alpha)

    def outline(self, points: Sequence[Point], width: float) -> list[Point]:
        """Return the polygon of a stroke."""
        steps = len(points) - 1
        near, far = [], []
        for index, (x, y) in enumerate(points):
            before, after = points[max(0, index - 1)], points[min(steps, index + 1)]
            run, rise = (after[0] - before[0]) * self.aspect, after[1] - before[1]
            length = max(1e-6, math.hypot(run, rise))
            half = width / 2 * (1 - 0.75 * index / steps)
            off = (-rise / length * half / self.aspect, run / length * half)
            near.append((x + off[0], y + off[1]))
            far.append((x - off[0], y - off[1]))
        return [*near, *reversed(far)]

    def image(self) -> Image.Image:
        """Return the picture; a grain of less than one step keeps soft skies without bands."""
        grain = _grain(self.height, self.width)
        return Image.fromarray(
            np.clip(self.light * 255 + grain, 0, 255).astype(np.uint8), mode="RGB"
        )


@cache
def _grain(height: int, width: int) -> Plane:
    random = np.random.default_rng(7)
    return random.random((height, width, 1), dtype=np.float32) * 1.6 - 0.3


def ridge(
    canvas: Canvas,
    base: float,
    rise: float,
    *,
    seed: int,
    peaks: float,
    sharp: bool = True,
    pan: float = 0.0,
) -> Plane:
    """Return a crest line around height `base` with about `peaks` peaks of height `rise`."""
    shape = fractal(canvas.x[0] * peaks + pan, 0.5, seed=seed, octaves=6, sharp=sharp)
    return np.asarray(base - (shape - 0.35) * rise, dtype=np.float32)
