"""Moving the hall."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _

from app.agenda.queries import item_of, items_of, slide_of
from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.queries import delegate_of
from app.errors import InvalidError
from app.live.forms import CountdownForm, FloorForm, StageForm, VideoForm
from app.live.models import Stage
from app.realtime import Part, commit_and_publish

LONGEST_COUNTDOWN = timedelta(hours=24)


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
    if "countdown" in sent:
        stage.countdown_ends_at = end_of(form.countdown)
    if "floor" in sent:
        give_floor(congress, stage, form.floor)
    # With the item the session may change, and with it the attendance that is shown.
    parts: tuple[Part, ...] = ("stage", "agenda", "attendance") if moved_item else ("stage",)
    about = f"item:{stage.item_id} slide:{stage.slide_id}"
    if stage.floor_delegate_id is not None:
        about += f" delegate:{stage.floor_delegate_id}"
    commit_and_publish(congress, *parts, did="stage.move", about=about)
    return stage


def stage_of(congress_id: int) -> Stage:
    """Return the congress's stage; the first look makes it, in the present transaction."""
    stage = db.session.get(Stage, congress_id)
    if stage is None:
        stage = Stage(congress_id=congress_id, announcement="", video_state="stopped")
        stage.video_position_seconds, stage.blank, stage.hold = 0.0, False, False
        stage.floor_name = stage.floor_position = stage.floor_delegation = ""
        db.session.add(stage)
    return stage


def go_to_item(congress: Congress, stage: Stage, item_id: int | None) -> None:
    """Make an item the present one; the one before it is done and leaves the stage.

    With it go its slide, and whoever had the floor together with the time that was running.
    """
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
    if stage.floor_delegate_id is not None or stage.floor_name:
        give_floor(congress, stage, None)
        stage.countdown_ends_at = None


def go_to_slide(congress: Congress, stage: Stage, slide_id: int | None) -> None:
    """Show a slide; a video starts stopped, at its beginning."""
    if slide_id == stage.slide_id:
        return
    clear_slide(stage)
    if slide_id is not None:
        slide = slide_of(congress, slide_id)
        slide.shown_at = slide.shown_at or now()
        stage.slide_id = slide.id


def end_of(countdown: CountdownForm | None) -> datetime | None:
    """Return when a countdown is over; raises InvalidError for one of more than a day."""
    if countdown is None:
        return None
    if countdown.ends_at > now() + LONGEST_COUNTDOWN:
        raise InvalidError(_("A countdown lasts a day at most."), fields={"countdown": ""})
    return countdown.ends_at


def give_floor(congress: Congress, stage: Stage, floor: FloorForm | None) -> None:
    """Let everybody see who may speak; None takes the floor back.

    Raises InvalidError for a form that names nobody.
    """
    stage.floor_delegate_id = None
    stage.floor_name = stage.floor_position = stage.floor_delegation = ""
    if floor is None:
        return
    if floor.delegate_id is not None:
        stage.floor_delegate_id = delegate_of(congress, floor.delegate_id).id
    elif floor.name:
        stage.floor_name = floor.name
        stage.floor_position, stage.floor_delegation = floor.position, floor.delegation
    else:
        raise InvalidError(_("Choose a delegate, or write a name."), fields={"floor": ""})


def clear_slide(stage: Stage) -> None:
    """Show no slide, and no video."""
    stage.slide_id = None
    set_video(stage, VideoForm(state="stopped"))


def set_video(stage: Stage, video: VideoForm) -> None:
    """Keep what the video does and when that was true."""
    stage.video_state = video.state
    stage.video_position_seconds = video.position_seconds
    stage.video_at = now()
