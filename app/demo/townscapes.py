"""The towns of the province: the new one in the evening, the old quarter at its festival."""

import math

import numpy as np

from app.demo.painting import Canvas, Point, mix, ridge
from app.demo.waters import mirror, stars


def city(canvas: Canvas) -> None:
    """Paint the town by the river in the evening, a bridge before it."""
    canvas.gradient([(0, "#243b67"), (0.3, "#6a7fa6"), (0.5, "#e2b79f"), (0.66, "#fbd8a4")])
    canvas.glow((0.68, 0.56), 0.8, "#ffd39a", strength=0.75)
    canvas.disc((0.68, 0.52), 0.085, "#ffeecb")
    canvas.clouds(0.05, 0.42, "#ffdcc4", seed=57, alpha=0.5)
    crest = ridge(canvas, 0.58, 0.17, seed=410, peaks=3)
    canvas.land(crest, "#a08fa3", "#e2b59c", end=0.7)
    random = np.random.default_rng(23)
    for layer, (shade, base, tall) in enumerate(
        (("#857f9c", 0.66, 0.2), ("#585f86", 0.68, 0.27), ("#2e3d66", 0.7, 0.25))
    ):
        _skyline(canvas, random, shade, base=base, tall=tall, lit=layer)
        canvas.mist(base, 0.03, "#f6cfae", alpha=0.3 - 0.09 * layer)
    mirror(canvas, 0.7)
    _bridge(canvas, 0.72)


def _skyline(
    canvas: Canvas, random: np.random.Generator, shade: str, *, base: float, tall: float, lit: int
) -> None:
    x = -0.02
    while x < 1.02:
        wide = 0.018 + 0.03 * float(random.random())
        centre = math.exp(-(((x - 0.36) / 0.26) ** 2)) + 0.35 * math.exp(-(((x - 0.86) / 0.1) ** 2))
        high = tall * (0.2 + 0.8 * float(random.random()) * (0.35 + centre))
        top = base - high
        canvas.shape([(x, base + 0.04), (x, top), (x + wide, top), (x + wide, base + 0.04)], shade)
        if high > tall * 0.75:
            canvas.stroke([(x + wide / 2, top), (x + wide / 2, top - 0.06)], 0.004, shade)
        if lit:
            _windows(
                canvas,
                random,
                (x, top),
                (wide, base - top),
                mix(shade, "#ffd98a", 0.35 + 0.2 * lit),
            )
        x += wide * (0.92 + 0.25 * float(random.random()))


def _windows(
    canvas: Canvas, random: np.random.Generator, at: Point, size: Point, code: str
) -> None:
    columns, rows = max(2, int(size[0] / 0.0065)), max(2, int(size[1] / 0.02))
    step, rise = size[0] / columns, size[1] / rows
    for column in range(columns):
        for row in range(rows):
            if random.random() < 0.34:
                x, y = at[0] + step * (column + 0.28), at[1] + rise * (row + 0.35)
                rows_px = slice(int(y * canvas.height), int((y + rise * 0.42) * canvas.height) + 1)
                columns_px = slice(int(x * canvas.width), int((x + step * 0.5) * canvas.width) + 1)
                cover = np.full((1, 1), 0.85, dtype=np.float32)
                if columns_px.start >= 0:
                    canvas.blend(rows_px, columns_px, cover, code)


def _bridge(canvas: Canvas, deck: float) -> None:
    dark = "#16213c"
    canvas.shape([(0, deck + 0.012), (1, deck - 0.012), (1, deck + 0.004), (0, deck + 0.03)], dark)
    for x in (0.3, 0.7):
        top = deck - 0.3
        for leg in (-0.006, 0.006):
            canvas.stroke([(x + leg * 2.2, deck + 0.09), (x + leg * 0.4, top)], 0.014, dark)
        for step in range(1, 12):
            for way in (-1, 1):
                end = (x + way * step * 0.0175, deck + 0.008 - 0.024 * (x + way * step * 0.0175))
                canvas.stroke([(x, top + 0.018 * step * 0.6), end], 0.0026, dark, alpha=0.85)
    for x in np.linspace(0.03, 0.97, 24):
        canvas.glow((float(x), deck - 0.022), 0.03, "#ffd78e", strength=0.9)


