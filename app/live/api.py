"""The live state, the stage, and the slides that it shows."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request, send_file

from app.access import needs, visitor
from app.agenda import actions as agenda
from app.agenda.models import Slide
from app.agenda.queries import item_of, slide_of, slides_of
from app.congresses.models import Congress
from app.contract import answers, takes
from app.errors import NotFoundError
from app.library.answer_door import keep_answer
from app.library.files import file_store
from app.library.page_door import keeping
from app.library.queries import document_for
from app.live import actions
from app.live.bringing import bring_file, bring_slides
from app.live.decks import decks_of
from app.live.forms import (
    ConnectionsAnswer,
    Decks,
    LiveAnswer,
    ScreenAnswer,
    SlideForm,
    SlidesMade,
    SlideText,
    SpeakerAnswer,
    StageForm,
    StageNotes,
    WarningAnswer,
)
from app.live.pictures import BIG_SCREEN_PX, PHONE_PX, SMALL_PX, mark_of, picture_of, words_of
from app.live.presenting import notes_of, own_content, own_site
from app.live.snapshot import Snapshots, slide_state
from app.live.speakers import speakers
from app.live.warnings import warnings_of
from app.realtime import listeners

blueprint = Blueprint("live_api", __name__, url_prefix="/api/congresses/<int:congress_id>")
WIDTHS = {str(width_px): width_px for width_px in (BIG_SCREEN_PX, PHONE_PX, SMALL_PX)}


def snapshots() -> Snapshots:
    """Return the snapshots that this process keeps in memory."""
    found: Snapshots = current_app.extensions["snapshots"]
    return found


@blueprint.get("/live")
@needs("congress.follow")
@answers(LiveAnswer)
def show_live(congress: Congress) -> Any:
    """Show everything that a phone which (re)connects must know."""
    keep_answer(congress.id)
    body, tag = snapshots().get(congress.id, visitor().audience_in(congress.id))
    if request.if_none_match.contains(tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    response = Response(body, mimetype="application/json")
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/connections")
@needs("office.enter")
@answers(ConnectionsAnswer)
def count_connections(congress: Congress) -> Any:
    """Say how many phones and screens listen to this server process."""
    return ConnectionsAnswer(connected=listeners(congress.id))


@blueprint.get("/warnings")
@needs("office.enter")
@answers(WarningAnswer, many=True)
def list_warnings(congress: Congress) -> Any:
    """List what the office should look at now, the most urgent first."""
    return [
        WarningAnswer(
            code=each.code,
            sentence=each.sentence,
            url=f"/office/{congress.id}{each.path}" if each.path else "",
        )
        for each in warnings_of(congress)
    ]


@blueprint.put("/stage")
@needs("stage.move")
@answers(LiveAnswer)
@takes(StageForm)
def move_stage(congress: Congress, form: StageForm) -> Any:
    """Bring the hall into an absolute state; fields that are not sent stay."""
    actions.move_stage(congress, form)
    body, _tag = snapshots().get(congress.id, visitor().audience_in(congress.id))
    return Response(body, mimetype="application/json")


@blueprint.get("/screen")
@needs("screen.show")
@answers(ScreenAnswer)
def show_content(congress: Congress) -> Any:
    """Say what this screen is to show; a browser that is not a paired screen shows the hall."""
    site = own_site(congress)
    return ScreenAnswer(shows=own_content(congress), site_id=site.id if site else None)


@blueprint.get("/agenda/<int:item_id>/notes")
@needs("stage.notes")
@answers(StageNotes)
def show_notes(congress: Congress, item_id: int) -> Any:
    """Show the private notes of an item and of its slides to whoever stands on the stage."""
    return notes_of(item_of(congress, item_id))


@blueprint.get("/stage/decks")
@needs("stage.move")
@answers(Decks)
def list_decks(congress: Congress) -> Any:
    """List the slides of all items in small with every private note, for the remote."""
    return decks_of(congress)


@blueprint.get("/stage/speakers")
@needs("stage.move")
@answers(SpeakerAnswer, many=True)
def list_speakers(congress: Congress) -> Any:
    """Find whom to give the floor: `q` is of number, name, position or delegation, no accents."""
    return [
        SpeakerAnswer(
            id=row.id,
            number=row.number,
            name=row.name,
            position=row.position,
            delegation=row.delegation,
        )
        for row in speakers(congress, request.args.get("q", ""))
    ]


@blueprint.post("/agenda/<int:item_id>/slides")
@needs("congress.prepare")
@answers(SlidesMade, 201)
@takes(SlideForm, files=("file",))
def add_slides(congress: Congress, item_id: int, form: SlideForm) -> Any:
    """Add a file, a title card, one page of a document or all its pages.

    A picture or a video is a slide at once; the pages of a presentation, PDF or other office file
    become slides when they are made, and the document stays among the documents.
    """
    item = item_of(congress, item_id)
    if "file" in request.files:
        return bring_file(congress, item, form, upload=request.files["file"])
    return bring_slides(congress, item, form)


@blueprint.delete("/agenda/<int:item_id>/slides/of/<int:document_id>")
@needs("congress.prepare")
@answers(status=204)
def remove_slides_of(congress: Congress, item_id: int, document_id: int) -> Any:
    """Take all pages of one document out of an item's slides; the document stays."""
    item = item_of(congress, item_id)
    document = document_for(visitor(), congress, document_id)
    agenda.remove_page_slides(congress, item, document_id=document.id)


