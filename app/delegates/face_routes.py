"""The office's pages about check-in by face."""

from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs, open_to_all
from app.clock import now
from app.congresses.models import Congress
from app.delegates.actions import MOST_PORTRAITS
from app.delegates.counts import people
from app.delegates.face_api import face_batch_answer
from app.delegates.face_batches import face_batch_of, face_batches_of
from app.delegates.face_calibration import same_faces
from app.delegates.face_link_api import own_answer, owner
from app.delegates.face_queries import people_with_faces
from app.delegates.queries import delegates_named, open_consent
from app.i18n import use_time_zone

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


@blueprint.get("/e/<face_token>")
@open_to_all("the token in the address is the permission")
def show_own_page(face_token: str) -> ResponseReturnValue:
    """Let a delegate agree and give the own face on the own phone, or erase it."""
    congress, delegate = owner(face_token)
    use_time_zone(congress.time_zone)
    return render_template(
        "delegates/own_face.html",
        congress=congress,
        delegate=delegate,
        own=own_answer(delegate),
        consent=open_consent(delegate),
        api=f"/api/own-face/{face_token}",
        most=MOST_PORTRAITS,
    )
