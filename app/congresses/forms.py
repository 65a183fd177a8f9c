"""What requests about congresses and sessions bring and get."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from app.contract import Answer, Form

Title = Annotated[str, Field(min_length=1, max_length=300)]


class CongressForm(Form):
    """What a congress is called, when and where it is."""

    title: Title
    starts_on: date
    ends_on: date
    venue: Annotated[str, Field(max_length=200)] = ""
    time_zone: Annotated[str, Field(max_length=60)] = "Asia/Ho_Chi_Minh"
    term: Annotated[str, Field(max_length=40)] = ""


class NewCongressForm(CongressForm):
    """A new congress, and the organisation that it belongs to from the start."""

    organisation_id: int | None = None


class CongressChange(CongressForm):
    """A congress as it is to be from now on, with the share that makes a quorum."""

    quorum_numerator: Annotated[int, Field(ge=1, le=100)] = 2
    quorum_denominator: Annotated[int, Field(ge=1, le=100)] = 3


class ArchiveForm(Form):
    """Make the congress read-only, or open it again."""

    archived: bool


class RetentionForm(Form):
    """The last day on which each audience's phones may read; none is for ever."""

    public_until: date | None = None
    delegates_until: date | None = None
    presidium_until: date | None = None


class ArchiveAnswer(Answer):
    """Since when the congress is read-only, and how long its documents stay."""

    archived_at: datetime | None
    public_until: date | None
    delegates_until: date | None
    presidium_until: date | None


class CongressAnswer(Answer):
    """A congress that the visitor may see."""

    id: int
    title: str
    starts_on: date
    ends_on: date
    venue: str
    time_zone: str


class SessionForm(Form):
    """A new session."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class SessionAnswer(Answer):
    """A session of the congress."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    roll_call_closed: bool


class RollCallForm(Form):
    """Close the roll-call, or open it again."""

    closed: bool