@blueprint.get("/agenda/<int:item_id>/slides")
@needs("congress.follow")
@answers()
def list_slides(congress: Congress, item_id: int) -> Any:
    """List an item's slides; a phone gets those that the hall has seen."""
    slides = slides_of(item_of(congress, item_id))
    if not visitor().may("screen.show", congress.id):
        slides = [slide for slide in slides if slide.shown_at is not None]
    return jsonify([slide_state(slide) for slide in slides])


@blueprint.delete("/slides/<int:slide_id>")
@needs("congress.prepare")
@answers(status=204)
def remove_slide(congress: Congress, slide_id: int) -> Any:
    """Take a slide out of its deck."""
    agenda.remove_slide(congress, slide_of(congress, slide_id))


@blueprint.get("/slides/<int:slide_id>/image")
@needs("congress.follow")
@answers(media_type="image/webp")
def show_slide(congress: Congress, slide_id: int) -> Any:
    """Show a slide's picture (`w` 1440, 720 or 360), or the still of a video.

    `v` names the picture: with it a phone may keep the small one for ever.
    """
    slide = visible_slide(congress, slide_id)
    width_px = WIDTHS.get(request.args.get("w", ""), PHONE_PX)
    path, media_type = picture_of(slide, width_px)
    response = send_file(path, mimetype=media_type, conditional=True)
    is_named = request.args.get("v") == mark_of(slide)
    response.headers["Cache-Control"] = keeping(is_named)
    return response


@blueprint.get("/slides/<int:slide_id>/text")
@needs("congress.follow")
@answers(SlideText)
def show_words(congress: Congress, slide_id: int) -> Any:
    """Show a slide's words, for a phone whose network carries no picture."""
    slide = visible_slide(congress, slide_id)
    return SlideText(title=slide.title, text=words_of(slide))


@blueprint.get("/slides/<int:slide_id>/video")
@needs("congress.follow")
@answers(media_type="video/webm")
def show_video(congress: Congress, slide_id: int) -> Any:
    """Send a slide's video, whole or by ranges."""
    slide = visible_slide(congress, slide_id)
    if slide.kind != "video" or slide.digest is None:
        raise NotFoundError
    path = file_store().path(slide.digest)
    return kept(send_file(path, mimetype=slide.media_type, conditional=True))


def visible_slide(congress: Congress, slide_id: int) -> Slide:
    """Return a slide that the hall has seen, or any for those who run it."""
    slide = slide_of(congress, slide_id)
    if slide.shown_at is None and not visitor().may("screen.show", congress.id):
        raise NotFoundError
    return slide


def kept(response: Response) -> Response:
    """Let the phone keep the picture, but ask whether it may still be shown."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response
