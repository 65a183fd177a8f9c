"""What the credentials report answers."""

from datetime import date, datetime

from app.contract import Answer, Form
from app.credentials.figures import APPOINTED_LIMIT


class GroupAnswer(Answer):
    """One line of a table: convened = present + excused + unexcused + pending."""

    value: str
    label: str
    convened: int
    present: int
    excused: int
    unexcused: int
    pending: int
    rate: float
    share: float


class PersonAnswer(Answer):
    """The oldest or the youngest delegate."""

    name: str
    delegation: str
    position: str
    birth_date: date | None
    birth_year: int
    age: int
    is_certain: bool
    """False where somebody else of that year is known by the year alone."""


class SubstituteAnswer(Answer):
    """Who comes in whose place, in the delegation of that place."""

    name: str
    in_place_of: str
    delegation: str


class AppointedAnswer(Answer):
    """How many were appointed; at most `limit` of the convened may be."""

    appointed: int
    share: float
    limit: float = APPOINTED_LIMIT
    is_within_limit: bool


class AdoptionForm(Form):
    """Which session's report the congress adopted; the one that is on without it."""

    session_id: int | None = None


class ScreenForm(Form):
    """Behind the slides of which item the report's sheets go; adopted ones with `report_id`."""

    item_id: int
    session_id: int | None = None
    report_id: int | None = None


class ScreenMade(Answer):
    """The document of the sheets, and the slides."""

    document_id: int
    slide_ids: list[int]


class ChangeAnswer(Answer):
    """A figure that is another one now than when the report was adopted."""

    label: str
    adopted: str
    now: str


class AdoptionAnswer(Answer):
    """When the congress adopted the report, who recorded it, and what changed since."""

    id: int
    adopted_at: datetime
    adopted_by: str
    changes: list[ChangeAnswer]


class CredentialsAnswer(Answer):
    """Every figure of the credentials report; `formulas` says in words how each is counted."""

    session_id: int
    counted_at: datetime
    convened: int
    present: int
    excused: int
    unexcused: int
    pending: int
    rate: float
    quorum: int
    tables: dict[str, list[GroupAnswer]]
    oldest: PersonAnswer | None
    youngest: PersonAnswer | None
    average_age: float | None
    ages_by_year: int
    appointed: AppointedAnswer
    substitutes: list[SubstituteAnswer]
    formulas: dict[str, str]
    adoption: AdoptionAnswer | None
    """The newest adoption; None before the first. With `report_id` its own figures are told."""
