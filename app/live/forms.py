"""What moves the hall: an absolute state, never "next"."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from app.accounts.forms import Content
from app.contract import Answer, Form
from app.library.forms import Audience, UploadKey


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
    """What this screen is to show, and where it stands."""

    shows: Content
    site_id: int | None
    """None where everybody meets in one place."""


class SpeakerAnswer(Answer):
    """Somebody whom the chair may give the floor."""

    id: int
    number: str
    name: str
    position: str
    delegation: str


class SlideForm(Form):
    """A page of a document (all its pages without `page`), a title card, or what goes with a file.

    `audience`, `key` and `if_same` are for files: who may read a presentation apart from the hall's
    screen, and an upload that is sent again (as in DocumentForm).
    """

    document_id: int | None = None
    page: Annotated[int, Field(ge=1)] | None = None
    title: Annotated[str, Field(max_length=300)] = ""
    notes: Annotated[str, Field(max_length=5000)] = ""
    audience: Audience = "presidium"
    key: UploadKey | None = None
    if_same: Literal["keep", "ask"] = "keep"


class SlidesMade(Answer):
    """The new slide, or the first of several; `noted` of them have notes for the speaker.

    A presentation has none yet: its pages become slides once `document_id` is ready.
    """

    id: int | None
    ids: list[int]
    noted: int
    document_id: int | None = None


class DeckSlide(Answer):
    """A slide as the remote shows it small, with the notes for the speaker."""

    id: int
    number: int
    title: str
    kind: str
    thumb_url: str | None
    notes: str


class Decks(Answer):
    """What the remote steps through: the slides of each item, and the items' private notes."""

    decks: dict[int, list[DeckSlide]]
    notes: dict[int, str]


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
