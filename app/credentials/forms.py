"""What the credentials report answers."""

from datetime import date, datetime

from app.contract import Answer
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


class AppointedAnswer(Answer):
    """How many were appointed; at most `limit` of the convened may be."""

    appointed: int
    share: float
    limit: float = APPOINTED_LIMIT
    is_within_limit: bool


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
    formulas: dict[str, str]
