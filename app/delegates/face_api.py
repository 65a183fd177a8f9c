"""Faces as JSON: ZIPs of photographs, look-alikes, and what desks ask for."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, request

from app.access import needs
from app.congresses.models import Congress
from app.contract import answers, takes
from app.delegates import face_batches, face_differences, face_settings
from app.delegates.batches import facts_of
from app.delegates.face_forms import FaceArchiveForm, FaceRow, HeadTurnAnswer, HeadTurnForm
from app.delegates.face_models import FaceBatch
from app.delegates.photo_forms import BatchAnswer
from app.delegates.photos import photo_sentence
from app.delegates.queries import delegate_of, delegates_named
from app.delegates.wording import portrait_sentence

blueprint = Blueprint("face_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/faces/batches")
@needs("roster.manage")
@answers(BatchAnswer, 202)
@takes(FaceArchiveForm, files=("archive",))
def bring_faces(congress: Congress, form: FaceArchiveForm) -> Any:
    """Take up a ZIP of photographs named by delegate number or badge code."""
    batch = face_batches.take_up_archive(
        congress, request.files.get("archive"), consent_on=form.consent_on, stated=form.stated
    )
    return face_batch_answer(batch)


@blueprint.get("/faces/batches/<int:face_batch_id>")
@needs("roster.manage")
@answers(BatchAnswer)
def show_face_batch(congress: Congress, face_batch_id: int) -> Any:
    """Say how far a ZIP is."""
    return face_batch_answer(face_batches.SHELF.find(congress, face_batch_id))


@blueprint.delete("/faces/batches/<int:face_batch_id>")
@needs("roster.manage")
@answers(BatchAnswer)
def call_off(congress: Congress, face_batch_id: int) -> Any:
    """Call off a ZIP that is not done yet; nothing of it is kept."""
    batch = face_batches.SHELF.find(congress, face_batch_id)
    face_batches.call_off(congress, batch)
    return face_batch_answer(batch)


@blueprint.get("/faces/batches/<int:face_batch_id>/rows")
@needs("roster.manage")
@answers(FaceRow, many=True)
def list_face_rows(congress: Congress, face_batch_id: int) -> Any:
    """List what became of each file of a ZIP, in its order."""
    return face_rows(congress, face_batches.SHELF.find(congress, face_batch_id))


@blueprint.get("/faces/head-turn")
@needs("congress.prepare")
@answers(HeadTurnAnswer)
def show_head_turn(congress: Congress) -> Any:
    """Say whether desks ask for a turn of the head."""
    return HeadTurnAnswer(asked=congress.asks_head_turn)


@blueprint.put("/faces/head-turn")
@needs("congress.prepare")
@answers(HeadTurnAnswer)
@takes(HeadTurnForm)
def set_head_turn(congress: Congress, form: HeadTurnForm) -> Any:
    """Let desks ask whoever they would know to turn the head first, or not."""
    face_settings.set_head_turn(congress, asked=form.asked)
    return HeadTurnAnswer(asked=congress.asks_head_turn)


@blueprint.put("/faces/differences/<int:delegate_id>/<int:other_id>")
@needs("roster.manage")
@answers(status=204)
def tell_apart(congress: Congress, delegate_id: int, other_id: int) -> Any:
    """Note that two people who look alike are two."""
    face_differences.tell_apart(
        congress, delegate_of(congress, delegate_id), delegate_of(congress, other_id)
    )


@blueprint.delete("/faces/differences/<int:delegate_id>/<int:other_id>")
@needs("roster.manage")
@answers(status=204)
def doubt_again(congress: Congress, delegate_id: int, other_id: int) -> Any:
    """Take that back: the warning about them comes again."""
    face_differences.doubt_again(
        congress, delegate_of(congress, delegate_id), delegate_of(congress, other_id)
    )


def face_batch_answer(batch: FaceBatch) -> BatchAnswer:
    """Return how far a ZIP is."""
    problem = batch.problem
    sentence = str(face_batches.face_problem_sentence(problem)) if problem else ""
    return BatchAnswer(**facts_of(batch), problem=sentence)


def face_rows(congress: Congress, batch: FaceBatch) -> Iterator[FaceRow]:
    """Yield what became of each file; whose it is is told by the roster as it is now."""
    ids = {each for row in batch.rows for each in (row["delegate_id"], row.get("other_id")) if each}
    people = delegates_named(congress, sorted(ids))
    for row in batch.rows:
        number, name = people.get(row["delegate_id"] or 0, ("", ""))
        yield FaceRow(
            file=row["file"],
            verdict=row["verdict"],
            reason=reason_of(row["verdict"], row.get("reason", "")),
            delegate_id=row["delegate_id"],
            number=number,
            name=name,
            other=" · ".join(people.get(row.get("other_id") or 0) or ()),
        )


def reason_of(verdict: str, codes: str) -> str:
    """Return what is wrong with a photograph, in words."""
    if verdict == "unreadable":
        return str(photo_sentence(codes))
    return portrait_sentence(codes) if verdict == "unusable" else ""
