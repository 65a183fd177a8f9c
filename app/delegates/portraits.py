"""The worker's part: a photograph becomes a template and is dropped."""

import threading
from functools import cache
from pathlib import Path

import structlog
from flask import current_app

from app.congresses.models import Congress
from app.db import db
from app.delegates.actions import keep_template, refuse_portrait
from app.delegates.models import Delegate, Portrait
from app.delegates.seals import open_image
from checkin.encoders import Encoder, load_encoder
from checkin.errors import FaceError
from checkin.opencv import decode_image
from checkin.portrait import encode_portrait as face_of

log = structlog.get_logger()


def encoder(models_dir: Path) -> Encoder:
    """Return the best encoder that is installed, one for each thread: they keep their size."""
    return encoder_of_thread(models_dir, threading.get_ident())


@cache
def encoder_of_thread(models_dir: Path, _thread: int) -> Encoder:
    """Load an encoder; that takes seconds, so once."""
    return load_encoder("auto", models_dir)


def encode_portrait(portrait_id: int) -> None:
    """Encode one waiting photograph, or say why it cannot be used."""
    portrait = db.session.get(Portrait, portrait_id)
    if portrait is None or portrait.state != "waiting":
        return
    delegate = db.session.get_one(Delegate, portrait.delegate_id)
    congress = db.session.get_one(Congress, delegate.congress_id)
    engine = encoder(current_app.config["SETTINGS"].models_dir)
    try:
        found = face_of(engine, decode_image(open_image(congress.id, portrait)))
    except FaceError as error:
        refuse_portrait(congress, portrait, error.code)
        return
    if found.encoding is None or not found.quality.ok:
        refuse_portrait(congress, portrait, " ".join(found.quality.reasons))
        return
    keep_template(congress, portrait, found.encoding, engine=engine.engine, model=engine.model)


def give_up_portrait(portrait_id: int) -> None:
    """Refuse a photograph that could not be encoded however often it was tried."""
    portrait = db.session.get(Portrait, portrait_id)
    if portrait is not None and portrait.state == "waiting":
        delegate = db.session.get_one(Delegate, portrait.delegate_id)
        congress = db.session.get_one(Congress, delegate.congress_id)
        refuse_portrait(congress, portrait, "failed")
