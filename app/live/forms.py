"""What moves the hall: an absolute state, never "next"."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from app.accounts.forms import Content
from app.contract import Answer, Form


class VideoForm(Form):
    """What the video on the big screen does now."""

    state: Literal["playing", "paused", "stopped"]
    position_seconds: Annotated[float, Field(ge=0, le=86400)] = 0.0


class CountdownForm(Form):
    """The time that everybody sees running: the instant, by the server's clock, when it is over."""

    ends_at: AwareDatetime


class FloorForm(Form):
    """Who may speak: a delegate of the roster, or somebody who is not on it, in words."""

    delegate_id: int | None = None
    name: Annotated[str, Field(max_length=120)] = ""
    position: Annotated[str, Field(max_length=200)] = ""
    delegation: Annotated[str, Field(max_length=200)] = ""


class StageForm(Form):
    """Only the fields that are sent change; an explicit null clears."""

    item_id: int | None = None
    slide_id: int | None = None
    video: VideoForm | None = None
    blank: bool | None = None
    hold: bool | None = None
    announcement: Annotated[str, Field(max_length=500)] | None = None
    countdown: CountdownForm | None = None
    floor: FloorForm | None = None


class StageNotes(Answer):
    """The private notes of an agenda item, and those of its slides by their ids."""

    item: str
    slides: dict[int, str]


class ScreenAnswer(Answer):
    """What this screen is to show."""

    shows: Content


class SpeakerAnswer(Answer):
    """Somebody whom the chair may give the floor."""

    id: int
    number: str
    name: str
    position: str
    delegation: str


class SlideText(Answer):
    """A slide in words: its title, and the lines of the page that it shows."""

    title: str
    text: str


class ConnectionsAnswer(Answer):
    """How many phones and screens listen now."""

    connected: int


class WarningAnswer(Answer):
    """Something that a person should look at, in words, and the page where it is put right."""

    code: str
    sentence: str
    url: str


class LiveAnswer(Answer):
    """Everything that a phone which just (re)connected must show."""

    epoch: str
    seq: int
    parts: dict[str, Any]
