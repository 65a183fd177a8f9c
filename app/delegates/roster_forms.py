"""What requests about the roster as a whole bring and get."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.contract import Answer, Form
from app.delegates.forms import DelegateAnswer, DelegateFacts, Standing

Fact = Literal[
    "number",
    "name",
    "sort_name",
    "delegation",
    "group",
    "position",
    "standing",
    "sex",
    "birth_date",
    "birth_year",
    "ethnicity",
    "religion",
    "party",
    "education",
    "seat",
    "presidium",
]
"""A field of DelegateForm."""


class ImportRow(DelegateFacts):
    """One row: `verdict` is new, update, warning or refused, `reason` a sentence or nothing."""

    site: str
    """Where the delegate will be expected; empty where everybody meets in one place."""
    sheet: str
    row: int
    verdict: str
    reason: str


class ImportCounts(Answer):
    """How many rows have each verdict; new, update and warning are imported."""

    new: int
    update: int
    warning: int
    refused: int


class ImportAnswer(Answer):
    """What an import does, or would do."""

    rows: list[ImportRow]
    counts: ImportCounts


class BulkForm(Form):
    """What becomes of several delegates; what is left away stays as it is."""

    ids: Annotated[list[int], Field(min_length=1, max_length=200)]
    delegation: Annotated[str, Field(max_length=200)] | None = None
    group: Annotated[str, Field(max_length=200)] | None = None
    standing: Standing | None = None
    seat: Annotated[str, Field(max_length=40)] | None = None


class RemoveForm(Form):
    """Who is to be removed."""

    ids: Annotated[list[int], Field(min_length=1, max_length=200)]


class MergeForm(Form):
    """The double, and which of its facts are kept."""

    other_id: int
    take: Annotated[list[Fact], Field(default_factory=list)]


class StepAnswer(Answer):
    """A step of the roster: what was done, by whom, and how many delegates it touched."""

    id: int
    kind: str
    made_by: str
    made_at: datetime
    note: str
    counts: dict[str, int]
    undone_at: datetime | None
    is_undoable: bool


class ChangedFact(Answer):
    """A field of a delegate before and after a step."""

    field: str
    before: str
    after: str


class HistoryAnswer(Answer):
    """What one step made of a delegate."""

    step_id: int
    kind: str
    made_by: str
    made_at: datetime
    note: str
    is_undone: bool
    changes: list[ChangedFact]


class DoubleAnswer(Answer):
    """Two delegates who may be one; `because` is birth, name or number."""

    because: str
    one: DelegateAnswer
    other: DelegateAnswer
