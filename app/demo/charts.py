"""Charts of the political report's own figures, and a map of the invented province."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from PIL import Image

from app.demo.painting import Canvas, Plane, Point, fractal, mix

YEARS: Final = ("2023", "2024", "2025", "2026", "2027")
WORKS: Final = (27.6, 33.2, 36.9, 41.5, 47.2)
"""Worth of youth works, thousand million đồng (table of part one, III.1)."""
MEMBERS: Final = (11_840, 12_615, 12_902, 13_758, 14_206)
"""New members (table of part one, VI.2)."""
TARGETS: Final = (13, 2, 1)
"""Targets exceeded, met, missed (part one, IX)."""

_NAMED: Final = ((0.345, 0.3), (0.655, 0.49))  # where the map has words on the land
_LEFT, _RIGHT, _TOP, _GROUND = 0.12, 0.9, 0.16, 0.8


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a chart; `size` is a share of the height, `anchor` (as Pillow's) is at the place."""

    text: str
    at: Point
    size: float
    code: str
    anchor: str = "mm"


def works_chart(canvas: Canvas) -> list[Label]:
    """Draw what the youth works were worth, a column per year."""
    _paper(canvas)
    labels: list[Label] = []
    step = (_RIGHT - _LEFT) / len(WORKS)
    for index, value in enumerate(WORKS):
        middle = _LEFT + step * (index + 0.5)
        top = _GROUND - value / 50 * (_GROUND - _TOP)
        last = index == len(WORKS) - 1
        _column(canvas, middle, top, wide=step * 0.52, code="#f2b84b" if last else "#3f9aa6")
        labels.append(
            Label(f"{value:.1f}".replace(".", ","), (middle, top - 0.05), 0.052, "#f4efe2")
        )
        labels.append(Label(YEARS[index], (middle, _GROUND + 0.06), 0.04, "#a9bdd0"))
    return labels


def members_chart(canvas: Canvas) -> list[Label]:
    """Draw the new members of each year as a rising line."""
    _paper(canvas)
    highest = 16_000
    step = (_RIGHT - _LEFT) / (len(MEMBERS) - 1)
    points = [
        (_LEFT + step * index, _GROUND - value / highest * (_GROUND - _TOP))
        for index, value in enumerate(MEMBERS)
    ]
    line = _smooth(points)
    across = [x for x, _ in line]
    inside = (canvas.x[0] >= across[0]) & (canvas.x[0] <= across[-1])
    crest = np.interp(canvas.x[0], across, [y for _, y in line])
    crest = np.where(inside, crest, _GROUND).astype(np.float32)
    canvas.land(crest, "#3f9aa6", "#1c4460", end=_GROUND, alpha=0.62)
    for (x1, y1), (x2, y2) in pairwise(line):
        _segment(canvas, (x1, y1), (x2, y2), 0.011, "#8fd6d2")
    labels: list[Label] = []
    for index, (x, y) in enumerate(points):
        last = index == len(points) - 1
        canvas.glow((x, y), 0.1, "#f2c46a" if last else "#8fd6d2", strength=0.5)
        canvas.disc((x, y), 0.02, "#173450")
        canvas.disc((x, y), 0.0135, "#f2b84b" if last else "#f4efe2")
        words = f"{MEMBERS[index]:,}".replace(",", ".")
        labels.append(Label(words, (x, y - 0.075), 0.046, "#f4efe2"))
        labels.append(Label(YEARS[index], (x, _GROUND + 0.06), 0.04, "#a9bdd0"))
    return labels


def targets_chart(canvas: Canvas) -> list[Label]:
    """Draw the sixteen targets as parts of a ring, coloured by how they ended."""
    _paper(canvas, lines=False)
    codes = ("#3f9aa6", "#f2b84b", "#d9644a")
    shades = [code for code, count in zip(codes, TARGETS, strict=True) for _ in range(count)]
    middle, inner, outer = (0.5, 0.5), 0.235, 0.36
    canvas.glow(middle, 0.75, "#3f7f9c", strength=0.3)
    for index, shade in enumerate(shades):
        first = -math.pi / 2 + (index + 0.07) * 2 * math.pi / len(shades)
        last = -math.pi / 2 + (index + 0.93) * 2 * math.pi / len(shades)
        grow = 0.02 if index >= TARGETS[0] else 0.0
        arc = [first + (last - first) * part / 12 for part in range(13)]
        ring = [_polar(canvas, middle, outer + grow, turn) for turn in arc]
        ring += [_polar(canvas, middle, inner, turn) for turn in reversed(arc)]
        canvas.shape(ring, mix(shade, "#f4efe2", 0.12 * (index % 2)))
    words = [Label(f"{TARGETS[0]}/16", (0.5, 0.48), 0.13, "#f4efe2")]
    keys = ("vượt", "đạt", "không đạt")
    words.append(Label("chỉ tiêu vượt", (0.5, 0.59), 0.04, "#a9bdd0"))
    for index, (count, key) in enumerate(zip(TARGETS, keys, strict=True)):
        y = 0.4 + 0.1 * index
        canvas.disc((0.785, y), 0.014, codes[index])
        words.append(Label(f"{count} {key}", (0.81, y), 0.04, "#f4efe2", "lm"))
    return words


