"""The people of the demo congress: 297 invented delegates in 12 delegations, and 12 guests.

Everything is drawn from the lists in `content/` with one seed, so that every demo is the same:
the same number is the same person on every machine.
"""

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

CONTENT: Final = Path(__file__).parent / "content"
SEED: Final = 2027
SEAT_ROWS: Final = "ABCDEGHKLMNPQRS"  # no F, I, J, O: misheard or misread at the door
SEATS_PER_ROW: Final = 20
GUESTS: Final = "Khách mời"
EX_OFFICIO: Final = 41
APPOINTED: Final = 12  # 4.04 % of 297; the rule allows 5 %
ALTERNATES: Final = 9

Standing = Literal["ex_officio", "elected", "appointed", "alternate", "guest"]
Sex = Literal["male", "female"]
Kind = Literal["commune", "university", "school", "office", "armed", "enterprise"]


@dataclass(frozen=True, slots=True)
class DemoDelegate:
    """One person of the roster, in the fields of the credentials report."""

    number: str
    name: str
    delegation: str
    position: str
    standing: Standing
    sex: Sex
    birth_date: date
    ethnicity: str
    religion: str
    party: bool
    education: str
    seat: str
    leads: bool


@dataclass(frozen=True, slots=True)
class DemoDelegation:
    """A delegation before its people are drawn; `peoples` are weights of ethnicity."""

    name: str
    kind: Kind
    size: int
    places: tuple[str, ...]
    peoples: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Post:
    """What somebody does: the years they may be born in, party share, schooling (weights)."""

    title: str
    born: tuple[int, int]
    party: float
    education: dict[str, int]


def _load(name: str) -> dict[str, Any]:
    text = unicodedata.normalize("NFC", (CONTENT / name).read_text(encoding="utf-8"))
    return tomllib.loads(text)


def _cadre(title: str) -> _Post:
    return _Post(title, (1990, 1998), 1.0, {"Đại học": 78, "Thạc sĩ": 20, "Cao đẳng": 2})


_LEADER: Final = _Post(
    "Ủy viên Ban Thường vụ Tỉnh Đoàn, Bí thư Đoàn {place}",
    (1987, 1993),
    1.0,
    {"Đại học": 45, "Thạc sĩ": 55},
)
_VILLAGE: Final = {"Trung học phổ thông": 34, "Trung cấp": 22, "Cao đẳng": 20, "Đại học": 24}
_STUDENT: Final = {"Trung học phổ thông": 1}
_POSTS: Final[dict[Kind, tuple[_Post, ...]]] = {
    "commune": (
        _cadre("Bí thư Đoàn {place}"),
        _Post("Phó Bí thư Đoàn {place}", (1992, 2001), 0.9, {"Đại học": 85, "Cao đẳng": 15}),
        _Post("Ủy viên Ban Chấp hành Đoàn {place}", (1993, 2003), 0.6, _VILLAGE),
        _Post("Bí thư Chi đoàn thôn, bản, {place}", (1995, 2006), 0.45, _VILLAGE),
        _Post("Giáo viên, Tổng phụ trách Đội, {place}", (1990, 2001), 0.6, {"Đại học": 1}),
        _Post("Chủ mô hình kinh tế thanh niên, {place}", (1989, 2002), 0.3, _VILLAGE),
    ),
    "university": (
        _Post("Bí thư Liên chi đoàn {place}", (1992, 2000), 0.9, {"Thạc sĩ": 70, "Đại học": 30}),
        _Post("Giảng viên {place}", (1986, 1996), 0.8, {"Thạc sĩ": 55, "Tiến sĩ": 45}),
        _Post("Sinh viên {place}", (2005, 2008), 0.12, _STUDENT),
        _Post("Chi hội trưởng Hội Sinh viên {place}", (2004, 2007), 0.25, _STUDENT),
    ),
    "school": (
        _Post("Giáo viên, Bí thư Đoàn {place}", (1989, 1999), 0.9, {"Đại học": 70, "Thạc sĩ": 30}),
        _Post("Giáo viên {place}", (1988, 2001), 0.6, {"Đại học": 75, "Thạc sĩ": 25}),
        _Post("Phó Bí thư Đoàn {place}", (1993, 2002), 0.7, {"Đại học": 1}),
        _Post("Ủy viên Ban Chấp hành Đoàn {place}", (1995, 2004), 0.4, {"Đại học": 1}),
    ),
    "office": (
        _Post("Chuyên viên Tỉnh Đoàn", (1991, 2000), 1.0, {"Đại học": 65, "Thạc sĩ": 35}),
        _Post("Bí thư Chi đoàn {place}", (1990, 1999), 0.95, {"Đại học": 55, "Thạc sĩ": 45}),
        _Post("Công chức {place}", (1990, 2001), 0.75, {"Đại học": 70, "Thạc sĩ": 30}),
    ),
    "armed": (
        _Post("Trợ lý Thanh niên {place}", (1990, 1998), 1.0, {"Đại học": 90, "Thạc sĩ": 10}),
        _Post("Bí thư Chi đoàn {place}", (1993, 2003), 0.95, {"Đại học": 80, "Cao đẳng": 20}),
        _Post(
            "Đoàn viên, chiến sĩ {place}",
            (2001, 2008),
            0.35,
            {"Trung học phổ thông": 60, "Trung cấp": 25, "Đại học": 15},
        ),
    ),
    "enterprise": (
        _Post("Bí thư Đoàn cơ sở {place}", (1989, 1997), 0.95, {"Đại học": 80, "Thạc sĩ": 20}),
        _Post("Kỹ sư {place}", (1990, 2002), 0.4, {"Đại học": 85, "Thạc sĩ": 15}),
        _Post(
            "Công nhân {place}",
            (1994, 2006),
            0.15,
            {"Trung học phổ thông": 40, "Trung cấp": 35, "Cao đẳng": 25},
        ),
    ),
}
# Full-time leaders of the provincial union, seated with the offices.
_SECRETARIES: Final = (
    "Bí thư Tỉnh Đoàn",
    "Phó Bí thư Thường trực Tỉnh Đoàn",
    "Phó Bí thư Tỉnh Đoàn",
)
_GUEST_POSITIONS: Final = (
    "Đại diện Thường trực Tỉnh ủy",
    "Đại diện Trung ương Đoàn TNCS Hồ Chí Minh",
    "Đại diện Ủy ban nhân dân tỉnh",
    "Đại diện Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Đại diện Hội Liên hiệp Phụ nữ tỉnh",
    "Đại diện Hội Cựu chiến binh tỉnh",
    "Nguyên Bí thư Tỉnh Đoàn khóa XI",
    "Nguyên Phó Bí thư Tỉnh Đoàn khóa XIII",
    "Giám đốc Bảo tàng tỉnh",
    "Đại diện Báo và Phát thanh, Truyền hình tỉnh",
    "Đại diện doanh nghiệp đồng hành",
    "Đại diện thanh niên tỉnh bạn",
)


