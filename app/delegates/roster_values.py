"""What the cells of a list mean: dates, sex, party membership, standing, numbers."""

import re
from datetime import date, timedelta

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.clock import now
from documents.search import fold
from documents.tables import Cell

FIRST_YEAR = 1900
EXCEL_DAY_ZERO = date(1899, 12, 30)
SERIALS = range(3_000, 80_000)
DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?!\d)")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)")
MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
YEAR = re.compile(r"(?:nam\s*)?(\d{4})")
MALE = frozenset({"nam", "male", "m", "trai", "ong"})
FEMALE = frozenset({"nu", "female", "f", "gai", "ba"})
NO = frozenset({"", "0", "khong", "no", "false", "chua", "quan chung", "doan vien", "-"})
STANDINGS = {
    "duong nhien": "ex_officio",
    "duoc bau": "elected",
    "bau": "elected",
    "bau cu": "elected",
    "chinh thuc": "elected",
    "chi dinh": "appointed",
    "du khuyet": "alternate",
    "khach moi": "guest",
    "khach": "guest",
    "ex officio": "ex_officio",
    "elected": "elected",
    "appointed": "appointed",
    "alternate": "alternate",
    "guest": "guest",
}


class UnclearError(Exception):
    """A cell that cannot be taken as it stands; `remark` says so to people."""

    def __init__(self, remark: LazyString) -> None:
        super().__init__(remark)
        self.remark = remark


def birth(cell: Cell, *, year_is_enough: bool) -> tuple[date | int, LazyString | None]:
    """Return a date of birth, or the year where no more is known, and what should be said of it.

    Raises UnclearError.
    """
    try:
        found, remark = read_date(cell, year_is_enough=year_is_enough)
    except ValueError as error:
        raise UnclearError(
            _("“%(text)s” is no date of birth; it was left empty.", text=str(cell))
        ) from error
    year = found if isinstance(found, int) else found.year
    is_future = year > now().year if isinstance(found, int) else found > now().date()
    if year < FIRST_YEAR or is_future:
        raise UnclearError(_("“%(text)s” is no date of birth; it was left empty.", text=str(cell)))
    return found, remark


def read_date(cell: Cell, *, year_is_enough: bool) -> tuple[date | int, LazyString | None]:
    """Return the date or the year that a cell means; raises ValueError."""
    if isinstance(cell, date):
        return cell, None
    if isinstance(cell, int | float) and int(cell) in SERIALS:
        return EXCEL_DAY_ZERO + timedelta(days=int(cell)), None
    text = fold(str(cell)).strip()
    if match := YEAR_FIRST.search(text):
        return date(int(match[1]), int(match[2]), int(match[3])), None
    if match := DAY_FIRST.search(text):
        return day_first(int(match[1]), int(match[2]), full_year(match[3]), text)
    only_year = _("Only the year of birth is known.")
    if match := MONTH.fullmatch(text):
        date(int(match[2]), int(match[1]), 1)  # a thirteenth month is no month
        return int(match[2]), _("Only the month of birth is known; the year was taken.")
    if match := YEAR.fullmatch(text):
        return int(match[1]), None if year_is_enough else only_year
    if text.isdigit() and int(text) in SERIALS:
        return EXCEL_DAY_ZERO + timedelta(days=int(text)), None
    raise ValueError(text)


def day_first(day: int, month: int, year: int, text: str) -> tuple[date, LazyString | None]:
    """Return a date as Vietnamese write it; month first where nothing else is possible."""
    if month > 12 >= day:
        remark = _("“%(text)s” was read with the month first.", text=text)
        return date(year, day, month), remark
    return date(year, month, day), None


def full_year(text: str) -> int:
    """Return the year that two or four digits mean."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year > now().year % 100 else 2000)


def sex(cell: Cell) -> str:
    """Return male or female, "" for an empty cell; raises UnclearError."""
    text = fold(str(cell)).strip(" .")
    if text in MALE:
        return "male"
    if text in FEMALE:
        return "female"
    if text == "":
        return ""
    raise UnclearError(
        _("“%(text)s” is neither male nor female; it was left empty.", text=str(cell))
    )


def is_marked(cell: Cell) -> bool:
    """Tell whether a column of crosses is marked: x, có, 1 or a date; not 0 or không."""
    return fold(str(cell)).strip(" .") not in NO


def standing(cell: Cell) -> str:
    """Return a standing, "" for an empty cell; raises UnclearError."""
    text = " ".join(re.sub(r"[^\w\s]", " ", fold(str(cell))).split())
    if text == "":
        return ""
    for words, found in STANDINGS.items():
        if text == words or text.endswith(" " + words):
            return found
    raise UnclearError(
        _("“%(text)s” is no standing of a delegate; “elected” was taken.", text=str(cell))
    )


def standing_in(title: str) -> str:
    """Return the standing that a section's title names, "" when it names none."""
    text = " ".join(re.sub(r"[^\w\s]", " ", fold(title)).split())
    for words in ("duong nhien", "duoc bau", "chi dinh", "du khuyet", "khach moi"):
        if words in text:
            return STANDINGS[words]
    return ""
