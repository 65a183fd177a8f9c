"""Videos of somebody walking up, made of one photograph, and templates of another."""

import base64
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import qrcode

from checkin.encoders import load_encoder
from checkin.opencv import encode_jpeg, read_image

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 640, 480
CODE_PX = 170


def _folder(variable: str, *, shared: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / shared)
    if not folder.is_dir():
        pytest.skip(f"{variable} is not set and ../shared/{shared} is not there")
    return folder


def faces_dir() -> Path:
    return _folder("FACES_DIR", shared="data/faces")


_WITHOUT_NETWORKS = tempfile.TemporaryDirectory()


@cache
def models_dir() -> Path:
    """The models without the networks that doubt pictures: films of photographs are pictures."""
    folder = Path(_WITHOUT_NETWORKS.name)
    for model in _folder("MODELS_DIR", shared="models").iterdir():
        if "MiniFASNet" not in model.name:
            (folder / model.name).symlink_to(model.resolve())
    return folder


def all_models_dir() -> Path:
    """The models with those networks."""
    return _folder("MODELS_DIR", shared="models")


def template(photo: Path) -> tuple[dict[str, Any], str]:
    """Return the template of the only face of a photograph as the server sends it, its model."""
    encoder = load_encoder("onnx", models_dir())
    picture = read_image(photo)
    encoding = encoder.encode(picture, encoder.faces(picture)[0])
    return {"encoding": base64.b64encode(encoding.astype("<f4").tobytes()).decode()}, encoder.model


def write_walk_up(photo: Path, path: Path, *, empty: int = 10, frames: int = 90) -> Path:
    """Write an MJPEG file: an empty hall, then the photograph comes nearer and sways.

    `empty` of all the `frames` show the hall only; a desk plays 30 of them in a second.
    """
    picture = read_image(photo)
    rng = np.random.default_rng(5)
    with path.open("wb") as file:
        for number in range(frames):
            noise = rng.integers(0, 12, (HEIGHT, WIDTH, 3), dtype=np.uint8)
            frame = np.full((HEIGHT, WIDTH, 3), 96, np.uint8) + noise
            if number >= empty:
                _paste(frame, picture, part=(number - empty) / (frames - empty))
            file.write(encode_jpeg(frame, 90))
    return path


def write_pictures(path: Path, pictures: Sequence[np.ndarray], *, frames: int = 300) -> Path:
    """Write an MJPEG file that shows the pictures again and again, each for one frame."""
    shown = [encode_jpeg(picture, 90) for picture in pictures]
    with path.open("wb") as file:
        for number in range(frames):
            file.write(shown[number % len(shown)])
    return path


def before_grey(*photos: Path, sway: int = 0) -> np.ndarray:
    """One frame: the photographs beside each other before a grey wall, moved by some pixels."""
    frame = np.full((HEIGHT, WIDTH, 3), 96, np.uint8)
    width = WIDTH // max(len(photos), 1)
    for place, photo in enumerate(photos):
        picture = read_image(photo)
        scale = 0.92 * min(HEIGHT / picture.shape[0], width / picture.shape[1])
        size = (int(picture.shape[1] * scale) + sway, int(picture.shape[0] * scale))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        left = place * width + (width - size[0]) // 2
        frame[HEIGHT - size[1] :, left : left + size[0]] = small
    return frame


def swaying(*photos: Path) -> list[np.ndarray]:
    """Some frames in which faces move in themselves, as living ones do."""
    return [before_grey(*photos, sway=sway) for sway in (0, 6, 12, 18, 12, 6)]


def with_code(frame: np.ndarray, text: str) -> np.ndarray:
    """The same frame with a QR code held into its corner."""
    code = qrcode.make(text, border=3).get_image().convert("RGB").resize((CODE_PX, CODE_PX))
    held = frame.copy()
    held[HEIGHT - CODE_PX :, :CODE_PX] = np.asarray(code)
    return held


def _paste(frame: np.ndarray, picture: np.ndarray, *, part: float) -> None:
    scale = (0.8 + 0.2 * part) * min(HEIGHT / picture.shape[0], WIDTH / picture.shape[1])
    size = (int(picture.shape[1] * scale), int(picture.shape[0] * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    sway = int(8 * np.sin(part * 12))
    left = max(0, min(WIDTH - size[0], (WIDTH - size[0]) // 2 + sway))
    top = HEIGHT - size[1]
    frame[top : top + size[1], left : left + size[0]] = small


def approaching(picture: np.ndarray, points: np.ndarray, *, frames: int) -> list[np.ndarray]:
    """Frames in which somebody comes nearer and moves a little, what is around them filling all.

    `points`: the five of the face. From 100 to 160 px between the ears within a second; unlike
    `before_grey` no edge of a photograph is to be seen.
    """
    eyes, mouth = points[:2].mean(axis=0), points[3:].mean(axis=0)
    middle, apart = (eyes + mouth) / 2, float(np.hypot(*(points[1] - points[0])))
    made = []
    for number in range(frames):
        near = min(number / 30, 1.0)
        scale = (42 + 26 * near) / apart
        across, down = scale * (1 + 0.02 * np.sin(number / 3)), scale
        shift = (WIDTH / 2 + 6 * np.sin(number / 7), HEIGHT / 2 + 3 * np.sin(number / 5))
        matrix = np.array(
            [
                [across, 0, shift[0] - across * middle[0]],
                [0, down, shift[1] - down * middle[1]],
            ]
        )
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        made.append(
            cv2.warpAffine(
                *(picture, matrix, (WIDTH, HEIGHT)), flags=way, borderMode=cv2.BORDER_REPLICATE
            )
        )
    return made


def masked(frame: np.ndarray, points: np.ndarray, cloth: tuple[int, int, int]) -> np.ndarray:
    """The same frame with a mask drawn over nose, mouth and chin, lit as the face is."""
    eyes, mouth = points[:2].mean(axis=0), points[3:].mean(axis=0)
    across, down = (points[1] - points[0]).astype(float), (mouth - eyes).astype(float)
    outline = [(-1.0, 0.54), (-0.45, 0.47), (0, 0.37), (0.45, 0.47), (1.0, 0.54)]
    outline += [(0.92, 1.1), (0.6, 1.65), (0, 1.85), (-0.6, 1.65), (-0.92, 1.1)]
    corners = np.array([eyes + x * across + y * down for x, y in outline], dtype=np.int32)
    inside = np.zeros(frame.shape[:2], np.uint8)
    cv2.fillPoly(inside, [corners], 1)
    side = max(int(np.hypot(*across) / 3), 1)
    light = cv2.blur(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), (side, side)).astype(np.float32)
    shade = np.clip(light / 150, 0.3, 1.3)[..., None]
    drawn = np.clip(np.array(cloth, np.float32) * shade, 0, 255).astype(np.uint8)
    return np.where(inside[..., None] == 1, drawn, frame)
