"""What requests about the agenda bring and get."""

from typing import Annotated

from pydantic import Field

from app.agenda.models import Kind
from app.contract import Answer, Form

Title = Annotated[str, Field(min_length=1, max_length=300)]


class ItemForm(Form):
    """A new agenda item; it goes to the end of its session."""

    session_id: int
    title: Title
    kind: Kind = "speech"
    minutes: Annotated[int, Field(ge=0, le=1440)] = 0
    speaker: Annotated[str, Field(max_length=120)] = ""
    notes: Annotated[str, Field(max_length=5000)] = ""
    parent_id: int | None = None


class ItemChange(Form):
    """An agenda item as it is to be from now on."""

    title: Title
    kind: Kind
    minutes: Annotated[int, Field(ge=0, le=1440)] = 0
    speaker: Annotated[str, Field(max_length=120)] = ""
    notes: Annotated[str, Field(max_length=5000)] = ""


class SkipForm(Form):
    """Whether the hall passes an item over."""

    skipped: bool


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


class SlideForm(Form):
    """A page of a document (all its pages without `page`), a title card, or a file's title."""

    document_id: int | None = None
    page: Annotated[int, Field(ge=1)] | None = None
    title: Annotated[str, Field(max_length=300)] = ""
    notes: Annotated[str, Field(max_length=5000)] = ""


class SlidesMade(Answer):
    """The new slide, or the first of several."""

    id: int
    ids: list[int]