def delegations() -> tuple[DemoDelegation, ...]:
    """Return the twelve delegations in the order in which they sit."""
    return tuple(
        DemoDelegation(
            name=row["name"],
            kind=row["kind"],
            size=row["size"],
            places=tuple(row["places"]),
            peoples=row["peoples"],
        )
        for row in _load("delegations.toml")["delegation"]
    )


class _Cast:
    """Draws people one after another and never the same name twice."""

    def __init__(self) -> None:
        self.random = Random(SEED)  # noqa: S311 - a fixed cast, nothing secret
        self.names = _load("names.toml")
        self.used: set[str] = set()

    def pick(self, weights: dict[str, int]) -> str:
        return self.random.choices(list(weights), weights=list(weights.values()))[0]

    def name(self, ethnicity: str, sex: Sex, year: int) -> str:
        for _ in range(200):
            name = self._any_name(ethnicity, sex, year)
            words = name.split()
            if name not in self.used and len(set(words)) == len(words):
                self.used.add(name)
                return name
        raise LookupError(f"no unused name is left for {ethnicity}")

    def _any_name(self, ethnicity: str, sex: Sex, year: int) -> str:
        if ethnicity == "Kinh":
            kinh = self.names["kinh"]
            fashion = next(y for y in (1992, 2000, 2008) if year <= y)
            given = self.random.choice(kinh["given"][f"{sex}_{fashion}"])
            return f"{self.pick(kinh['surnames'])} {given}"
        people = self.names[ethnicity]
        words = [self.random.choice(people["surnames"]), self.random.choice(people[sex])]
        return " ".join(reversed(words) if people.get("surname_last") else words)

    def religion(self, ethnicity: str) -> str:
        if ethnicity == "Mông":
            return self.pick({"Không": 85, "Tin lành": 15})
        if ethnicity == "Khmer":
            return "Phật giáo"
        return self.pick(
            {"Không": 880, "Phật giáo": 62, "Công giáo": 46, "Tin lành": 6, "Cao Đài": 6}
        )

    def born(self, years: tuple[int, int]) -> date:
        first = date(years[0], 1, 1)
        return first + timedelta(
            days=self.random.randrange((date(years[1] + 1, 1, 1) - first).days)
        )


