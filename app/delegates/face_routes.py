"""The office's pages about check-in by face."""

from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs, open_to_all, visitor
from app.clock import now
from app.congresses.models import Congress
from app.delegates.actions import MOST_PORTRAITS
from app.delegates.counts import people
from app.delegates.face_api import face_batch_answer
from app.delegates.face_batches import SHELF
from app.delegates.face_calibration import calibration_of, is_present
from app.delegates.face_differences import look_alikes
from app.delegates.face_link_api import own_answer, owner, round_answer
from app.delegates.face_link_round import usual_last_day
from app.delegates.face_queries import people_with_faces
from app.delegates.face_renewal import people_to_ask_again
from app.delegates.face_report import errors_of, people_in, plot_of, told
from app.delegates.queries import delegates_named, open_consent
from app.i18n import use_time_zone

blueprint = Blueprint("faces", __name__)
ALIKE_SHOWN = 10


@blueprint.get("/office/<int:congress_id>/delegates/faces")
@needs("roster.manage")
def show_faces(congress: Congress) -> ResponseReturnValue:
    """Bring many faces in a ZIP, and see what became of each (`batch`)."""
    asked = request.args.get("batch", type=int)
    pairs, told_apart = look_alikes(congress)
    again = people_to_ask_again(congress)
    shown = sorted({each for pair in (*pairs, *told_apart) for each in pair} | set(again))
    return render_template(
        "delegates/faces.html",
        congress=congress,
        enrolled=people_with_faces(congress),
        of=people(congress),
        batch=face_batch_answer(SHELF.find(congress, asked)) if asked is not None else None,
        batches=SHELF.batches_of(congress),
        links=round_answer(congress) if visitor().may("portraits.manage", congress.id) else None,
        last_day=usual_last_day(congress),
        pairs=pairs,
        told_apart=told_apart,
        again=again,
        named=delegates_named(congress, shown),
        today=now().astimezone(ZoneInfo(congress.time_zone)).date(),
    )


@blueprint.get("/office/<int:congress_id>/delegates/faces/calibration")
@needs("roster.manage")
def show_calibration(congress: Congress) -> ResponseReturnValue:
    """Show in plain words how often the desk may be wrong with this roster."""
    counted = calibration_of(congress)
    found = counted.found if counted else {}
    doubted, _told_apart = look_alikes(congress)
    can_tell = "thresholds" in found
    return render_template(
        "delegates/calibration.html",
        congress=congress,
        counted=counted,
        is_present=is_present(congress, counted),
        doubted=doubted,
        plot=plot_of(found) if can_tell else None,
        errors=errors_of(found) if can_tell else None,
        named=delegates_named(congress, sorted(people_in(found))),
        shown=ALIKE_SHOWN,
        told=told,
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
