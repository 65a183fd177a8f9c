"""What requests about a list on its way into the roster bring and get."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.contract import Answer, Form
from app.delegates.roster_forms import ImportCounts, ImportRow

Meaning = Literal[
    "",
    "ordinal",
    "number",
    "name",
    "family",
    "given",
    "birth",
    "sex",
    "male",
    "female",
    "ethnicity",
    "religion",
    "party",
    "party_date",
    "education",
    "position",
    "delegation",
    "group",
    "standing",
    "seat",
    "site",
]
"""What a column of a list can hold; "" for what is not imported."""
Text = Annotated[str, Field(max_length=200)] | None


class ColumnChoice(Form):
    """What a column holds: sheet and column counted from 0; null: what its header says."""

    sheet: Annotated[int, Field(ge=0, lt=60)]
    column: Annotated[int, Field(ge=0, lt=100)]
    meaning: Meaning | None


class RowFix(Form):
    """Texts in the place of cells of one row; null takes back what was put there."""

    name: Text = None
    number: Text = None
    birth_date: Text = None
    sex: Text = None
    delegation: Text = None
    group: Text = None
    position: Text = None
    standing: Text = None
    ethnicity: Text = None
    religion: Text = None
    party: Text = None
    education: Text = None
    seat: Text = None
    site: Text = None
    left_out: Text = None
    """Any text: the row is not imported."""


class DraftSummary(Answer):
    """A list that is not in the roster yet, or was just imported (then `step_id` says how)."""

    id: int
    file_name: str
    made_by: str
    made_at: datetime
    state: str
    """open, waiting, working, done or failed (nothing was written)."""
    rows: int
    progress: int
    """Rows judged while it is working."""
    step_id: int | None


class DraftColumn(Answer):
    """A column of a list: its header, the first cells below, and what it is taken for."""

    column: int
    header: str
    examples: list[str]
    meaning: str
    is_chosen: bool


class DraftSheet(Answer):
    """A sheet of a list; `is_list` when people were found in it."""

    sheet: int
    name: str
    is_list: bool
    columns: list[DraftColumn]


class DraftRow(ImportRow):
    """One row of a draft: `place` names it, `doubtful` the fields that need a look."""

    place: str
    doubtful: list[str]
    changed: list[str]
    """The fields in which a known delegate becomes another than the roster says."""
    fixed: dict[str, str]
    birth: str
    """The birth as people write it: a date or a year."""


class DraftAnswer(DraftSummary):
    """A draft with every column, and a page of rows: those to be looked at first."""

    counts: ImportCounts
    sheets: list[DraftSheet]
    page: list[DraftRow]
    of: int
    """So many rows have the verdict that was asked for."""