def _posts(cast: _Cast, delegation: DemoDelegation) -> list[_Post]:
    """Return who is sent, the leader first: every place sends its own before a second one."""
    leader = _LEADER
    if delegation.kind in ("university", "armed", "school", "office", "enterprise"):
        title = f"Ủy viên Ban Thường vụ Tỉnh Đoàn, Trưởng đoàn đại biểu {delegation.name}"
        leader = _Post(title, _LEADER.born, _LEADER.party, _LEADER.education)
    posts = [_fill(leader, delegation.places[0])]
    if delegation.kind == "office":
        posts = [_fill(_Post(t, (1985, 1990), 1.0, {"Thạc sĩ": 1}), "") for t in _SECRETARIES]
    single, shared = _POSTS[delegation.kind][0], _POSTS[delegation.kind][1:]
    taken = 1 if delegation.kind == "commune" else 0  # the leader is secretary of the first place
    posts += [_fill(single, place) for place in delegation.places[taken:]]
    while len(posts) < delegation.size:
        posts.append(_fill(cast.random.choice(shared), cast.random.choice(delegation.places)))
    return posts


def _fill(post: _Post, place: str) -> _Post:
    return _Post(post.title.format(place=place), post.born, post.party, post.education)


def _standings(cast: _Cast, sizes: list[int]) -> list[Standing]:
    """Return a standing per seat: leaders and some first posts ex officio, the rest drawn."""
    starts = [sum(sizes[:index]) for index in range(len(sizes))]
    first = [start + step for step in range(4) for start in starts]
    ex_officio = set(first[:EX_OFFICIO])
    others = [index for index in range(sum(sizes)) if index not in ex_officio]
    drawn = cast.random.sample(others, APPOINTED + ALTERNATES)
    appointed, alternates = set(drawn[:APPOINTED]), set(drawn[APPOINTED:])

    def standing(index: int) -> Standing:
        if index in ex_officio:
            return "ex_officio"
        if index in appointed:
            return "appointed"
        return "alternate" if index in alternates else "elected"

    return [standing(index) for index in range(sum(sizes))]


def delegates() -> list[DemoDelegate]:
    """Return the 297 delegates by number; the first of each delegation leads it."""
    cast = _Cast()
    groups = delegations()
    standings = _standings(cast, [group.size for group in groups])
    people: list[DemoDelegate] = []
    for group in groups:
        for place, post in enumerate(_posts(cast, group)):
            index = len(people)
            sex: Sex = "female" if cast.random.random() < _women(group.kind) else "male"
            ethnicity, birth_date = cast.pick(group.peoples), cast.born(post.born)
            row, column = divmod(index, SEATS_PER_ROW)
            people.append(
                DemoDelegate(
                    number=f"{index + 1:03d}",
                    name=cast.name(ethnicity, sex, birth_date.year),
                    delegation=group.name,
                    position=_with_office(post.title, standings[index]),
                    standing=standings[index],
                    sex=sex,
                    birth_date=birth_date,
                    ethnicity=ethnicity,
                    religion=cast.religion(ethnicity),
                    party=cast.random.random() < post.party,
                    education=cast.pick(post.education),
                    seat=f"{SEAT_ROWS[row]}-{column + 1:02d}",
                    leads=place == 0,
                )
            )
    return people


def _women(kind: Kind) -> float:
    return 0.18 if kind == "armed" else 0.46


def _with_office(title: str, standing: Standing) -> str:
    """Return the position of somebody who is a delegate by virtue of a provincial office."""
    if standing != "ex_officio" or "Tỉnh Đoàn" in title:
        return title
    return f"Ủy viên Ban Chấp hành Tỉnh Đoàn, {title}"


def guests() -> list[DemoDelegate]:
    """Return the twelve guests: invited, seated in front, never counted, never voting."""
    cast = _Cast()
    cast.random.seed(SEED + 1)
    cast.used.update(person.name for person in delegates())
    people: list[DemoDelegate] = []
    for index, position in enumerate(_GUEST_POSITIONS):
        sex: Sex = "female" if index % 3 == 1 else "male"
        birth_date = cast.born((1962, 1984))
        people.append(
            DemoDelegate(
                number=f"K{index + 1:02d}",
                name=cast.name("Kinh", sex, birth_date.year),
                delegation=GUESTS,
                position=position,
                standing="guest",
                sex=sex,
                birth_date=birth_date,
                ethnicity="Kinh",
                religion="Không",
                party=True,
                education=cast.pick({"Đại học": 40, "Thạc sĩ": 50, "Tiến sĩ": 10}),
                seat=f"KM-{index + 1:02d}",
                leads=False,
            )
        )
    return people
