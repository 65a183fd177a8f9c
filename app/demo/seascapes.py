"""Waters of the same province: the fishing sea, the town on the river, the coast, the festival."""

import math

import numpy as np

from app.demo.landscapes import birds
from app.demo.painting import Canvas, Point, colour, fractal, mix, noise, ridge


def sea(canvas: Canvas) -> None:
    """Paint the sea in the late light with the fishing boats that go out."""
    canvas.gradient([(0, "#2f5f8a"), (0.25, "#7ba6bd"), (0.44, "#f2d6ae"), (0.56, "#f9b583")])
    sun = (0.36, 0.47)
    canvas.glow(sun, 0.8, "#ffdca6", strength=0.75)
    canvas.clouds(0.05, 0.4, "#ffe9d2", seed=44, alpha=0.6)
    canvas.disc(sun, 0.075, "#fff1cf")
    canvas.glow(sun, 0.2, "#fff0c4", strength=0.6)
    for index, shade in enumerate(("#a9a3ac", "#7d8ba0")):
        crest = ridge(canvas, 0.55, 0.17, seed=320 + index, peaks=3.0)
        island = np.clip(
            1 - ((canvas.x[0] - 0.86 + 0.1 * index) / (0.34 - 0.14 * index)) ** 2, 0, 1
        )
        shore = np.float32(0.562) - (np.float32(0.562) - crest) * island.astype(np.float32)
        canvas.land(shore, shade, "#d9b79b", end=0.562)
    _waves(canvas, sun[0])
    for x, y, size in (
        (0.14, 0.575, 0.05),
        (0.52, 0.585, 0.062),
        (0.9, 0.572, 0.04),
        (0.7, 0.66, 0.13),
        (0.24, 0.72, 0.2),
    ):
        _fishing_boat(canvas, (x, y), size)
    birds(canvas, (0.5, 0.27), 0.7, code="#35506a")


def _waves(
    canvas: Canvas,
    sun: float,
    *,
    start: float = 0.555,
    tones: tuple[str, str, str, str] = ("#f3b98d", "#c9a99a", "#5f8ea3", "#17405e"),
) -> None:
    first = round(start * canvas.height)
    depth = (canvas.y[first:] - start) / (1 - start)
    tone = canvas.ramp(list(zip((0, 0.1, 0.35, 1), tones, strict=True)), depth[:, 0])
    swell = noise(canvas.x * 16 / (0.12 + depth), depth**0.45 * 70, seed=50)
    swell = 0.6 * swell + 0.4 * noise(canvas.x * 60 / (0.3 + depth), depth**0.45 * 150, seed=51)
    path = np.exp(-(((canvas.x - sun) / (0.05 + 0.16 * depth)) ** 2))
    shine = np.clip((swell - 0.52) * 3.2, 0, 1) * (0.12 + 0.85 * path)
    dark = np.clip((0.42 - swell) * 1.6, 0, 1) * 0.35 * depth
    water = (
        tone[:, None, :] * (1 - dark[..., None]) + shine[..., None] * np.array([1, 0.9, 0.72]) * 0.7
    )
    canvas.light[first:] = np.clip(water, 0, 1)


