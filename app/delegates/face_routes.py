"""The office's pages about check-in by face."""

from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs
from app.clock import now
from app.congresses.models import Congress
from app.delegates.counts import people
from app.delegates.face_api import face_batch_answer
from app.delegates.face_batches import face_batch_of, face_batches_of
from app.delegates.face_calibration import same_faces
from app.delegates.face_queries import people_with_faces
from app.delegates.queries import delegates_named

blueprint = Blueprint("faces", __name__)


@blueprint.get("/office/<int:congress_id>/delegates/faces")
@needs("roster.manage")
def show_faces(congress: Congress) -> ResponseReturnValue:
    """Bring many faces in a ZIP, and see what became of each (`batch`)."""
    asked = request.args.get("batch", type=int)
    pairs = same_faces(congress)
    return render_template(
        "delegates/faces.html",
        congress=congress,
        enrolled=people_with_faces(congress),
        of=people(congress),
        batch=face_batch_answer(face_batch_of(congress, asked)) if asked is not None else None,
        batches=face_batches_of(congress),
        pairs=pairs,
        named=delegates_named(congress, sorted({each for pair in pairs for each in pair})),
        today=now().astimezone(ZoneInfo(congress.time_zone)).date(),
    )
