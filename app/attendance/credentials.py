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
from typing import Literal

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
    ethnicity: str
    religion: str
    party: bool
    education: str


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
    average_age: float | None
    """Of those whose birth date is known; one decimal."""
    appointed: int
    on: date
    """The day on which ages are counted: the first of the congress."""

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


def age_band(born: date | None, on: date) -> str:
    """Return the band as "26-30", "-19" or "61-", "" when the birth date is not known."""
    if born is None:
        return UNKNOWN
    age = age_on(born, on)
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
        "age": lambda person: age_band(person.birth_date, on),
        "education": lambda person: person.education,
        "delegation": lambda person: person.delegation,
    }
    give_way()
    born = [person for person in people if person.birth_date]
    ages = [age_on(person.birth_date, on) for person in born if person.birth_date]
    tables = {}
    for name, key in keys.items():
        tables[name] = in_order(name, table(people, key))
        give_way()
    return Credentials(
        counts=counted(people),
        tables=tables,
        oldest=min(born, key=by_birth, default=None),
        youngest=max(born, key=by_birth, default=None),
        average_age=round(sum(ages) / len(ages), 1) if ages else None,
        appointed=sum(person.standing == "appointed" for person in people),
        on=on,
    )


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
