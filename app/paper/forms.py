"""What requests about paper bring and get."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from app.contract import Answer, Form

MOST = 1_000_000


class PaperSettingsForm(Form):
    """How the congress would have used paper; what is left empty is not counted.

    `copies` of each document: without it the delegates convened. Cost in đồng for one page, minutes
    to put together and hand out one copy of one document.
    """

    copies: Annotated[int, Field(ge=0, le=MOST)] | None = None
    is_duplex: bool = True
    cost_per_page: Annotated[int, Field(ge=0, le=MOST)] | None = None
    minutes_per_set: Annotated[float, Field(ge=0, le=1440, allow_inf_nan=False)] | None = None
    left_out: Annotated[list[int], Field(max_length=5000, default_factory=list)]
    """Documents that nobody would have printed."""


class PrintRunForm(Form):
    """Copies of a document that were printed after all."""

    document_id: int
    sets: Annotated[int, Field(ge=1, le=MOST)]
    printed_on: date


class PrintRunAnswer(Answer):
    """An entry: how many sets of which document, on which day, entered by whom and when."""

    id: int
    document_id: int
    title: str
    sets: int
    printed_on: date
    entered_by: str
    entered_at: datetime


class PaperLine(Answer):
    """What was not printed of one document."""

    document_id: int
    title: str
    pages: int
    copies: int
    sets_printed: int
    pages_saved: int
    sheets_saved: int


class PaperAnswer(Answer):
    """The paper meter: totals, what they are made of, and the settings.

    Cost in đồng and minutes are null until somebody entered what a page and a set take.
    """

    copies: int
    is_duplex: bool
    cost_per_page: int | None
    minutes_per_set: float | None
    left_out: list[int]
    copies_saved: int
    pages_saved: int
    sheets_saved: int
    sets_printed: int
    pages_printed: int
    cost_saved: int | None
    minutes_saved: float | None
    documents: list[PaperLine]
    print_runs: list[PrintRunAnswer]
