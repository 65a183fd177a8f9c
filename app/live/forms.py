"""What moves the hall: an absolute state, never "next"."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.contract import Answer, Form


class VideoForm(Form):
    """What the video on the big screen does now."""

    state: Literal["playing", "paused", "stopped"]
    position_seconds: Annotated[float, Field(ge=0, le=86400)] = 0.0


class StageForm(Form):
    """Only the fields that are sent change; an explicit null clears."""

    item_id: int | None = None
    slide_id: int | None = None
    video: VideoForm | None = None
    blank: bool | None = None
    hold: bool | None = None
    announcement: Annotated[str, Field(max_length=500)] | None = None


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
