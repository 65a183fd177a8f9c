"""Moving the hall."""

from app.agenda.queries import item_of, items_of, slide_of
from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.live.forms import StageForm, VideoForm
from app.live.models import Stage
from app.realtime import Part, commit_and_publish


@changes
def move_stage(congress: Congress, form: StageForm) -> Stage:
    """Bring the hall into the state that was sent; what was not sent stays."""
    stage = stage_of(congress.id)
    sent = form.model_fields_set
    moved_item = "item_id" in sent and form.item_id != stage.item_id
    if "item_id" in sent:
        go_to_item(congress, stage, form.item_id)
    if "slide_id" in sent:
        go_to_slide(congress, stage, form.slide_id)
    if form.video is not None:
        set_video(stage, form.video)
    for name in ("blank", "hold"):
        if name in sent:
            setattr(stage, name, bool(getattr(form, name)))
    if "announcement" in sent:
        stage.announcement = form.announcement or ""
    # With the item the session may change, and with it the attendance that is shown.
    parts: tuple[Part, ...] = ("stage", "agenda", "attendance") if moved_item else ("stage",)
    commit_and_publish(
        congress, *parts, did="stage.move", about=f"item:{stage.item_id} slide:{stage.slide_id}"
    )
    return stage


def stage_of(congress_id: int) -> Stage:
    """Return the congress's stage; the first look makes it, in the present transaction."""
    stage = db.session.get(Stage, congress_id)
    if stage is None:
        stage = Stage(congress_id=congress_id, announcement="", video_state="stopped")
        stage.video_position_seconds, stage.blank, stage.hold = 0.0, False, False
        db.session.add(stage)
    return stage


def go_to_item(congress: Congress, stage: Stage, item_id: int | None) -> None:
    """Make an item the present one; the one before it is done, its slide leaves the stage."""
    if item_id == stage.item_id:
        return
    target = item_of(congress, item_id) if item_id is not None else None
    for item in items_of(congress.id):
        if item.state == "current":
            item.state, item.ended_at = "done", now()
    if target is not None:
        target.state, target.ended_at = "current", None
        target.started_at = target.started_at or now()
    stage.item_id = item_id
    clear_slide(stage)


def go_to_slide(congress: Congress, stage: Stage, slide_id: int | None) -> None:
    """Show a slide; a video starts stopped, at its beginning."""
    if slide_id == stage.slide_id:
        return
    clear_slide(stage)
    if slide_id is not None:
        slide = slide_of(congress, slide_id)
        slide.shown_at = slide.shown_at or now()
        stage.slide_id = slide.id


def clear_slide(stage: Stage) -> None:
    """Show no slide, and no video."""
    stage.slide_id = None
    set_video(stage, VideoForm(state="stopped"))


def set_video(stage: Stage, video: VideoForm) -> None:
    """Keep what the video does and when that was true."""
    stage.video_state = video.state
    stage.video_position_seconds = video.position_seconds
    stage.video_at = now()
