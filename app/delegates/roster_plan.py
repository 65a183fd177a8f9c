"""What importing a list would do: a verdict for every row, before anything is written.

A row updates the delegate with its number, else with its name, birth date and delegation; what
an empty cell says nothing about stays. So importing the same list again doubles nobody.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from pydantic import ValidationError
from sqlalchemy import select

from app.clock import breathing, give_way
from app.congresses.models import Congress
from app.db import db
from app.delegates.forms import DelegateForm
from app.delegates.models import Delegate, Delegation, DiscussionGroup, Site
from app.delegates.roster_file import Person
from app.delegates.roster_sites import NamedSites
from documents.search import fold

FIELDS = tuple(name for name in DelegateForm.model_fields if name != "presidium")
UNITS = ("delegation", "group")
"""Fields that name a row of another table."""
READ, BREATH = 200, 50
"""After so many rows read or judged the hub may serve phones: 5,000 take a while."""
Tell = Callable[[int], None]
"""Hears after every few rows how many are judged."""


@dataclass(frozen=True)
class Known:
    """A delegate who is in the roster already."""

    id: int
    facts: dict[str, Any]
    site_id: int | None = None
    """The own site, apart from the delegation's."""

    @property
    def whole(self) -> dict[str, Any]:
        """The facts, and the own site beside them."""
        return {**self.facts, "site_id": self.site_id}


@dataclass
class Line:
    """What becomes of one row: `verdict` is new, update, warning or refused."""

    person: Person
    facts: dict[str, Any]
    """Every field as it will be."""
    verdict: str
    known: Known | None = None
    remarks: list[LazyString] = field(default_factory=list)
    site_id: int | None = None
    """The own site as it will be."""
    site: str = ""
    """Where the delegate will be expected; what the list says where the row is refused."""
    doubtful: list[str] = field(default_factory=list)
    """The fields of which a remark speaks."""

    @property
    def whole(self) -> dict[str, Any]:
        """Every field as it will be, and the own site."""
        return {**self.facts, "site_id": self.site_id}


@dataclass
class Plan:
    """The verdicts, and the roster that they were made for."""

    lines: list[Line]

    @cached_property
    def taken(self) -> list[Line]:
        """Rows that are imported."""
        return [line for line in self.lines if line.verdict != "refused"]

    @cached_property
    def added(self) -> list[Line]:
        """Rows that become new delegates."""
        return [line for line in self.taken if line.known is None]

    @cached_property
    def changed(self) -> list[tuple[Known, dict[str, Any]]]:
        """Delegates whose facts become others."""
        pairs = [(line.known, line.whole) for line in self.taken]
        return [(known, facts) for known, facts in pairs if known and known.whole != facts]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each verdict."""
        verdicts = [line.verdict for line in self.lines]
        return {each: verdicts.count(each) for each in ("new", "update", "warning", "refused")}


def known_delegates(
    congress: Congress, *, ids: Sequence[int] | None = None, names: Sequence[str] = FIELDS
) -> list[Known]:
    """Return the roster, or those of it with these ids, as an import compares it."""
    names = [name for name in names if name not in UNITS]
    columns = [getattr(Delegate, name) for name in names]
    statement = (
        select(Delegate.id, Delegate.site_id, Delegation.name, DiscussionGroup.name, *columns)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(DiscussionGroup, DiscussionGroup.id == Delegate.group_id)
        .where(Delegate.congress_id == congress.id)
    )
    if ids is not None:
        statement = statement.where(Delegate.id.in_(ids))
    found = []
    for rows in db.session.execute(statement.execution_options(yield_per=READ)).partitions():
        for known_id, site_id, delegation, group, *facts in rows:
            told = dict(zip(names, facts, strict=True))
            units = {"delegation": delegation or "", "group": group or ""}
            found.append(Known(known_id, {**told, **units}, site_id))
        give_way()
    return found


def nobody(_row: int) -> None:
    """Hear how far an import is, and do nothing about it."""


def plan_import(
    people: list[Person], known: list[Known], *, sites: NamedSites, tell: Tell = nobody
) -> Plan:
    """Return what importing `people` into the roster `known` would do; `tell` hears each row."""
    roster = Roster(known, sites, padded_width(people))
    lines = []
    for place, person in enumerate(people):
        lines.append(roster.judge(person))
        if place % BREATH == 0:
            tell(place)
            give_way()
    return Plan(lines)


def padded_width(people: list[Person]) -> int:
    """Return how long the list's own numbers are where they begin with zeros, 0 where none do."""
    numbers = [each.facts.get("number", "") for each in people if each.is_numbered]
    padded = [len(each) for each in numbers if each.startswith("0") and each.isdigit()]
    return max(set(padded), key=padded.count, default=0)