def _fishing_boat(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at

    def put(points: list[Point], code: str, alpha: float = 1.0) -> None:
        canvas.shape(
            [(x + size * dx / canvas.aspect, y + size * dy) for dx, dy in points], code, alpha=alpha
        )

    put([(-0.9, 0.08), (0.85, 0.08), (0.5, 0.34), (-0.5, 0.34)], "#10293a", 0.3)
    put([(-0.95, -0.12), (0.95, -0.3), (1.12, -0.36), (0.72, 0.1), (-0.78, 0.1)], "#1d3a4d")
    put([(-0.9, -0.06), (1.0, -0.24), (0.95, -0.17), (-0.87, 0.0)], "#c45a3c")
    put([(-0.7, -0.12), (-0.1, -0.16), (-0.1, -0.5), (-0.64, -0.46)], "#e8dcc4")
    put([(-0.74, -0.44), (-0.04, -0.48), (-0.04, -0.56), (-0.74, -0.52)], "#2f5f7c")
    for window in (-0.58, -0.4, -0.22):
        put(
            [(window, -0.28), (window + 0.1, -0.29), (window + 0.1, -0.41), (window, -0.4)],
            "#31586e",
        )
    canvas.stroke(
        [
            (x + size * 0.25 / canvas.aspect, y - size * 0.15),
            (x + size * 0.27 / canvas.aspect, y - size * 1.15),
        ],
        size * 0.045,
        "#263844",
    )
    for way, low in ((0.85, -0.3), (-0.35, -0.5)):
        canvas.stroke(
            [
                (x + size * 0.27 / canvas.aspect, y - size * 1.1),
                (x + size * way / canvas.aspect, y + size * low),
            ],
            size * 0.02,
            "#3d4f5a",
        )
    put([(0.27, -1.12), (0.27, -0.92), (0.62, -1.0)], "#d23b2f")


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
    _mirror(canvas, 0.7)
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


def _mirror(canvas: Canvas, line: float, *, tint: str = "#1a2b4f") -> None:
    """Turn what stands above a line into a broken reflection below it."""
    first = round(line * canvas.height)
    rows = np.arange(canvas.height - first)
    depth = (rows / max(1, len(rows) - 1)).astype(np.float32)[:, None]
    source = np.clip(first - 1 - (rows * 1.55).astype(np.int32), 0, None)
    wobble = (noise(depth**0.6 * 46, 0.5, seed=71) - 0.5) * canvas.width * 0.012 * (0.3 + depth)
    columns = (np.arange(canvas.width)[None, :] + wobble.astype(np.int32)) % canvas.width
    glass = canvas.light[source[:, None], columns]
    glass = glass * (0.78 - 0.3 * depth[..., None]) + colour(tint) * (0.22 + 0.3 * depth[..., None])
    ripple = noise(canvas.x * 22 / (0.2 + depth), depth**0.55 * 62, seed=72)
    glass += (np.clip((ripple - 0.62) * 2.2, 0, 1) * 0.18)[..., None] * np.array([1, 0.85, 0.65])
    canvas.light[first:] = np.clip(glass, 0, 1)


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


def mangroves(canvas: Canvas) -> None:
    """Paint the planted mangroves of the river mouth, standing in still water."""
    canvas.gradient([(0, "#86b8b4"), (0.3, "#cfe3d2"), (0.5, "#fbeccb")], end=0.62)
    canvas.glow((0.5, 0.42), 0.6, "#fff6d8", strength=0.8)
    canvas.clouds(0.04, 0.34, "#ffffff", seed=63, alpha=0.6)
    for index, shade in enumerate(("#b3cdbb", "#86ad9a", "#5c8d7c")):
        wave = fractal(canvas.x[0] * (9 + 5 * index), 0.5, seed=510 + index, octaves=4)
        crest = np.asarray(0.5 + 0.035 * index - wave * (0.09 + 0.02 * index), dtype=np.float32)
        canvas.land(crest, shade, mix(shade, "#f7ecd0", 0.35), end=0.6)
    for index in range(15):
        _mangrove(canvas, (0.02 + 0.068 * index, 0.605), 0.12 + 0.025 * (index % 3), "#4a7d6c")
    for x, size, shade in ((0.06, 0.42, "#1c4a40"), (0.3, 0.3, "#2a5b4e"), (0.97, 0.46, "#163f37")):
        _mangrove(canvas, (x, 0.62), size, shade)
    _mirror(canvas, 0.62, tint="#5f9188")
    for x, y, size in ((0.47, 0.72, 0.1), (0.53, 0.735, 0.085), (0.72, 0.7, 0.06)):
        _egret(canvas, (x, y), size)
    birds(canvas, (0.38, 0.17), 0.3, code="#476a66")


def _mangrove(canvas: Canvas, foot: Point, size: float, shade: str) -> None:
    """Draw a tree on stilt roots: roots, trunk, then leaves as overlapping rounds."""
    x, y = foot
    random = np.random.default_rng(round(x * 1000))
    bark = mix(shade, "#000000", 0.25)
    for index, side in enumerate((-1, -0.7, -0.45, -0.2, 0.15, 0.4, 0.75, 1)):
        reach = side * size * 0.42 / canvas.aspect
        hip = y - size * (0.46 - 0.16 * abs(side) + 0.05 * (index % 3))
        root = [
            (x + reach * (step / 8) ** 0.75, hip + (y - hip + 0.006) * (step / 8) ** 1.7)
            for step in range(9)
        ]
        canvas.stroke(root, size * 0.034, bark)
    canvas.stroke(
        [(x, y - size * 0.2), (x, y - size * 0.75)], size * 0.06, mix(shade, "#000000", 0.3)
    )
    for layer in range(3):
        tone = mix(shade, "#d9e3a0", 0.16 * layer)
        for _ in range(44):
            turn, out = float(random.random()) * 2 * math.pi, float(random.random()) ** 0.5
            spot = (
                x + math.cos(turn) * out * size * 0.48 / canvas.aspect,
                y - size * (0.68 + 0.05 * layer) + math.sin(turn) * out * size * 0.16,
            )
            canvas.disc(spot, size * (0.062 - 0.014 * layer), tone)


def _egret(canvas: Canvas, foot: Point, size: float) -> None:
    x, y = foot

    def put(points: list[Point], code: str, alpha: float = 1.0) -> None:
        at = [(x + size * dx / canvas.aspect, y + size * dy) for dx, dy in points]
        canvas.shape(at, code, alpha=alpha)

    for leg in (-0.04, 0.06):
        put(
            [(leg - 0.012, 0), (leg + 0.012, 0), (leg + 0.03, -0.42), (leg + 0.006, -0.42)],
            "#3c4b48",
        )
    put(
        [(-0.36, -0.34), (-0.05, -0.4), (0.2, -0.5), (0.24, -0.62), (0.05, -0.66), (-0.16, -0.52)],
        "#fdfcf5",
    )
    neck = [(0.18, -0.58), (0.3, -0.7), (0.2, -0.86), (0.26, -0.99), (0.33, -1.02)]
    canvas.stroke(
        [(x + size * dx / canvas.aspect, y + size * dy) for dx, dy in neck], size * 0.1, "#fdfcf5"
    )
    put([(0.27, -1.0), (0.36, -1.06), (0.42, -1.02), (0.34, -0.97)], "#fdfcf5")
    put([(0.4, -1.04), (0.62, -0.98), (0.4, -0.99)], "#e0a030")
    put([(-0.3, 0.03), (0.3, 0.03), (0.2, 0.07), (-0.2, 0.07)], "#2f5a54", 0.35)


def lighthouse(canvas: Canvas) -> None:
    """Paint the lighthouse of the island at dusk, its beam over the water."""
    canvas.gradient([(0, "#13233f"), (0.3, "#33527c"), (0.52, "#8d93ad"), (0.66, "#f1bfa0")])
    canvas.glow((0.2, 0.66), 0.75, "#ffc79a", strength=0.6)
    canvas.clouds(0.2, 0.56, "#d8b6b4", seed=83, alpha=0.45)
    _stars(canvas, 130, 0.4)
    lamp = (0.72, 0.245)
    for spread, alpha in ((0.075, 0.1), (0.045, 0.13), (0.02, 0.16)):
        canvas.shape([lamp, (-0.02, 0.2 - spread), (-0.02, 0.2 + spread)], "#fff2c4", alpha=alpha)
        canvas.shape(
            [lamp, (1.02, 0.2 - spread * 0.4), (1.02, 0.27 + spread * 0.4)],
            "#fff2c4",
            alpha=alpha * 0.7,
        )
    _waves(canvas, 0.2, start=0.66, tones=("#e6b39c", "#a892a0", "#41628a", "#101f3a"))
    crest = ridge(canvas, 0.66, 0.2, seed=610, peaks=4)
    hump = np.clip(1 - ((canvas.x[0] - 0.74) / 0.26) ** 2, 0, 1) ** 0.6
    shore = np.asarray(0.715 - (0.15 + (0.66 - crest) * 0.5) * hump, dtype=np.float32)
    canvas.land(shore, "#2a3550", "#0d1629", end=0.715)
    _tower(canvas, (0.72, 0.575), 0.33)
    canvas.glow(lamp, 0.16, "#fff3c8", strength=1.0)


def _tower(canvas: Canvas, foot: Point, size: float) -> None:
    x, y = foot

    def put(points: list[Point], code: str, alpha: float = 1.0) -> None:
        at = [(x + size * dx / canvas.aspect, y + size * dy) for dx, dy in points]
        canvas.shape(at, code, alpha=alpha)

    for index in range(5):
        low, high = index / 5 * 0.92, (index + 1) / 5 * 0.92
        wide, narrow = 0.14 - 0.06 * low, 0.14 - 0.06 * high
        code = ("#efe6d8", "#b8493a")[index % 2]
        put([(-wide, -low), (wide, -low), (narrow, -high), (-narrow, -high)], code)
    put([(0.02, 0), (0.14, 0), (0.085, -0.92), (0.02, -0.92)], "#1a2238", 0.28)
    put([(-0.13, -0.92), (0.13, -0.92), (0.13, -0.955), (-0.13, -0.955)], "#1d2740")
    put([(-0.07, -0.95), (0.07, -0.95), (0.07, -1.05), (-0.07, -1.05)], "#ffe9ad")
    put([(-0.1, -1.05), (0.1, -1.05), (0, -1.15)], "#1d2740")
    put([(0.2, 0.03), (0.52, 0.03), (0.52, -0.14), (0.2, -0.14)], "#3b4a68")
    put([(0.16, -0.13), (0.56, -0.13), (0.48, -0.24), (0.24, -0.24)], "#8e4238")
    put([(0.3, -0.02), (0.38, -0.02), (0.38, -0.1), (0.3, -0.1)], "#ffd98a")


def _stars(canvas: Canvas, count: int, lowest: float) -> None:
    random = np.random.default_rng(3)
    for _ in range(count):
        x, y, size = (float(part) for part in random.random(3))
        canvas.disc((x, y * lowest), 0.0008 + 0.0014 * size, "#f4efe0", alpha=0.35 + 0.5 * (1 - y))


def lanterns(canvas: Canvas) -> None:
    """Paint the night of floating lanterns on the river, the old quarter beyond."""
    canvas.gradient([(0, "#101a35"), (0.35, "#2c3560"), (0.56, "#6d5377"), (0.66, "#b9705f")])
    _stars(canvas, 170, 0.42)
    canvas.disc((0.8, 0.17), 0.05, "#f7edd0")
    canvas.glow((0.8, 0.17), 0.3, "#e8d9b8", strength=0.4)
    crest = ridge(canvas, 0.5, 0.2, seed=710, peaks=3)
    canvas.land(crest, "#353c63", "#6d5070", end=0.62)
    _old_quarter(canvas, 0.6)
    _mirror(canvas, 0.6, tint="#1a1f40")
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
