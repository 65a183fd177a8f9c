"""Landscapes of an invented province: mountains, river, terraces, sea, town."""

import math

import numpy as np

from app.demo.painting import Canvas, Plane, Point, fractal, mix, noise, ridge


def river_dawn(canvas: Canvas, time: float = 0.0) -> None:
    """Paint the river at dawn between misty mountains; `time` in seconds lets it live."""
    sun = (0.62, 0.375 - 0.006 * time)
    canvas.gradient([(0, "#4a78a8"), (0.22, "#8fb4cb"), (0.38, "#f3d9b8"), (0.5, "#f7b98a")])
    canvas.glow(sun, 0.75, "#ffd9a0", strength=0.75)
    canvas.clouds(0.06, 0.36, "#fff1e0", seed=11, alpha=0.55, drift=time * 0.05)
    canvas.disc(sun, 0.052, "#fff3d6")
    canvas.glow(sun, 0.16, "#fff0c8", strength=0.7)
    shades = ("#b9a9ae", "#8f97ad", "#66809b", "#436a80", "#2b5361")
    for index, shade in enumerate(shades):
        base, rise = 0.47 + 0.042 * index, 0.27 - 0.032 * index
        pan = time * 0.012 * (index + 1)
        crest = ridge(canvas, base, rise, seed=30 + index, peaks=3.2 + index, pan=pan)
        canvas.land(crest, shade, mix(shade, "#f6d3b0", 0.55), end=0.74)
        canvas.mist(base + 0.045, 0.03, "#fbe3cb", alpha=0.5 - 0.05 * index)
    _valley(canvas)
    _groves(canvas)
    _river(canvas, time)
    for index in range(3):
        canvas.mist(0.665 + 0.02 * index, 0.016, "#fdebd8", alpha=0.22)
    _reeds(canvas, time)
    birds(canvas, (0.3 + 0.012 * time, 0.2), time)
    _sampan(canvas, (0.475 + 0.006 * time, 0.835), 0.05)


def _valley(canvas: Canvas) -> None:
    shades = ("#4d7468", "#3f6a5a", "#315c4c", "#254c40")
    for index, shade in enumerate(shades):
        crest = (
            0.665
            + 0.07 * index
            + 0.02 * (fractal(canvas.x[0] * (3 + index), 3.5, seed=60 + index, octaves=4) - 0.5)
        )
        canvas.land(crest, mix(shade, "#e8c79c", 0.3), shade)


def _groves(canvas: Canvas) -> None:
    """Put field rims and round trees on the valley, smaller with distance."""
    random = np.random.default_rng(41)
    for index in range(9):
        depth = index / 8
        wave = 0.012 * (noise(canvas.x[0] * 5 + index, 0.5, seed=77) - 0.5)
        crest = np.asarray(0.685 + 0.3 * depth**1.5, dtype=np.float32) + wave * (0.4 + depth)
        shade = ("#8fa56a", "#6f8f5a", "#a8ab66")[index % 3]
        canvas.land(crest, shade, shade, end=min(1.0, 0.72 + 0.3 * depth**1.5), alpha=0.2)
    for _ in range(44):
        depth = float(random.random()) ** 2.2
        x, y = float(random.random()), 0.676 + 0.1 * depth
        shade = mix("#66877a", "#2c5b4b", min(1.0, 0.2 + depth))
        for part in range(3):
            size = (0.006 + 0.014 * depth) * (0.7 + 0.3 * float(random.random()))
            canvas.disc(
                (x + (part - 1) * size * 0.6, y - size * (0.6 + 0.5 * (part % 2))), size, shade
            )


def _banks(depth: Plane) -> tuple[Plane, Plane]:
    """Return the middle and half width of the river for rows `depth` of 0 (far) to 1 (near)."""
    bend = np.sin(depth**0.62 * 6.6 + 0.6)
    middle = 0.6 - 0.13 * depth + 0.1 * bend * (0.25 + depth)
    half = 0.004 + 0.055 * depth + 0.3 * depth**2.3
    return np.asarray(middle, dtype=np.float32), np.asarray(half, dtype=np.float32)


