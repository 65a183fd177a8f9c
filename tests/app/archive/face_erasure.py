"""What the tests of erased faces and their control share: many enrolled, most of them erased."""

import base64
import json
from pathlib import Path

import numpy as np
from flask import Flask

from app.archive.backup import back_up
from app.archive.restore import put_back
from app.clock import now
from app.congresses.models import Congress
from app.db import db, writing
from app.delegates.actions import erase_face, keep_template
from app.delegates.gallery import gallery_json
from app.delegates.models import Consent, Delegate, FaceTemplate, Portrait
from app.delegates.seals import open_template, seal_image
from app.realtime import commit_quietly
from checkin.errors import VaultError
from checkin.faces import Encoding
from kiosk.sealed import SealedGallery
from tests.app.archive.erasure import bring_keys
from tests.factories import make_delegate

ERASED, STAYING = 50, 3
PIN = "bông sen trắng"
_PIECE = 32
"""So many bytes of a template or its ciphertext are searched for: more than chance makes."""


class Crowd:
    """53 people with a template each, and what it looks like open and sealed."""

    def __init__(self, congress: Congress) -> None:
        random = np.random.default_rng(50)
        self.congress = congress
        self.congress_id = congress.id
        self.people = [
            make_delegate(congress, f"F{each:03}", f"Đại biểu {each}")
            for each in range(ERASED + STAYING)
        ]
        self.ids = [each.id for each in self.people]
        self.encodings = [random.normal(size=128).astype(np.float32) for _ in self.people]
        for person, encoding in zip(self.people, self.encodings, strict=True):
            enrol(congress, person, encoding)
        rows = {each.delegate_id: each.sealed for each in db.session.query(FaceTemplate)}
        self.sealed = [rows[each] for each in self.ids]

    def erase_most(self) -> None:
        """Erase the faces of the first fifty."""
        for person in self.people[:ERASED]:
            erase_face(self.congress, person)

    def traces(self, *folders: Path) -> dict[str, int]:
        """Count of how many of the erased something is found in a file: template or ciphertext."""
        found = {}
        for path in (each for folder in folders for each in folder.rglob("*") if each.is_file()):
            content = path.read_bytes()
            count = sum(
                any(piece in content for piece in pieces(encoding, sealed))
                for encoding, sealed in zip(
                    self.encodings[:ERASED], self.sealed[:ERASED], strict=True
                )
            )
            if count:
                found[path.name] = count
        return found


def pieces(encoding: Encoding, sealed: bytes) -> tuple[bytes, ...]:
    """Return what of a template a file may hold: open, as text for desks, sealed."""
    plain = encoding.astype("<f4").tobytes()
    text = base64.b64encode(plain)
    return plain[:_PIECE], text[:_PIECE], sealed[-_PIECE:], sealed[13 : 13 + _PIECE]


def enrol(congress: Congress, person: Delegate, encoding: Encoding) -> None:
    """Give a delegate a consent and a template, as the worker does."""
    with writing():
        db.session.add(
            Consent(delegate_id=person.id, text_version="1", given_how="office", given_at=now())
        )
        portrait = Portrait(
            delegate_id=person.id, sealed_image=seal_image(person, b"jpeg"), created_at=now()
        )
        db.session.add(portrait)
        commit_quietly()
    keep_template(congress, portrait, encoding, engine="onnx", model="m")


def check_nothing_is_left_here(app: Flask, crowd: Crowd, desk: Path) -> None:
    """Neither template nor ciphertext: database, free pages, WAL, keys, and the desk's files."""
    data = app.config["SETTINGS"].data_dir
    sealed = SealedGallery(desk)
    sealed.set_pin(PIN)
    sealed.keep(json.loads(gallery_json(crowd.congress)))
    before = (desk / "gallery.sealed").read_bytes()
    assert sum(crowd.traces(data).values()) >= ERASED, "they are there before: the search works"
    crowd.erase_most()
    answer = json.loads(gallery_json(crowd.congress))
    sealed.keep(answer)
    assert [each["delegate_id"] for each in answer["templates"]] == crowd.ids[ERASED:]
    assert crowd.traces(data, desk) == {}
    assert before[100:164] not in (desk / "gallery.sealed").read_bytes()
    assert len(sealed.open(PIN)["templates"]) == STAYING


def check_an_old_backup_cannot_open_them(
    app: Flask, elsewhere: Flask, crowd: Crowd, folder: Path
) -> None:
    """Restored with the present keys, a backup from before opens the three and not the fifty."""
    back_up(folder / "backup.zip")
    crowd.erase_most()
    bring_keys(app, elsewhere)
    with elsewhere.app_context():
        put_back(folder / "backup.zip", force=False)
        opened = {row.delegate_id for row in db.session.query(FaceTemplate) if opens(crowd, row)}
        assert opened == set(crowd.ids[ERASED:])


def opens(crowd: Crowd, row: FaceTemplate) -> bool:
    """Tell whether a template can be decrypted with the keys that are there."""
    try:
        encoding = open_template(crowd.congress_id, row)
    except VaultError:
        return False
    return bool((encoding == crowd.encodings[crowd.ids.index(row.delegate_id)]).all())
