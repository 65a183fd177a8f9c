"""What the faces of a congress say about each other: counted by the worker when they change."""

from dataclasses import asdict
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from app.clock import breathing, now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.face_models import FaceCalibration
from app.delegates.face_queries import Pair, in_order, told_apart
from app.delegates.face_renewal import mark_other_models
from app.delegates.models import Delegate, FaceTemplate
from app.delegates.portraits import encoder
from app.delegates.queries import newest_encoder, templates_of
from app.delegates.seals import open_template
from app.jobs import Job, ask
from app.realtime import commit_quietly
from checkin.calibration import calibrate
from checkin.encoders import Encoder
from checkin.errors import EncoderUnavailableError, VaultError
from checkin.gallery import Gallery

JOB, LANE = "face_calibration", "faces"
READ = 250
Found = dict[str, Any]
"""What checkin.calibration found, as plain values; `same` pairs (id, id, score) of people whose
faces are nearer than the encoder takes for sure of one person."""


def marks() -> dict[int, str]:
    """Return for each congress with faces a text that differs once its templates do."""
    columns = (
        func.count(FaceTemplate.id),
        func.max(FaceTemplate.id),
        func.sum(FaceTemplate.delegate_id),
    )
    statement = (
        select(Delegate.congress_id, *columns)
        .join(Delegate, Delegate.id == FaceTemplate.delegate_id)
        .group_by(Delegate.congress_id)
    )
    return {each[0]: ".".join(map(str, each[1:])) for each in db.session.execute(statement)}


def calibration_of(congress: Congress) -> FaceCalibration | None:
    """Return what was counted last, None where nothing was or a face was erased since."""
    return db.session.get(FaceCalibration, congress.id)


def is_present(congress: Congress, counted: FaceCalibration | None) -> bool:
    """Tell whether it was counted of the templates that are there now."""
    return (counted.mark if counted else None) == marks().get(congress.id)


@changes
def ask_for_calibrations(*, again: bool = False) -> None:
    """Ask the worker to count the faces of every congress whose templates changed.

    `again`: of every congress that has any, for another model may have been installed.
    """
    counted = {each.congress_id: each.mark for each in db.session.query(FaceCalibration)}
    for congress_id, mark in marks().items():
        if again or counted.get(congress_id) != mark:
            ask_to_count(congress_id)
    commit_quietly()


def ask_to_count(congress_id: int) -> None:
    """Ask the worker in the present transaction, unless it was asked already."""
    asked = select(Job.id).filter_by(kind=JOB, state="waiting", congress_id=congress_id)
    if db.session.scalar(asked.limit(1)) is None:
        ask(JOB, lane=LANE, congress_id=congress_id, which=congress_id)


def count_faces(which: int) -> None:
    """Compare all faces of a congress with each other (the worker's part).

    Those that another model made are compared with nobody, but asked for again.
    """
    congress = db.session.get(Congress, which)
    mark = marks().get(which)
    if congress is None or mark is None:
        return
    try:
        engine = encoder(current_app.config["SETTINGS"].models_dir)
    except EncoderUnavailableError:
        return
    mark_other_models(congress, engine=engine.engine, model=engine.model)
    keep_calibration(congress, mark, found_in(congress, engine))


def found_in(congress: Congress, engine: Encoder) -> Found:
    """Return what the faces say; those of another encoder cannot be counted by this one."""
    if newest_encoder(congress) != (engine.engine, engine.model):
        return {"other_model": True, "same": []}
    gallery = gallery_of(congress, engine)
    found = calibrate(gallery, engine.bands)
    least = engine.bands.accept(len(gallery))
    return {
        **asdict(found),
        "same": [
            (each.first, each.second, each.score)
            for each in found.look_alikes
            if each.score >= least
        ],
    }


def gallery_of(congress: Congress, engine: Encoder) -> Gallery:
    """Return the faces of a congress in memory."""
    ids, encodings = [], []
    templates = templates_of(congress, engine=engine.engine, model=engine.model)
    for template in breathing(templates, every=READ):
        try:
            encodings.append(open_template(congress.id, template))
        except VaultError:
            continue  # its key was destroyed; a backup brought the row back
        ids.append(template.delegate_id)
    return Gallery(ids, encodings, engine=engine.engine)


@changes
def keep_calibration(congress: Congress, mark: str, found: Found) -> None:
    """Keep what was counted, unless a face came or went meanwhile."""
    if marks().get(congress.id) == mark:
        row = calibration_of(congress) or FaceCalibration(congress_id=congress.id)
        row.mark, row.counted_at, row.found = mark, now(), found
        db.session.add(row)
    commit_quietly()


def same_faces(congress: Congress) -> list[Pair]:
    """Return pairs of people who may be one, the likest first: nobody has looked at them yet."""
    known = told_apart(congress)
    return [pair for pair in alike(congress) if in_order(*pair) not in known]


def alike(congress: Congress) -> list[Pair]:
    """Return pairs of people who are enrolled with what looks like one face, the likest first."""
    counted = calibration_of(congress)
    return [(first, second) for first, second, _score in counted.found["same"]] if counted else []


def twins_of(congress: Congress, delegate: Delegate) -> list[int]:
    """Return under whom else a delegate's face seems to be enrolled."""
    pairs = [pair for pair in same_faces(congress) if delegate.id in pair]
    return [second if first == delegate.id else first for first, second in pairs]