def _river(canvas: Canvas, time: float) -> None:
    start = 0.668
    first = round(start * canvas.height)
    rows = canvas.y[first:]
    depth = (rows - start) / (1 - start)
    middle, half = _banks(depth)
    edge = (half - abs(canvas.x - middle)) * canvas.width
    cover = np.clip(edge / (1 + 3 * depth) + 0.5, 0, 1)
    sky = canvas.ramp(
        [(0, "#f9cf9f"), (0.25, "#eec6a4"), (0.6, "#8fb0c0"), (1, "#41708c")], depth[:, 0]
    )[:, None, :]
    ripple = noise(canvas.x * 26 / (0.25 + depth), depth**0.5 * 88 - time * 1.1, seed=90)
    ripple = ripple * noise(canvas.x * 7 + time * 0.2, depth**0.5 * 34, seed=91)
    path = np.exp(-(((canvas.x - 0.61) / (0.03 + 0.09 * depth)) ** 2))
    shine = np.clip((ripple - 0.3) * 2.4, 0, 1) * (0.16 + 0.75 * path)
    bank = np.exp(-np.clip(edge, 0, None) / (canvas.width * 0.018)) * 0.35
    water = (sky * (1 - bank[..., None])) + shine[..., None] * np.array([1, 0.93, 0.8]) * 0.62
    part = canvas.light[first:]
    part += (np.clip(water, 0, 1) - part) * cover[..., None]


def _reeds(canvas: Canvas, time: float) -> None:
    random = np.random.default_rng(5)
    stalks, plumes = [], []
    for index in range(84):
        side = float(random.random())
        x = side * 0.24 - 0.02 if index % 2 else 1.02 - side * 0.2
        height = (0.05 + 0.16 * float(random.random())) * (1 - side * 0.55)
        lean = 0.01 + 0.03 * (float(random.random()) - 0.35) + 0.004 * math.sin(time * 1.7 + x * 30)
        lean = lean if index % 2 else -lean
        stalk = [(x + lean * (step / 4) ** 2, 1.02 - height * step / 4) for step in range(5)]
        stalks.append(canvas.outline(stalk, 0.007))
        if index % 3 == 0:
            tip = stalk[-1]
            plume = [(tip[0] + lean * 0.28 * step / 4, tip[1] - 0.014 * step) for step in range(5)]
            plumes.append(canvas.outline(plume, 0.012))
    canvas.shapes(stalks, "#17352f")
    canvas.shapes(plumes, "#6d5a3f")


def birds(canvas: Canvas, at: Point, time: float, *, code: str = "#2f4256") -> None:
    """Let five birds fly, wings as they are at `time`."""
    flock = (
        (0, 0, 1.0),
        (0.03, 0.02, 0.8),
        (0.055, -0.006, 0.7),
        (-0.03, 0.03, 0.75),
        (0.08, 0.04, 0.6),
    )
    for index, (right, down, size) in enumerate(flock):
        beat = 0.011 * size * (0.55 + 0.45 * math.sin(time * 7 + index * 1.7 + 1.2))
        x, y, span = at[0] + right, at[1] + down, 0.011 * size
        for way in (-1, 1):
            wing = [
                (x, y),
                (x + way * span * 0.45, y - beat * 1.1),
                (x + way * span, y - beat * 0.6),
            ]
            canvas.stroke(wing, 0.006 * size, code)


def _sampan(canvas: Canvas, at: Point, size: float, *, code: str = "#1c2b30") -> None:
    x, y = at
    hull = [(-1, -0.16), (-0.7, 0.06), (0.7, 0.06), (1.05, -0.2), (0.6, -0.06), (-0.6, -0.05)]
    canvas.shape([(x + size * dx * 0.62, y + size * dy) for dx, dy in hull], code)
    canvas.shape(
        [
            (x + size * dx * 0.62, y + size * dy)
            for dx, dy in [(-0.8, 0.1), (0.8, 0.1), (0.5, 0.24), (-0.5, 0.24)]
        ],
        code,
        alpha=0.22,
    )
    _rower(canvas, (x - size * 0.3, y - size * 0.04), size, code)


def _rower(canvas: Canvas, at: Point, size: float, code: str) -> None:
    """Draw somebody in a cone hat with an oar, as small as a sign."""
    x, y = at
    body = [(-0.09, 0), (0.1, 0), (0.05, -0.4), (-0.05, -0.4)]
    hat = [(-0.17, -0.42), (0.17, -0.42), (0, -0.6)]
    canvas.shape([(x + size * dx * 0.6, y + size * dy) for dx, dy in body], code)
    canvas.shape([(x + size * dx * 0.6, y + size * dy) for dx, dy in hat], "#d9b98a")
    canvas.stroke(
        [(x + size * 0.02, y - size * 0.32), (x - size * 0.42, y + size * 0.16)], 0.006, code
    )


