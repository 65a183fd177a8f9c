"""What requests about reported absences bring and get."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.contract import Answer, Form


class ReportForm(Form):
    """A delegate of the leader's own delegation who will not come, why, and who comes instead."""

    delegate_id: int
    session_id: int
    reason: Annotated[str, Field(min_length=1, max_length=300)]
    substitute_id: int | None = None


class DeclineForm(Form):
    """Why a report is not accepted; the leader reads it."""

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class SubstituteForm(Form):
    """Who comes instead: the number on the roster."""

    number: Annotated[str, Field(min_length=1, max_length=20)]


class Candidate(Answer):
    """Somebody who may be named to come instead."""

    id: int
    name: str


class ReportAnswer(Answer):
    """A report as the delegation's leader sees it."""

    id: int
    reason: str
    substitute: str
    stands_in: bool
    """The secretariat let the substitute have the place."""
    state: Literal["waiting", "confirmed", "declined"]
    reported_at: datetime
    decided_by: str
    decline_reason: str


class MemberAnswer(Answer):
    """A member of the delegation and where they are."""

    id: int
    number: str
    name: str
    position: str
    seat: str
    state: Literal["present", "excused", "reported", "missing", "replaced"]
    """reported: an absence that waits for the secretariat; it does not count as excused yet.

    replaced: a substitute has the place, and a line of their own.
    """
    in_place_of: str
    """Whose place this person takes; position and standing stay the person's own."""
    arrived_at: datetime | None
    report: ReportAnswer | None


class BoardAnswer(Answer):
    """A delegation in a session: convened = present + excused + reported + missing.

    Whoever is replaced is not convened: the substitute is.
    """

    delegation: str
    session_id: int
    session: str
    is_closed: bool
    """The roll-call is closed: whoever is missing or only reported counts as unexcused."""
    convened: int
    present: int
    excused: int
    reported: int
    missing: int
    replaced: int
    people: list[MemberAnswer]
    candidates: list[Candidate]


class AbsenceAnswer(Answer):
    """A reported absence as the office sees it."""

    id: int
    session_id: int
    session: str
    delegate_id: int
    name: str
    delegation: str
    reason: str
    substitute: str
    substitute_number: str
    stands_in: bool
    """The substitute has the place; one who is only named stands in for nobody."""
    reported_by: str
    """Who entered or reported it."""
    reported_at: datetime
    state: Literal["waiting", "confirmed", "declined"]
    is_present: bool
    """Came to that session all the same."""
    decided_by: str
    decline_reason: str
