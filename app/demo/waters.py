"""Water for the landscapes: waves in the light, still water that mirrors, and the stars above."""

import numpy as np

from app.demo.painting import Canvas, colour, noise


def waves(
    canvas: Canvas,
    sun: float,
    *,
    start: float = 0.555,
    tones: tuple[str, str, str, str] = ("#f3b98d", "#c9a99a", "#5f8ea3", "#17405e"),
) -> None:
    """Fill below `start` with the sea in four tones, far to near, and the sun's path on it."""
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


def mirror(canvas: Canvas, line: float, *, tint: str = "#1a2b4f") -> None:
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


def stars(canvas: Canvas, count: int, lowest: float) -> None:
    """Scatter stars above the height `lowest`, brighter ones higher up."""
    random = np.random.default_rng(3)
    for _ in range(count):
        x, y, size = (float(part) for part in random.random(3))
        canvas.disc((x, y * lowest), 0.0008 + 0.0014 * size, "#f4efe0", alpha=0.35 + 0.5 * (1 - y))