def mountains(canvas: Canvas) -> None:
    """Paint blue ranges behind one another, a late sun and a stream of mist."""
    canvas.gradient([(0, "#2b5480"), (0.16, "#6f9ab6"), (0.3, "#d3dcd3"), (0.42, "#f8e2b8")])
    canvas.glow((0.26, 0.26), 0.6, "#ffe9bd", strength=0.8)
    canvas.disc((0.26, 0.26), 0.055, "#fff8e6")
    canvas.clouds(0.04, 0.34, "#f7f3ea", seed=21, alpha=0.5)
    shades = ("#a9bcc6", "#86a3b5", "#63879f", "#456c88", "#2e5370", "#1d3c57", "#112a40")
    for index, shade in enumerate(shades):
        base, rise = 0.46 + 0.075 * index, 0.34 - 0.02 * index
        crest = ridge(canvas, base, rise, seed=140 + index * 3, peaks=2.4 + 0.7 * index)
        canvas.land(crest, shade, mix(shade, "#e9e4d4", 0.42), end=min(1.0, base + 0.26))
        canvas.land(np.maximum(crest, np.float32(base + 0.25)), mix(shade, "#e9e4d4", 0.4), shade)
        canvas.mist(base + 0.075, 0.028, "#f2ece0", alpha=0.42 - 0.03 * index)
    birds(canvas, (0.62, 0.2), 0.4, code="#27445c")
    _pines(canvas)


def _pines(canvas: Canvas) -> None:
    random = np.random.default_rng(17)
    for index in range(46):
        x = index / 45 * 1.04 - 0.02 + 0.012 * float(random.random())
        ground = 0.99 - 0.055 * math.sin(index / 45 * math.pi * 1.4 + 0.6)
        size = 0.07 + 0.1 * float(random.random()) * (0.6 + abs(x - 0.5))
        for tier in range(4):
            low, wide = ground - size * 0.22 * tier, size * (0.2 - 0.042 * tier)
            canvas.shape(
                [
                    (x - wide / canvas.aspect, low),
                    (x + wide / canvas.aspect, low),
                    (x, low - size * 0.4),
                ],
                "#0b1f2f",
            )
    canvas.land(
        np.asarray(0.985 - 0.055 * np.sin(canvas.x[0] * math.pi * 1.4 + 0.6), dtype=np.float32),
        "#0b1f2f",
        "#081722",
    )


def terraces(canvas: Canvas) -> None:
    """Paint ripening rice terraces that fall towards the viewer, a stilt house above."""
    canvas.gradient([(0, "#7fb2c4"), (0.24, "#c9dfd8"), (0.4, "#f5ecce")])
    canvas.glow((0.78, 0.16), 0.6, "#fff3cf", strength=0.7)
    canvas.clouds(0.02, 0.26, "#ffffff", seed=31, alpha=0.65)
    for index, shade in enumerate(("#a5bfb8", "#7fa59a", "#588877")):
        crest = ridge(canvas, 0.31 + 0.045 * index, 0.2, seed=170 + index, peaks=2.6 + index)
        canvas.land(crest, shade, mix(shade, "#f1ead0", 0.5), end=0.6)
        canvas.mist(0.36 + 0.04 * index, 0.022, "#f7f2e0", alpha=0.5)
    golds = ("#d9c56a", "#c9b957", "#b4b454", "#94a84f", "#cdb04a", "#bcd3cf", "#a9ad4e")
    steps = 20
    for index in range(steps):
        depth = index / (steps - 1)
        base = 0.37 + 0.62 * depth**1.35
        swing = 0.2 - 0.06 * depth
        wave = fractal(canvas.x[0] * 3.1 + 0.05 * index, 0.3 + 0.09 * index, seed=207, octaves=2)
        slope = (canvas.x[0] - 0.5) * (0.1 - 0.16 * depth)
        crest = np.asarray(base + slope - (wave - 0.5) * swing, dtype=np.float32)
        rim = 0.003 + 0.006 * depth
        field = golds[(index * 3) % len(golds)]
        canvas.land(crest - rim * 1.5, "#5d7a3a", "#3d5c30")
        canvas.land(
            crest,
            mix(field, "#fff2b8", 0.35 - 0.2 * depth),
            mix(field, "#6d8a3c", 0.25 + 0.2 * depth),
        )
    _stilt_house(canvas, (0.2, 0.52), 0.13)
    _stilt_house(canvas, (0.31, 0.5), 0.085)
    _banana(canvas, (0.135, 0.535), 0.1)