class Roster:
    """The roster while a list goes through it row by row."""

    def __init__(self, known: list[Known], sites: NamedSites, padded_width: int) -> None:
        self.sites = sites
        self.by_number = {each.facts["number"]: each for each in known}
        self.by_name: dict[str, list[Known]] = {}
        for each in breathing(known, every=READ):
            self.by_name.setdefault(plain(each.facts["name"]), []).append(each)
        self.rows_by_number: dict[str, int] = {}
        self.rows_by_id: dict[int, int] = {}
        self.rows_by_person: dict[tuple[str, date | int | None, str], int] = {}
        """The row of this list that spoke of a number, a delegate or a new person first."""
        self.padded_width = padded_width
        digits = [number for number in self.by_number if number.isdigit()]
        self.width = max((len(number) for number in digits), default=3)
        self.free = count(max(map(int, digits), default=0) + 1)

    def judge(self, person: Person) -> Line:
        """Return what becomes of one row."""
        said = dict(person.facts)
        site = said.pop("site", "")
        line = Line(person, said, "new", remarks=list(person.remarks.values()), site=site)
        line.doubtful += person.remarks
        if person.is_left_out:
            return refused(line, _("It was left out by hand."))
        if not said.get("name"):
            return refused(line, _("There is no name."))
        self.restore_zeros(line)
        line.known = self.match(line)
        if line.known and is_somebody_else(line.known.facts, said):
            return refused(line, _("The number belongs to somebody else in the roster."))
        before = known_facts(line.known, said) if line.known else {}
        number = self.number(line)
        try:
            form = DelegateForm.model_validate({**before, **said, "number": number})
        except ValidationError as error:
            return refused(line, too_long(error))
        line.facts = {name: getattr(form, name) for name in FIELDS}
        self.expect(line)
        taken = self.taken(line)
        if taken is not None:
            return refused(line, _("The same delegate stands in row %(row)s.", row=taken))
        line.verdict = "warning" if line.remarks else "update" if line.known else "new"
        return line

    def expect(self, line: Line) -> None:
        """Settle at which site a row expects its delegate; an empty cell changes nothing."""
        own, delegation = line.known.site_id if line.known else None, line.facts["delegation"]
        named = self.sites.named(line.site, self.sites.home(own, delegation))
        if isinstance(named, Site):
            own = self.sites.own_site(named, own, delegation)
        elif named is not None:
            line.remarks.append(named)
            line.doubtful.append("site")
        line.site_id, line.site = own, self.sites.name_at(own, delegation)

    def restore_zeros(self, line: Line) -> None:
        """Give back the zeros that a numeric cell lost, where the roster knows the number."""
        number = line.facts.get("number", "")
        is_short = line.person.is_numbered and line.person.is_numeric and number.isdigit()
        if not is_short or number in self.by_number:
            return
        padded = number.zfill(self.width)
        if padded not in self.by_number:
            padded = number.zfill(self.padded_width)
        if padded != number:
            line.facts["number"] = padded
            line.remarks.append(
                _("The number lost its leading zeros; %(number)s was taken.", number=padded)
            )

    def match(self, line: Line) -> Known | None:
        """Return the delegate that a row is about."""
        said = line.facts
        same = self.same_person(said)
        numbered = self.by_number.get(said.get("number", ""))
        if not line.person.is_numbered:
            return same
        if numbered is None:
            if same is not None:
                old = same.facts["number"]
                line.remarks.append(_("This delegate had number %(number)s before.", number=old))
            return same
        if plain(numbered.facts["name"]) != plain(said["name"]):
            line.remarks.append(
                _(
                    "Number %(number)s was %(name)s before.",
                    number=said["number"],
                    name=numbered.facts["name"],
                )
            )
        return numbered

    def same_person(self, said: dict[str, Any]) -> Known | None:
        """Return the delegate of that name, birth date and delegation.

        Where one side does not know the date or the delegation the other one must agree, and
        nobody else may fit.
        """
        namesakes = self.by_name.get(plain(said["name"]), [])
        agreeing = [agreement(each.facts, said) for each in namesakes]
        most = max(agreeing, default=0)
        return namesakes[agreeing.index(most)] if most and agreeing.count(most) == 1 else None

    def number(self, line: Line) -> str:
        """Return the number that a row will have: told, kept, or the next free one."""
        told: str = line.facts.get("number", "")
        if line.person.is_numbered:
            return told
        if line.known:
            kept: str = line.known.facts["number"]
            return kept
        if told and told not in self.by_number and told not in self.rows_by_number:
            return told
        while True:
            number = str(next(self.free)).zfill(self.width)
            if number not in self.by_number and number not in self.rows_by_number:
                return number

    def taken(self, line: Line) -> int | None:
        """Note that a row speaks of its delegate; return the row that did so before."""
        row, facts = line.person.row, line.facts
        if line.known:
            before = self.rows_by_id.setdefault(line.known.id, row)
        else:
            born = facts["birth_date"] or facts["birth_year"]
            key = (plain(facts["name"]), born, plain(facts["delegation"]))
            before = self.rows_by_person.setdefault(key, row)
            if line.person.is_numbered and before != row:
                line.remarks.append(_("The same name stands in row %(row)s.", row=before))
                before = row
        if before == row:
            before = self.rows_by_number.setdefault(facts["number"], row)
        return None if before == row else before


