"""What requests about attendance bring and get."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from app.contract import Answer, Form

MOST_MS = 10**13
"""Three hundred years: a desk whose battery is empty begins in 1970 or 2000."""
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
ClockOffset = Annotated[int, Field(ge=-MOST_MS, le=MOST_MS)]
"""Server minus desk clock, measured at sending."""
DeskTime = Annotated[AwareDatetime, Field(ge=datetime(1900, 1, 1, tzinfo=UTC), le=LATEST)]
"""When something happened by a desk's own clock, however wrong that is."""
DeskName = Annotated[str, Field(max_length=40)]
"""What the browser of a desk page calls itself, always the same."""
SiteSaid = int | None
"""Where a desk that is not paired stood then; where a paired one did, the office says."""


class CheckInForm(Form):
    """One event at a desk; who it is about is said by id or by the badge's text."""

    key: Annotated[str, Field(min_length=8, max_length=80)]
    delegate_id: int | None = None
    badge: Annotated[str, Field(max_length=300)] | None = None
    session_id: int
    direction: Literal["in", "out"] = "in"
    method: Literal["face", "badge", "name"]
    at: DeskTime
    clock_offset_ms: ClockOffset = 0
    desk: DeskName = ""
    site_id: SiteSaid = None

    @model_validator(mode="after")
    def names_somebody(self) -> "CheckInForm":
        """Ask for exactly one of delegate_id and badge."""
        if (self.delegate_id is None) == (self.badge is None):
            raise ValueError("give delegate_id or badge, one of the two")
        return self


class EarlierEvent(Answer):
    """When and where somebody came in before."""

    at: datetime
    desk: str


class CheckInAnswer(Answer):
    """The event as it was counted; `conflict` says what a person should look at."""

    id: int
    delegate_id: int | None
    name: str
    delegation: str
    seat: str
    in_place_of: str
    """Whose place the person takes in this session; delegation and seat are then of that place."""
    replaced_by: str
    """Who has the person's place in this session: they are not counted until it is taken back."""
    direction: str
    method: str
    at: datetime
    recorded_by: str
    conflict: str | None
    clock_jumped: bool
    """The desk's clock had moved since it last sent: the hour may be wrong."""
    earlier: EarlierEvent | None
    undone: bool


class BadgeAnswer(Answer):
    """What a badge is at this congress's door, and whose it is or was here."""

    standing: str
    """known, replaced (by a newer one), other_congress or unknown."""
    delegate_id: int | None


class DeskPerson(Answer):
    """Whom a desk page lists."""

    id: int
    number: str
    name: str
    delegation: str
    position: str
    seat: str
    badge: str
    """The first digits of the badge's hash."""
    guest: bool
    present: bool


class DeskBadge(Answer):
    """A badge that took the place of another one."""

    id: int
    badge: str
    """The first digits of the badge's hash."""


class DeskNewsAnswer(Answer):
    """What is new in the roster: people after the one that was named, and replaced badges."""

    people: list[DeskPerson]
    badges: list[DeskBadge]


class UndoForm(Form):
    """Why an event is taken back."""

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class ResolveForm(Form):
    """Who it was whose badge nobody knew: the number on the roster."""

    number: Annotated[str, Field(min_length=1, max_length=20)]


class Counts(Answer):
    """How many of whom: convened = present + excused + unexcused + pending."""

    convened: int
    present: int
    excused: int
    unexcused: int
    pending: int
    rate: float
    inside: int


class SiteNumbersAnswer(Counts):
    """The numbers of one site; over all sites they sum up to those of the session."""

    id: int
    name: str


class NumbersAnswer(Counts):
    """The numbers of a session."""

    session_id: int
    sites: list[SiteNumbersAnswer]
    """Site by site, the main hall first; empty where everybody meets in one place."""


class ArrivalsAnswer(Answer):
    """First arrivals of the convened, one figure for each five minutes since `since`."""

    session_id: int
    since: datetime | None
    minutes: int
    counts: list[int]


class AbsenceForm(Form):
    """A delegate who will not come, and why."""

    delegate_id: int
    session_id: int
    reason: Annotated[str, Field(max_length=300)] = ""
    key: Annotated[str, Field(max_length=80)] = ""
    """A desk's own name for the entry: sent twice it is one entry."""
    at: DeskTime | None = None
    """When it was entered, by the desk's clock; now if it is not said."""
    clock_offset_ms: ClockOffset = 0
