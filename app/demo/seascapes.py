"""The coast of the province: the fishing sea, the mangroves, the lighthouse."""

import math

import numpy as np

from app.demo.landscapes import birds
from app.demo.painting import Canvas, Point, fractal, mix, ridge
from app.demo.waters import mirror, stars, waves


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
    waves(canvas, sun[0])
    for x, y, size in (
        (0.14, 0.575, 0.05),
        (0.52, 0.585, 0.062),
        (0.9, 0.572, 0.04),
        (0.7, 0.66, 0.13),
        (0.24, 0.72, 0.2),
    ):
        _fishing_boat(canvas, (x, y), size)
    birds(canvas, (0.5, 0.27), 0.7, code="#35506a")


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
    mirror(canvas, 0.62, tint="#5f9188")
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
    stars(canvas, 130, 0.4)
    lamp = (0.72, 0.245)
    for spread, alpha in ((0.075, 0.1), (0.045, 0.13), (0.02, 0.16)):
        canvas.shape([lamp, (-0.02, 0.2 - spread), (-0.02, 0.2 + spread)], "#fff2c4", alpha=alpha)
        canvas.shape(
            [lamp, (1.02, 0.2 - spread * 0.4), (1.02, 0.27 + spread * 0.4)],
            "#fff2c4",
            alpha=alpha * 0.7,
        )
    waves(canvas, 0.2, start=0.66, tones=("#e6b39c", "#a892a0", "#41628a", "#101f3a"))
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
