"""Pictures upright, bombs refused unread, faces cut out straight, videos frame by frame."""

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from checkin.errors import CameraError, ImageError
from checkin.faces import Frame
from checkin.opencv import (
    align_112,
    crop_scaled,
    decode_image,
    encode_jpeg,
    open_capture,
    resize,
    similarity,
)
from tests.checkin.inputs import a_face

# Where the encoders want eyes, nose and mouth (ArcFace's 112 × 112).
TEMPLATE = [[38.3, 51.7], [73.5, 51.5], [56.0, 71.7], [41.5, 92.4], [70.7, 92.2]]


def picture(width: int, height: int, orientation: int = 1, form: str = "JPEG") -> bytes:
    """Left half red, right half blue."""
    image = Image.new("RGB", (width, height), (220, 20, 20))
    image.paste((20, 20, 220), (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    written = io.BytesIO()
    image.save(written, form, exif=exif.tobytes(), **({"quality": 95} if form == "JPEG" else {}))
    return written.getvalue()


def is_red(pixel: Frame) -> bool:
    blue, _, red = (int(value) for value in pixel)
    return red > 150 > blue


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_frames_are_bgr(form: str) -> None:
    frame = decode_image(picture(64, 32, form=form))
    assert frame.shape == (32, 64, 3)
    assert frame.dtype == np.uint8
    assert is_red(frame[16, 8])
    assert not is_red(frame[16, 56])


def test_a_phone_held_upright_gives_an_upright_face() -> None:
    frame = decode_image(picture(64, 32, orientation=6))
    assert frame.shape == (64, 32, 3)
    assert is_red(frame[8, 16])
    assert not is_red(frame[56, 16])


def test_a_large_picture_is_refused_by_its_header() -> None:
    with pytest.raises(ImageError) as refused:
        decode_image(png_header(10_000, 5_001))
    assert refused.value.code == "image_too_large"


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_monstrous_picture_is_refused_too(width: int, height: int) -> None:
    with pytest.raises(ImageError) as refused:
        decode_image(png_header(width, height))
    assert refused.value.code == "image_too_large"


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing: whoever decodes it fails otherwise."""
    body = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    start = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
    data = b"IDAT" + zlib.compress(b"")
    return start + (len(data) - 4).to_bytes(4) + data + zlib.crc32(data).to_bytes(4)


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7", b"GIF89a" + bytes(50)])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ImageError) as refused:
        decode_image(data)
    assert refused.value.code == "image_unreadable"


def test_resize_keeps_the_shape() -> None:
    frame = decode_image(picture(640, 480))
    assert resize(frame, 320).shape == (240, 320, 3)
    assert resize(frame, 640) is frame


@given(
    angle=st.floats(-0.8, 0.8),
    scale=st.floats(0.2, 20),
    left=st.floats(-500, 3000),
    top=st.floats(-500, 3000),
)
def test_five_points_come_to_lie_on_the_template(
    angle: float, scale: float, left: float, top: float
) -> None:
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = scale * (np.array(TEMPLATE) @ turn.T) + [left, top]
    matrix = similarity(points.astype(np.float32))
    assert np.allclose(points @ matrix[:, :2].T + matrix[:, 2], TEMPLATE, atol=0.2)


def test_a_large_face_is_cut_out_as_a_small_one_is() -> None:
    """Shrinking by area first must not shift the face."""
    small = np.zeros((300, 300, 3), dtype=np.uint8)
    small[150:, :150] = 200
    small[:150, 150:] = 100
    large = np.kron(small, np.ones((8, 8, 1), dtype=np.uint8))
    of_small = align_112(small, a_face(60, 60, 150).points)
    of_large = align_112(large, a_face(60, 60, 150).points * 8 + 3.5)
    difference = np.abs(of_small.astype(int) - of_large.astype(int))
    assert np.median(difference) == 0
    assert difference.mean() < 2


def test_points_that_fall_together_are_no_face() -> None:
    frame = decode_image(picture(64, 64))
    with pytest.raises(ImageError):
        align_112(frame, np.ones((5, 2), dtype=np.float32))


@given(left=st.floats(-80, 200), top=st.floats(-80, 150), width=st.floats(5, 300))
def test_a_crop_stays_inside_the_frame(left: float, top: float, width: float) -> None:
    frame = np.full((120, 160, 3), 7, dtype=np.uint8)
    part = crop_scaled(frame, a_face(left, top, width).box, scale=2.7, size_px=80)
    assert part.shape == (80, 80, 3)
    assert (part == 7).all()


def test_a_video_plays_once(tmp_path: Path) -> None:
    video = tmp_path / "walk.mjpeg"
    shades = (0, 80, 160, 240)
    frames = [np.full((48, 64, 3), shade, dtype=np.uint8) for shade in shades]
    video.write_bytes(b"".join(encode_jpeg(frame) for frame in frames))
    with open_capture(str(video)) as capture:
        assert capture.frames_per_second > 0
        seen = [round(float(frame.mean())) for frame in capture]
        assert capture.read() is None
    assert seen == pytest.approx(shades, abs=3)


def test_a_camera_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CameraError):
        open_capture(str(tmp_path / "nothing.mp4"))
