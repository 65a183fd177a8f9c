"""A ZIP of photographs for check-in by face: encoded first, then kept all at once or not at all."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import current_app
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import FileStorage

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.batches import BUSY, Shelf, refuse_day_to_come
from app.delegates.face_calibration import ask_to_count
from app.delegates.face_consents import Agreed, agreed, note_face_consent
from app.delegates.face_judging import Accepted, Row, matched, seen_before
from app.delegates.face_models import FaceBatch
from app.delegates.face_renewal import drop_outdated
from app.delegates.models import Delegate, FaceTemplate, Portrait
from app.delegates.photo_batches import problem_sentence
from app.delegates.photo_names import names_of
from app.delegates.portraits import encoder
from app.delegates.seals import seal_template, seals
from app.errors import InvalidError, RefusedError
from app.jobs import ask
from app.realtime import commit_and_publish, commit_quietly
from checkin.encoders import Encoder
from checkin.errors import EncoderUnavailableError, FaceError
from checkin.opencv import decode_image
from checkin.portrait import encode_portrait
from documents.portraits import Entry, PortraitError, entries_of, portraits

LANE = "face_batches"
"""Beside the lane of single photographs: who stands at the desk does not wait for a ZIP."""
SHELF = Shelf(FaceBatch, "faces")


def take_up_archive(
    congress: Congress, upload: FileStorage | None, *, consent_on: date | None, stated: bool
) -> FaceBatch:
    """Take up a ZIP; `stated`: the organiser has consents on paper, signed by that day.

    Without the statement only photographs of delegates are taken who agreed before.
    """
    if stated and consent_on is None:
        raise InvalidError(_("Enter the day by which all had signed."), fields={"consent_on": ""})
    if stated and consent_on is not None:
        refuse_day_to_come(congress, consent_on)
    with SHELF.draft_of(upload) as draft:
        return add_batch(congress, draft, consent_on=consent_on if stated else None)


@changes
def add_batch(
    congress: Congress, draft: Path, *, consent_on: date | None, by_worker: bool = True
) -> FaceBatch:
    """Write a batch that waits for the worker, or for whoever works on it now."""
    batch = FaceBatch(congress_id=congress.id, made_at=now(), consent_on=consent_on)
    db.session.add(batch)
    db.session.flush()
    draft.replace(SHELF.archive_of(batch.id))
    if by_worker:
        ask("face_batch", lane=LANE, congress_id=congress.id, batch_id=batch.id)
    papers = f" consent:{consent_on.isoformat()}" if consent_on else ""
    commit_and_publish(congress, did="faces.bring", about=f"batch:{batch.id}{papers}")
    return batch


@changes
def call_off(congress: Congress, batch: FaceBatch) -> None:
    """Keep nothing of a ZIP that is not done yet."""
    if batch.state not in BUSY:
        raise RefusedError(_("The file is done already; there is nothing to call off."))
    batch.state = "off"
    commit_and_publish(congress, did="faces.call_off", about=f"batch:{batch.id}")


def work_on(batch_id: int) -> None:
    """Make templates of the photographs of a ZIP (the worker's part)."""
    batch = db.session.get(FaceBatch, batch_id)
    if batch is None:
        return
    congress = db.session.get_one(Congress, batch.congress_id)
    with tempfile.TemporaryDirectory() as name:
        if batch.state in BUSY:
            encode_archive(congress, batch, Path(name))
    SHELF.archive_of(batch_id).unlink(missing_ok=True)


def encode_archive(congress: Congress, batch: FaceBatch, folder: Path) -> None:
    """Encode what may be encoded, then keep it; nothing is written before all is encoded."""
    try:
        engine = encoder(current_app.config["SETTINGS"].models_dir)
        entries = entries_of(SHELF.archive_of(batch.id), folder)
    except PortraitError as problem:
        fail(congress, batch, problem.code)
        return
    except EncoderUnavailableError:
        fail(congress, batch, "no_engine")
        return
    rows = matched(entries, names_of(congress), agreed(congress, batch.consent_on))
    if not rows:
        fail(congress, batch, "empty")
        return
    begin(batch, entries, rows)
    accepted = encode_rows(congress, batch, engine, rows, folder)
    if accepted is not None:
        keep_all(congress, batch, list(rows.values()), sealed_of(congress, engine, rows, accepted))


def encode_rows(
    congress: Congress, batch: FaceBatch, engine: Encoder, rows: dict[int, Row], folder: Path
) -> Accepted | None:
    """Encode the photographs that wait; None when the batch was called off meanwhile."""
    accepted = Accepted(seen_before(congress, engine))
    wanted = [place for place, row in rows.items() if row["verdict"] == "waiting"]
    for place, jpeg, code in portraits(SHELF.archive_of(batch.id), folder, wanted, whole=True):
        row = rows[place]
        if jpeg is None:
            row.update(verdict="unreadable", reason=code)
        else:
            encode_one(engine, rows, place, jpeg.read_bytes(), accepted)
            jpeg.unlink()
        if not step(batch):
            return None
    return accepted


def encode_one(
    engine: Encoder, rows: dict[int, Row], place: int, jpeg: bytes, accepted: Accepted
) -> None:
    """Encode one photograph and judge it."""
    try:
        found = encode_portrait(engine, decode_image(jpeg))
    except FaceError as error:
        rows[place].update(verdict="unusable", reason=error.code)
        return
    if found.encoding is None or not found.quality.ok:
        rows[place].update(verdict="unusable", reason=" ".join(found.quality.reasons))
    else:
        accepted.judge(rows, place, found.encoding)


@dataclass(frozen=True)
class Sealed:
    """A template that was sealed under its delegate's key, not written yet."""

    delegate_id: int
    engine: str
    model: str
    body: bytes


def sealed_of(
    congress: Congress, engine: Encoder, rows: dict[int, Row], accepted: Accepted
) -> list[Sealed]:
    """Seal what was accepted, before the database is held: new keys are synced to the disk."""
    names = {"engine": engine.engine, "model": engine.model}
    found = []
    for place, encoding in accepted.encodings.items():
        delegate = Delegate(id=rows[place]["delegate_id"], congress_id=congress.id)
        found.append(Sealed(delegate.id, **names, body=seal_template(delegate, encoding, **names)))
    return found


@changes
def begin(batch: FaceBatch, entries: list[Entry], rows: dict[int, Row]) -> None:
    """Say how many files there are; a worker before may have begun already."""
    if batch.state in BUSY:
        batch.state, batch.of = "working", len(entries)
        batch.progress = sum(row["verdict"] != "waiting" for row in rows.values())
    commit_quietly()


@changes
def step(batch: FaceBatch) -> bool:
    """Say that one more file is done; False when the batch was called off."""
    batch.progress += 1
    goes_on = batch.state == "working"
    commit_quietly()
    return goes_on


@changes
def keep_all(congress: Congress, batch: FaceBatch, rows: list[Row], made: list[Sealed]) -> None:
    """Write all templates and the report in one transaction; who withdrew meanwhile is left out."""
    if batch.state != "working":  # called off since the last photograph
        commit_quietly()
        return
    consents = agreed(congress, batch.consent_on)
    for row in rows:
        if row["verdict"] == "kept":
            row["verdict"] = standing_now(congress, consents, row["delegate_id"])
    taken = {row["delegate_id"] for row in rows if row["verdict"] == "kept"}
    write_templates(batch, consents, [each for each in made if each.delegate_id in taken])
    batch.state, batch.rows = "done", rows
    kept = sum(row["verdict"] == "kept" for row in rows)
    ask_to_count(congress.id)
    about = f"batch:{batch.id} count:{kept}"
    commit_and_publish(congress, "roster", did="faces.import", about=about)


def standing_now(congress: Congress, consents: Agreed, delegate_id: int) -> str:
    """Return the verdict on a photograph that was good, at the moment of writing."""
    refused = consents.verdict(delegate_id)
    if refused:
        return refused
    has_key = seals().has_key(str(congress.id), str(delegate_id))
    return "kept" if has_key else "withdrawn"  # erased since it was sealed


def write_templates(batch: FaceBatch, consents: Agreed, made: list[Sealed]) -> None:
    """Put portraits, templates and consents on paper into the present transaction."""
    theirs = {each.delegate_id for each in made}
    drop_outdated(theirs)
    for delegate_id in theirs - consents.agree:
        note_face_consent(delegate_id, how="paper", given_at=consents.papers or batch.made_at)
    written = [
        Portrait(delegate_id=each.delegate_id, state="ready", created_at=now()) for each in made
    ]
    db.session.add_all(written)
    db.session.flush()
    for each, portrait in zip(made, written, strict=True):
        names = {"delegate_id": each.delegate_id, "portrait_id": portrait.id}
        encoder_of = {"engine": each.engine, "model": each.model}
        db.session.add(FaceTemplate(**names, **encoder_of, sealed=each.body, created_at=now()))


@changes
def fail(congress: Congress, batch: FaceBatch, problem: str) -> None:
    """Say why a ZIP could not be worked on; nothing of it was kept."""
    if batch.state in BUSY:
        batch.state, batch.problem = "failed", problem
    commit_and_publish(congress, did="faces.import", about=f"batch:{batch.id} count:0")


def give_up_batch(batch_id: int) -> None:
    """Say that a batch could not be worked on however often it was tried."""
    batch = db.session.get(FaceBatch, batch_id)
    if batch is not None:
        fail(db.session.get_one(Congress, batch.congress_id), batch, "failed")
    SHELF.archive_of(batch_id).unlink(missing_ok=True)


def face_problem_sentence(code: str) -> LazyString:
    """Return the sentence for a ZIP that could not be used."""
    if code == "no_engine":
        return _("Face recognition is not installed on this server. Ask whoever runs it.")
    return problem_sentence(code)
