"""Real photographs in a ZIP: good ones are taken up, each kind of bad one is told in words."""

import io

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from app.db import db
from app.delegates import face_batches
from app.delegates.models import FaceTemplate
from checkin.faces import Face
from tests.app.delegates.drawn_faces import brought_faces, verdicts
from tests.app.delegates.photographs import picture, zipped
from tests.checkin.inputs import encoder, people
from tests.factories import make_delegate

ENGINES = ("onnx", "dlib")


@pytest.fixture
def photo() -> Image.Image:
    return Image.open(next(iter(people().values()))[0]).convert("RGB")


def jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=92)
    return file.getvalue()


def face_of(image: Image.Image) -> Face:
    """The largest face of a picture."""
    return encoder("onnx").faces(np.asarray(image)[:, :, ::-1].copy())[0]


def small(image: Image.Image) -> bytes:
    """The same picture with a face thirty pixels wide."""
    share = 30 / face_of(image).box.width
    return jpeg(image.resize((round(image.width * share), round(image.height * share))))


def blurred(image: Image.Image) -> bytes:
    return jpeg(image.filter(ImageFilter.GaussianBlur(face_of(image).box.width / 18)))


def side_by_side(image: Image.Image, other: Image.Image) -> bytes:
    both = Image.new("RGB", (image.width * 2, image.height))
    both.paste(image, (0, 0))
    both.paste(other.resize(image.size), (image.width, 0))
    return jpeg(both)


@pytest.mark.faces
@pytest.mark.parametrize("engine", ENGINES)
def test_real_photographs_row_by_row(organiser, congress, cast, photo, monkeypatch, engine):
    monkeypatch.setattr(face_batches, "encoder", lambda _models_dir: encoder(engine))
    folders = list(people().values())
    for number in range(10, 16):
        make_delegate(congress, f"{number:03}", f"Đại biểu {number}")
    files = {
        "001.jpg": folders[1][0].read_bytes(),
        "001_2.jpg": folders[1][1].read_bytes(),
        "002.jpg": folders[2][0].read_bytes(),
        "010.jpg": small(photo),
        "011.jpg": blurred(photo),
        "012.jpg": jpeg(ImageEnhance.Brightness(photo).enhance(0.04)),
        "013.jpg": side_by_side(photo, Image.open(folders[2][0]).convert("RGB")),
        "014.jpg": picture(),
        "015.jpg": folders[1][0].read_bytes(),
    }
    batch = brought_faces(congress, zipped(**files), consent_on=congress.starts_on)
    found = verdicts(batch)
    rows = {row["file"]: row for row in batch.rows}
    reasons = {name: rows[name].get("reason", "") for name in files}
    assert (found["001_2.jpg"], found["002.jpg"]) == ("kept", "kept"), reasons
    assert {found[f"{number:03}.jpg"] for number in range(10, 15)} == {"unusable"}, reasons
    assert reasons["010.jpg"] in ("too_small", "no_face")
    assert "blurred" in reasons["011.jpg"]
    assert "dark" in reasons["012.jpg"] or reasons["012.jpg"] == "no_face"
    assert "two_faces" in reasons["013.jpg"]
    assert reasons["014.jpg"] == "no_face"
    assert found["001.jpg"] == found["015.jpg"] == "same_picture"
    assert db.session.query(FaceTemplate).count() == 2
    address = f"/api/congresses/{congress.id}/faces/batches/{batch.id}/rows?lang=en"
    told = {row["file"]: row for row in organiser.get(address).json}
    assert "more than one face" in told["013.jpg"]["reason"]
    assert told["015.jpg"]["other"] == f"001 · {cast.minh.name}"