def plain(text: str) -> str:
    """Return a name or title as it is compared: without accents, capitals and double spaces."""
    return " ".join(fold(text).split())


def known_facts(known: Known, said: dict[str, Any]) -> dict[str, Any]:
    """Return a delegate's facts, without a birth date that another year now contradicts."""
    facts, year = known.facts, said.get("birth_year")
    if year and facts["birth_date"] and facts["birth_date"].year != year:
        return {**facts, "birth_date": None}
    return facts


def agreement(facts: dict[str, Any], said: dict[str, Any]) -> int:
    """Return how well a namesake fits: 0 not at all, more where more is known and the same.

    A date of birth and a year alone are the same where the years are.
    """
    dates = facts["birth_date"], said.get("birth_date")
    years = facts["birth_year"], dates[1].year if dates[1] else said.get("birth_year")
    units = plain(facts["delegation"]), plain(said.get("delegation", ""))
    pairs = [dates if all(dates) else years, units]
    if any(one and other and one != other for one, other in pairs):
        return 0
    same = sum(one == other for one, other in pairs)
    return same if any(one and one == other for one, other in pairs) or same == len(pairs) else 0


def is_somebody_else(facts: dict[str, Any], said: dict[str, Any]) -> bool:
    """Tell whether a row with a delegate's number is about another person.

    A name may be corrected as long as the birth date, or else the delegation, stays: a badge must
    not pass to somebody else unnoticed.
    """
    if plain(facts["name"]) == plain(said["name"]):
        return False
    return not agreement(facts, said)


def refused(line: Line, remark: LazyString) -> Line:
    """Return the line as one that is left out, with the reason first."""
    line.verdict = "refused"
    line.remarks.insert(0, remark)
    line.facts = {name: line.person.facts.get(name, "") for name in FIELDS}
    return line


def too_long(error: ValidationError) -> LazyString:
    """Return the sentence for cells that do not fit."""
    names = ", ".join(sorted({str(each["loc"][0]) for each in error.errors()}))
    return _("Too long or not readable: %(fields)s.", fields=names)


def explained(line: Line) -> str:
    """Return what people are told about a row."""
    return " ".join(str(remark) for remark in line.remarks)


def in_batches(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines a few at a time, and let the hub serve phones in between."""
    for start in range(0, len(lines), BREATH):
        yield lines[start : start + BREATH]
        give_way()
