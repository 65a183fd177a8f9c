"""What requests about the agenda bring and get."""

from typing import Annotated, Literal

from pydantic import Field

from app.agenda.models import Kind
from app.contract import Form

Title = Annotated[str, Field(min_length=1, max_length=300)]


class PlaceForm(Form):
    """Where an item is to stand: below another, after one of its neighbours, in a session.

    `after_id` 0 is the first place there; without it, and when that item stands elsewhere, the
    last. After a sub-item an item becomes one too.
    """

    session_id: int | None = None
    parent_id: int | None = None
    after_id: Annotated[int, Field(ge=0)] | None = None


class ItemForm(PlaceForm):
    """A new agenda item; it goes to the end of its session unless a place is named."""

    session_id: int
    title: Title
    kind: Kind = "speech"
    minutes: Annotated[int, Field(ge=0, le=1440)] = 0
    speaker: Annotated[str, Field(max_length=120)] = ""
    notes: Annotated[str, Field(max_length=5000)] = ""


class ProgrammeForm(Form):
    """The programme that an empty congress is to begin with."""

    name: str


class ItemChange(Form):
    """An agenda item as it is to be from now on."""

    title: Title
    kind: Kind
    minutes: Annotated[int, Field(ge=0, le=1440)] = 0
    speaker: Annotated[str, Field(max_length=120)] = ""
    notes: Annotated[str, Field(max_length=5000)] = ""


class SkipForm(Form):
    """Whether the hall passes an item over, and who gets its minutes; taking it in undoes both."""

    skipped: bool
    minutes_to: Literal["previous", "next"] | None = None


class OrderForm(Form):
    """All ids of a list, each once, in the new order."""

    ids: Annotated[list[int], Field(min_length=1, max_length=2000)]


class ItemOrderForm(OrderForm):
    """All items of one session in the new order."""

    session_id: int


class SlideChange(Form):
    """What may change of a slide: its title and the notes for the speaker."""

    title: Annotated[str, Field(max_length=300)] = ""
    notes: Annotated[str, Field(max_length=5000)] = ""