def lanterns(canvas: Canvas) -> None:
    """Paint the night of floating lanterns on the river, the old quarter beyond."""
    canvas.gradient([(0, "#101a35"), (0.35, "#2c3560"), (0.56, "#6d5377"), (0.66, "#b9705f")])
    stars(canvas, 170, 0.42)
    canvas.disc((0.8, 0.17), 0.05, "#f7edd0")
    canvas.glow((0.8, 0.17), 0.3, "#e8d9b8", strength=0.4)
    crest = ridge(canvas, 0.5, 0.2, seed=710, peaks=3)
    canvas.land(crest, "#353c63", "#6d5070", end=0.62)
    _old_quarter(canvas, 0.6)
    mirror(canvas, 0.6, tint="#1a1f40")
    random = np.random.default_rng(29)
    spots = sorted((float(random.random()), float(random.random())) for _ in range(70))
    for depth, x in spots:
        y, size = 0.63 + 0.37 * depth**1.25, 0.006 + 0.03 * depth**1.2
        _floating_light(canvas, (x, y), size, ("#ffb25e", "#ff8f70", "#ffd27a")[int(x * 99) % 3])


def _old_quarter(canvas: Canvas, base: float) -> None:
    random = np.random.default_rng(37)
    x = -0.03
    while x < 1.02:
        wide, high = 0.05 + 0.03 * float(random.random()), 0.08 + 0.05 * float(random.random())
        wall = ("#5c4257", "#4a3a55", "#6b4a55")[int(x * 57) % 3]
        canvas.shape([(x, base), (x, base - high), (x + wide, base - high), (x + wide, base)], wall)
        eave = 0.006
        roof = [
            (x - eave, base - high),
            (x + wide + eave, base - high),
            (x + wide * 0.8, base - high - 0.05),
            (x + wide * 0.2, base - high - 0.05),
        ]
        canvas.shape(roof, "#2b2440")
        for row in range(2):
            for column in range(3):
                left, top = (
                    x + wide * (0.14 + 0.27 * column),
                    base - high + 0.015 + row * high * 0.48,
                )
                lit = "#ffcb7d" if random.random() < 0.75 else "#7d5a5c"
                size = (wide * 0.17, high * 0.28)
                canvas.shape(
                    [
                        (left, top),
                        (left + size[0], top),
                        (left + size[0], top + size[1]),
                        (left, top + size[1]),
                    ],
                    lit,
                )
        canvas.glow((x + wide / 2, base - high * 0.5), 0.09, "#ffb765", strength=0.35)
        x += wide + 0.004


def _floating_light(canvas: Canvas, at: Point, size: float, code: str) -> None:
    x, y = at
    canvas.glow((x, y), size * 5, code, strength=0.55)
    across = size / canvas.aspect
    petal = [
        (-1.2, 0.1),
        (-0.7, 0.75),
        (0.7, 0.75),
        (1.2, 0.1),
        (0.6, 0.35),
        (0, 0.1),
        (-0.6, 0.35),
    ]
    canvas.shape([(x + across * dx, y + size * dy) for dx, dy in petal], mix(code, "#c2384a", 0.55))
    canvas.shape(
        [
            (x + across * dx, y + size * dy)
            for dx, dy in ((-0.55, 0.3), (0.55, 0.3), (0.4, -0.8), (-0.4, -0.8))
        ],
        mix(code, "#fff6d6", 0.55),
    )
    canvas.shape(
        [
            (x + across * dx, y + size * dy)
            for dx, dy in ((-0.5, 0.9), (0.5, 0.9), (0.25, 3.2), (-0.25, 3.2))
        ],
        code,
        alpha=0.22,
    )
