"""The figures of the credentials report: pure counting, so that every sum agrees with the others.

Counted are the convened: every delegate but guests. Each of them has exactly one state and falls
into exactly one group of each table, "not recorded" where the roster is silent; so the groups of
a table add up to the totals, whatever the roster holds.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from app.clock import breathing, give_way

State = Literal["present", "excused", "unexcused", "pending"]
STATES: tuple[State, ...] = ("present", "excused", "unexcused", "pending")
APPOINTED_LIMIT = 0.05
"""Share of the convened that may be appointed (product rule: appointed ≤ 5 %)."""
AGE_BANDS = (20, 26, 31, 36, 41, 51, 61)
"""First age of each band but the lowest."""
ORDERS = {
    "sex": ("male", "female"),
    "standing": ("ex_officio", "elected", "appointed", "alternate"),
    "party": ("yes", "no"),
}
"""Tables with an order of their own; ages go up, the others begin with the largest group."""
UNKNOWN = ""
BATCH = 1000
"""After so many people the hub may serve phones."""


@dataclass(frozen=True)
class Convened:
    """A delegate who is called to the session, and whether the delegate came."""

    state: State
    name: str
    delegation: str
    position: str
    standing: str
    sex: str
    birth_date: date | None
    birth_year: int | None
    """Of `birth_date`, or all that is known of the birth."""
    ethnicity: str
    religion: str
    party: bool
    education: str
    is_substitute: bool = False
    """Called in the place of another: delegation and standing are of that place."""
    site: str = ""
    """Where they count; empty where everybody meets in one place."""


@dataclass(frozen=True)
class Counts:
    """How many are called, and what became of them."""

    convened: int
    present: int
    excused: int
    unexcused: int
    pending: int

    @property
    def rate(self) -> float:
        """Present / convened, 0 when nobody is convened; four decimals."""
        return share(self.present, self.convened)


@dataclass(frozen=True)
class Group:
    """One line of a table; `value` is "" for those of whom the roster does not tell."""

    value: str
    counts: Counts
    share: float
    """Of all convened; four decimals."""


@dataclass(frozen=True)
class Credentials:
    """Every figure of the report."""

    counts: Counts
    tables: dict[str, list[Group]]
    oldest: Convened | None
    youngest: Convened | None
    oldest_is_certain: bool
    """False where somebody else of the same year is known by the year alone."""
    youngest_is_certain: bool
    average_age: float | None
    """Of those whose birth date or year is known; one decimal."""
    ages_by_year: int
    """Of how many convened only the year of birth is known."""
    appointed: int
    on: date
    """The day on which ages are counted: the first of the congress."""
    substitutes: int = 0
    """Of the convened; a report that was adopted before substitutes had places knows none."""

    @property
    def appointed_share(self) -> float:
        """Appointed / convened; four decimals."""
        return share(self.appointed, self.counts.convened)

    @property
    def appointed_is_within_limit(self) -> bool:
        """Whether at most 5 % of the convened are appointed; counted whole, not rounded."""
        return self.appointed <= APPOINTED_LIMIT * self.counts.convened


def share(part: int, whole: int) -> float:
    """Return part / whole with four decimals, 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def age_on(born: date, on: date) -> int:
    """Return the age in whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_of(person: Convened, on: date) -> int | None:
    """Return the age in whole years; by the year alone: the one reached in the year of `on`."""
    if person.birth_date is not None:
        return age_on(person.birth_date, on)
    return on.year - person.birth_year if person.birth_year is not None else None


def age_band(age: int | None) -> str:
    """Return the band as "26-30", "-19" or "61-", "" when the age is not known."""
    if age is None:
        return UNKNOWN
    bounds = (None, *AGE_BANDS, None)
    for low, high in pairwise(bounds):
        if (low is None or age >= low) and (high is None or age < high):
            return f"{low or ''}-{high - 1 if high else ''}"
    raise AssertionError("the bands leave no gap")


def counted(people: Iterable[Convened]) -> Counts:
    """Count states."""
    found = Counter(person.state for person in people)
    return Counts(convened=found.total(), **{state: found[state] for state in STATES})


def credentials(people: list[Convened], *, on: date) -> Credentials:
    """Return every figure of the report."""
    keys: dict[str, Callable[[Convened], str]] = {
        "sex": lambda person: person.sex,
        "standing": lambda person: person.standing,
        "ethnicity": lambda person: person.ethnicity,
        "religion": lambda person: person.religion,
        "party": lambda person: "yes" if person.party else "no",
        "age": lambda person: age_band(age_of(person, on)),
        "education": lambda person: person.education,
        "delegation": lambda person: person.delegation,
    }
    if any(person.site for person in people):
        keys["site"] = lambda person: person.site
    give_way()
    ages = [age for person in people if (age := age_of(person, on)) is not None]
    oldest, oldest_is_certain = extreme(people, min)
    youngest, youngest_is_certain = extreme(people, max)
    tables = {}
    for name, key in keys.items():
        tables[name] = in_order(name, table(people, key))
        give_way()
    counts = counted(people)
    give_way()
    return Credentials(
        counts=counts,
        tables=tables,
        oldest=oldest,
        youngest=youngest,
        oldest_is_certain=oldest_is_certain,
        youngest_is_certain=youngest_is_certain,
        average_age=round(sum(ages) / len(ages), 1) if ages else None,
        ages_by_year=sum(
            person.birth_date is None and person.birth_year is not None for person in people
        ),
        appointed=sum(person.standing == "appointed" for person in people),
        on=on,
        substitutes=sum(person.is_substitute for person in people),
    )


def extreme(
    people: list[Convened], first: Callable[[Iterable[int]], int]
) -> tuple[Convened | None, bool]:
    """Return the oldest (`first` is min) or youngest (max), and whether that is certain.

    Of those of the extreme year the dated decide; of two of one day the name does. It is not
    certain where another one of that year is known by the year alone.
    """
    years = [person.birth_year for person in people if person.birth_year is not None]
    if not years:
        return None, True
    wanted = first(years)
    peers = [person for person in people if person.birth_year == wanted]
    dated = [person for person in peers if person.birth_date is not None]
    pick: Any = first
    found: Convened = pick(dated or peers, key=by_birth)
    return found, len(peers) == 1 or len(dated) == len(peers)


def by_birth(person: Convened) -> tuple[date, str]:
    """Return what the oldest and youngest are found by; of two of one day the name decides."""
    return person.birth_date or date.min, person.name


def table(people: list[Convened], key: Callable[[Convened], str]) -> list[Group]:
    """Return the groups of one table, the largest first.

    "Kinh" and "KINH" are one group under the spelling that is met most often.
    """
    members: dict[str, list[Convened]] = {}
    spellings: dict[str, Counter[str]] = {}
    for person in breathing(people, every=BATCH):
        value = " ".join(key(person).split())
        folded = value.casefold()
        members.setdefault(folded, []).append(person)
        spellings.setdefault(folded, Counter())[value] += 1
    groups = [
        Group(
            spellings[folded].most_common(1)[0][0],
            counted(own),
            share(len(own), len(people)),
        )
        for folded, own in members.items()
    ]
    return sorted(groups, key=lambda group: -group.counts.convened)


def in_order(name: str, groups: list[Group]) -> list[Group]:
    """Return the groups of a table in its order, those not recorded last."""

    def place(group: Group) -> tuple[bool, int]:
        own = ORDERS.get(name, ())
        if name == "age" and group.value != UNKNOWN:
            low = group.value.partition("-")[0]
            return False, int(low or 0)
        return group.value == UNKNOWN, own.index(group.value) if group.value in own else len(own)

    return sorted(groups, key=place)
