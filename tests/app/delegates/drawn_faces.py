"""Faces for machines without photographs: patterns, and an encoder that tells them apart."""

import io

import numpy as np
from PIL import Image

from app.db import db
from app.delegates import face_batches
from app.delegates.actions import erase_face
from app.delegates.models import Consent, FaceTemplate
from app.delegates.queries import open_consent
from checkin.faces import Encoding, Face, Frame
from checkin.opencv import to_grey
from tests.app.delegates.photographs import zipped
from tests.checkin.inputs import COSINE_BANDS, a_face, unit

ACROSS, DOWN, CELL_PX = 8, 16, 40


def face(person: int, photo: int = 0, *, quality: int = 92) -> bytes:
    """A pattern of its own for each person, a little different in each photograph, as JPEG."""
    own = np.random.default_rng(person).integers(40, 190, (DOWN, ACROSS))
    other = np.random.default_rng([person, photo]).integers(-30, 30, (DOWN, ACROSS))
    grey = np.clip(own + (other if photo else 0), 0, 255).astype(np.uint8)
    file = io.BytesIO()
    size = (ACROSS * CELL_PX, DOWN * CELL_PX)
    Image.fromarray(grey).resize(size, Image.Resampling.NEAREST).save(file, "JPEG", quality=quality)
    return file.getvalue()


class PatternEncoder:
    """Takes the whole picture for a face, and its sixteen rows of eight cells for the encoding."""

    engine, model, bands = "onnx", "pattern", COSINE_BANDS

    def faces(self, frame: Frame) -> list[Face]:
        return [a_face(left=20, top=60, width=frame.shape[1] - 40)]

    def encode(self, frame: Frame, _face: Face) -> Encoding:
        grey = to_grey(frame).astype(np.float32)
        cells = grey.reshape(DOWN, CELL_PX, ACROSS, CELL_PX).mean(axis=(1, 3)).ravel()
        return unit(cells - cells.mean()).astype(np.float32)

    def encode_photo(self, frame: Frame, found: Face) -> Encoding:
        return self.encode(frame, found)


def draft_of(content: bytes):
    """A file where ZIPs wait."""
    face_batches.SHELF.folder().mkdir(exist_ok=True)
    draft = face_batches.SHELF.folder() / "draft"
    draft.write_bytes(content)
    return draft


def brought_faces(congress, content: bytes, consent_on=None):
    """A ZIP of faces that the worker has been through."""
    batch = face_batches.add_batch(congress, draft_of(content), consent_on=consent_on)
    face_batches.work_on(batch.id)
    return batch


def verdicts(batch) -> dict[str, str]:
    """What became of each file."""
    return {row["file"]: row["verdict"] for row in batch.rows}


def check_no_consent_no_template(congress, delegate) -> None:
    """Without a consent a photograph in a ZIP is not even opened, and nothing of it is kept."""
    batch = brought_faces(congress, zipped(**{f"{delegate.number}.jpg": face(1)}))
    assert verdicts(batch) == {f"{delegate.number}.jpg": "no_consent"}
    assert db.session.query(FaceTemplate).count() == 0
    assert open_consent(delegate) is None


def check_withdrawn_meanwhile_is_left_out(congress, delegate, monkeypatch) -> None:
    """Who withdraws while the ZIP is being encoded gets no template from it."""
    step = face_batches.step

    def withdraw(batch):
        erase_face(congress, delegate)
        return step(batch)

    monkeypatch.setattr(face_batches, "step", withdraw)
    files = zipped(**{f"{delegate.number}.jpg": face(1)})
    batch = brought_faces(congress, files)
    assert verdicts(batch) == {f"{delegate.number}.jpg": "no_consent"}
    assert db.session.query(FaceTemplate).count() == 0
    assert db.session.query(Consent).filter_by(withdrawn_at=None).count() == 0


def check_called_off_keeps_nothing(congress, delegates, monkeypatch) -> None:
    """A ZIP that is called off in the middle leaves neither template nor report nor file."""
    step, taken = face_batches.step, []

    def call_off(batch):
        taken.append(batch.id)
        if len(taken) == len(delegates):  # after the last photograph, before anything is written
            face_batches.call_off(congress, batch)
            return True
        return step(batch)

    monkeypatch.setattr(face_batches, "step", call_off)
    files = {f"{each.number}.jpg": face(each.id) for each in delegates}
    batch = brought_faces(congress, zipped(**files), consent_on=congress.starts_on)
    assert (batch.state, batch.rows) == ("off", [])
    assert db.session.query(FaceTemplate).count() == 0
    assert not face_batches.SHELF.archive_of(batch.id).exists()