def _stilt_house(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at

    def put(points: list[Point], code: str) -> None:
        canvas.shape([(x + size * dx / canvas.aspect, y + size * dy) for dx, dy in points], code)

    for post in (-0.5, -0.18, 0.18, 0.5):
        put(
            [(post - 0.02, 0), (post + 0.02, 0), (post + 0.02, -0.34), (post - 0.02, -0.34)],
            "#3b2c23",
        )
    put([(-0.6, -0.28), (0.6, -0.28), (0.6, -0.34), (-0.6, -0.34)], "#4b382b")
    put([(-0.54, -0.33), (0.54, -0.33), (0.54, -0.6), (-0.54, -0.6)], "#8a6644")
    for window in (-0.34, 0.04, 0.3):
        put(
            [(window, -0.4), (window + 0.12, -0.4), (window + 0.12, -0.54), (window, -0.54)],
            "#f7d489",
        )
    put([(-0.76, -0.52), (0.76, -0.52), (0.4, -1.0), (-0.4, -1.0)], "#5a4433")
    put([(-0.76, -0.52), (0.76, -0.52), (0.7, -0.6), (-0.7, -0.6)], "#46352a")


def _banana(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    canvas.stroke([(x, y), (x + 0.002, y - size * 0.5)], size * 0.09, "#5b6b33")
    for angle in (-75, -45, -15, 20, 50, 80):
        turn = math.radians(angle)
        leaf: list[Point] = []
        for step in range(8):
            out = step / 7
            leaf.append(
                (
                    x + size * 0.75 * math.sin(turn) * out / canvas.aspect,
                    y
                    - size
                    * (0.48 + 0.5 * math.cos(turn) * out - 0.42 * out**2 * abs(math.sin(turn))),
                )
            )
        canvas.stroke(leaf, size * 0.13, "#4f7a3d" if angle % 2 else "#5f8b45")


def tea_hills(canvas: Canvas) -> None:
    """Paint round hills with rows of tea in the morning."""
    canvas.gradient([(0, "#8ec1d3"), (0.25, "#cfe6e2"), (0.45, "#fdf3d4")])
    canvas.glow((0.2, 0.24), 0.6, "#fff5cf", strength=0.8)
    canvas.disc((0.2, 0.24), 0.05, "#fffbea")
    canvas.clouds(0.03, 0.3, "#ffffff", seed=91, alpha=0.7)
    for index, shade in enumerate(("#b1cbc6", "#88b0a6")):
        crest = ridge(canvas, 0.39 + 0.04 * index, 0.22, seed=905 + index, peaks=2.4 + index)
        canvas.land(crest, shade, mix(shade, "#fdf3d4", 0.6), end=0.85)
        canvas.mist(0.43 + 0.04 * index, 0.025, "#fbf6e4", alpha=0.5)
    hills = (
        (0.78, 0.5, 0.5),
        (0.22, 0.56, 0.46),
        (0.6, 0.68, 0.5),
        (0.05, 0.76, 0.5),
        (0.95, 0.82, 0.55),
    )
    for index, hill in enumerate(hills):
        _tea_hill(canvas, hill, ("#a3c06b", "#93b65f", "#7fa854", "#6d9b4c", "#5b8a44")[index])
        canvas.mist(hill[1] + 0.12, 0.035, "#fbf6e0", alpha=0.2)
    birds(canvas, (0.52, 0.19), 1.1, code="#52767a")


def _tea_hill(canvas: Canvas, hill: tuple[float, float, float], shade: str) -> None:
    """Draw a hill (middle, top, width) whose rows follow its round form."""
    middle, top, wide = hill
    away = (canvas.x[0] - middle) / wide
    for row in range(15):
        drop = 0.62 * (row / 14) ** 1.25
        swell = (0.36 + 0.25 * row / 14) * away**2
        ripple = 0.004 * (noise(canvas.x[0] * 150, float(row) + 0.5, seed=930) - 0.5)
        crest = np.asarray(top + drop + swell + ripple, dtype=np.float32)
        leaf = mix(shade, "#f3f1b4", 0.32 * (1 - row / 14))
        canvas.land(crest, mix(shade, "#1e3d2a", 0.5), mix(shade, "#1e3d2a", 0.5), end=1.0)
        canvas.land(
            crest + np.float32(0.006 + 0.006 * row / 14), leaf, mix(shade, "#2c5a36", 0.35), end=1.0
        )