def province(canvas: Canvas) -> list[Label]:
    """Draw the province as a relief map: border hills, the river, the coast, its communes."""
    land, edge = _relief(canvas)
    inside = np.clip(edge * canvas.height * 0.6 + 0.5, 0, 1)
    canvas.gradient([(0, "#e9e7db"), (1, "#dfe0d2")])
    coast = 0.665 + 0.05 * canvas.y + 0.05 * fractal(canvas.y * 7, 0.5, seed=840, octaves=5)
    water = np.clip((canvas.x - coast) * canvas.width + 0.5, 0, 1)
    canvas.blend(slice(None), slice(None), water, "#b9d6dd")
    for index in range(4):
        offshore = np.minimum(canvas.x - coast, -edge / canvas.aspect)
        echo = np.exp(-(((offshore - 0.012 - 0.014 * index) / 0.0013) ** 2)) * water
        canvas.blend(slice(None), slice(None), echo * (0.5 - 0.11 * index), "#7fb0be")
    shadow = np.roll(inside, (14 * canvas.height // 900, 10 * canvas.width // 1600), axis=(0, 1))
    canvas.blend(slice(None), slice(None), shadow * 0.22, "#2f5a6b")
    steps = 11
    level = np.floor(land * steps) / steps
    tints = [(0, "#dfe6b8"), (0.25, "#b9d19a"), (0.5, "#7fae86"), (0.75, "#4c8577"), (1, "#2f5f66")]
    shade = canvas.ramp(tints, level.ravel()).reshape(*level.shape, 3)
    line = 1 - np.clip(abs(land * steps - np.round(land * steps)) * 16, 0, 1)
    shade = shade * (1 - 0.16 * line[..., None])
    canvas.light += (shade - canvas.light) * inside[..., None]
    rim = np.exp(-((edge / 0.0032) ** 2)).astype(np.float32)
    canvas.blend(slice(None), slice(None), rim, "#fdfaf0")
    course = _course()
    for width, code in ((0.021, "#f2f6ec"), (0.0135, "#4f96b0")):
        for index, (here, there) in enumerate(pairwise(course)):
            _segment(canvas, here, there, width * (0.35 + 0.65 * index / len(course)), code)
    return _places(canvas, land, edge)


def _relief(canvas: Canvas) -> tuple[Plane, Plane]:
    """Return the height of the land, 0 to 1, and how far inside the border a place lies."""
    coarse = Canvas(canvas.width // 2, canvas.height // 2)
    x, y = coarse.x, coarse.y
    turn = np.arctan2(y - 0.5, (x - 0.5) * canvas.aspect)
    reach = np.hypot((x - 0.5) * canvas.aspect, (y - 0.5) * 1.12)
    wobble = fractal((np.cos(turn) * 1.7 + 8), np.sin(turn) * 1.7 + 8, seed=800, octaves=5)
    border = 0.36 + 0.2 * (wobble - 0.4) + 0.17 * np.cos(turn - 0.45) ** 2
    rough = fractal(x * 6, y * 4, seed=820, octaves=4)
    slope = np.clip(0.98 - (x - 0.14) * 1.35 - (y - 0.5) * 0.25, 0, 1)
    land = np.clip(slope * 0.78 + (rough - 0.5) * 0.75 * (0.25 + slope), 0, 1)
    return _enlarged(canvas, land), _enlarged(canvas, border - reach)


def _enlarged(canvas: Canvas, plane: Plane) -> Plane:
    image = Image.fromarray(plane.astype(np.float32))
    size = (canvas.width, canvas.height)
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC), dtype=np.float32)


def _course() -> list[Point]:
    """Return the river from the border hills to the sea."""
    bends = [(0.27, 0.33), (0.34, 0.4), (0.37, 0.5), (0.45, 0.53), (0.51, 0.47), (0.58, 0.49)]
    return _smooth([*bends, (0.64, 0.58), (0.72, 0.6), (0.805, 0.66)])


def _places(canvas: Canvas, land: Plane, edge: Plane) -> list[Label]:
    """Mark the ninety-four communes, and the seat of the province larger."""
    random = np.random.default_rng(94)
    spots: list[Point] = []
    while len(spots) < 94:
        x, y = (float(part) for part in random.random(2))
        row, column = int(y * canvas.height), int(x * canvas.width)
        lonely = all(math.hypot((x - a) * canvas.aspect, y - b) > 0.042 for a, b in spots)
        clear = all(abs(x - a) > 0.055 or abs(y - b) > 0.03 for a, b in _NAMED)
        if (
            edge[row, column] > 0.03
            and clear
            and lonely
            and random.random() > land[row, column] * 0.6
        ):
            spots.append((x, y))
    for spot in spots:
        canvas.disc(spot, 0.0075, "#fdfaf0")
        canvas.disc(spot, 0.0048, "#c2573f")
    seat = (0.655, 0.545)
    canvas.glow(seat, 0.09, "#fff3c4", strength=0.8)
    canvas.disc(seat, 0.02, "#fdfaf0")
    canvas.disc(seat, 0.014, "#c2392f")
    return [
        Label("Lĩnh Sơn", _NAMED[0], 0.036, "#f4f6ea"),
        Label("Thanh An", _NAMED[1], 0.036, "#24433f"),
        Label("Cửa Hạ", (0.838, 0.715), 0.034, "#2f5a6b"),
    ]


def _paper(canvas: Canvas, *, lines: bool = True) -> None:
    canvas.gradient([(0, "#1c3d5c"), (1, "#11273f")])
    canvas.glow((0.75, 0.05), 0.9, "#3d7391", strength=0.4)
    for index in range(6 if lines else 0):
        y = _GROUND - index / 5 * (_GROUND - _TOP)
        half, alpha = 0.0012, 0.5 if index == 0 else 0.16
        ends = (_LEFT - 0.03, _RIGHT + 0.03)
        corners = [
            (ends[0], y - half),
            (ends[1], y - half),
            (ends[1], y + half),
            (ends[0], y + half),
        ]
        canvas.shape(corners, "#bcd3df", alpha=alpha)


def _column(canvas: Canvas, middle: float, top: float, *, wide: float, code: str) -> None:
    """Draw a column with a round head that darkens towards its foot."""
    half = wide / 2
    away = abs(canvas.x[0] - middle) / half
    bend = 1 - np.sqrt(np.clip(1 - np.clip(away * 1.0, 0, 1) ** 4, 0, 1))
    crest = np.where(away < 1, top + bend * half * canvas.aspect * 0.55, _GROUND)
    canvas.land(
        crest.astype(np.float32),
        mix(code, "#ffffff", 0.18),
        mix(code, "#11273f", 0.45),
        end=_GROUND,
    )


def _smooth(points: list[Point]) -> list[Point]:
    """Return a Catmull-Rom curve through the points, sixteen steps between two of them."""
    ends = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(16):
            t = step / 16
            curve.append((_blend(a[0], b[0], c[0], d[0], t), _blend(a[1], b[1], c[1], d[1], t)))
    return [*curve, points[-1]]


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _segment(canvas: Canvas, here: Point, there: Point, width: float, code: str) -> None:
    run, rise = (there[0] - here[0]) * canvas.aspect, there[1] - here[1]
    length = max(1e-6, math.hypot(run, rise))
    off = (-rise / length * width / 2 / canvas.aspect, run / length * width / 2)
    sides = [(here[0] + off[0], here[1] + off[1]), (there[0] + off[0], there[1] + off[1])]
    sides += [(there[0] - off[0], there[1] - off[1]), (here[0] - off[0], here[1] - off[1])]
    canvas.shape(sides, code)
    canvas.disc(there, width / 2, code)


def _polar(canvas: Canvas, middle: Point, radius: float, turn: float) -> Point:
    return (
        middle[0] + radius * math.cos(turn) / canvas.aspect,
        middle[1] + radius * math.sin(turn),
    )
