"""The people of a list as offices make them: titles, sections, totals, several sheets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.clock import give_way
from app.delegates.roster_columns import Columns, columns_of
from app.delegates.roster_values import (
    UnclearError,
    birth,
    is_marked,
    sex,
    standing,
    standing_in,
)
from documents.search import fold
from documents.tables import Cell, Row, Sheet, Table

NONE: Mapping[str, Any] = {}
TEXTS = ("position", "ethnicity", "religion", "education", "seat", "group", "site")
LETTERED = re.compile(r"[IVXL]+|[A-Z]")
NUMBERING = re.compile(r"\s*(?:[IVXL]+|[A-Z]|\d{1,2})\s*[.)/:\-–]\s*")
PEOPLE = r"(?:đại biểu|đồng chí|đ/c|người|đb)"
HEADCOUNT = re.compile(
    rf"\s*(?:[:(\[\-–]\s*\d+\s*{PEOPLE}?\s*[)\]]?|\d+\s*{PEOPLE})\s*$", re.IGNORECASE
)
TOTAL = re.compile(r"(tổng|cộng)\b|tong (so|cong)|total\b", re.IGNORECASE)
UNITS = re.compile(
    r"\b(doan|xa|phuong|huyen|thi|thanh pho|tinh|so|ban|khoi|cong an|truong|chi doan|co quan"
    r"|cong ty|dang|quan|khach|dai bieu|to|hoi|don vi)\b"
)


@dataclass
class Person:
    """One row of a list: what it says, and what should be said about it."""

    sheet: str
    row: int
    facts: dict[str, Any] = field(default_factory=dict)
    """Fields of DelegateForm, and the site, that the row fills; an empty cell fills none."""
    remarks: dict[str, LazyString] = field(default_factory=dict)
    """By the field that they are about."""
    place: str = ""
    """Where the row stands in the file: "sheet:row", both as numbers."""
    is_numbered: bool = False
    """The number is the delegate's own, not only the place in the list."""
    is_numeric: bool = False
    """The number stood in a numeric cell, which keeps no leading zeros."""
    is_left_out: bool = False
    """Somebody decided that the row is not imported."""


@dataclass
class Section:
    """What the rows above say of those below."""

    delegation: str = ""
    standing: str = ""


def people_in(table: Table, meanings: Mapping[str, Mapping[str, str]] = NONE) -> Iterator[Person]:
    """Yield the people of every sheet that has a header, in order.

    `meanings`: sheet (from 0) → column (from 0) → field, where a person chose.
    """
    lists = [
        columns_of(sheet.rows, meanings.get(str(number), NONE))
        for number, sheet in enumerate(table.sheets)
    ]
    several = sum(columns is not None for columns in lists) > 1
    for number, (sheet, columns) in enumerate(zip(table.sheets, lists, strict=True)):
        if columns is not None:
            is_own = has_own_numbers(sheet.rows[columns.first_row :], columns)
            give_way()
            title = sheet.name if several else ""
            for found in people_of_sheet(sheet, columns, is_own=is_own, title=title):
                found.place = f"{number}:{found.row}"
                yield found


def people_of_sheet(
    sheet: Sheet, columns: Columns, *, is_own: bool, title: str
) -> Iterator[Person]:
    """Yield the people of one sheet; `title` names their delegation where nothing else does."""
    section = Section(title)
    for row in sheet.rows[columns.first_row :]:
        if is_total(row.cells):
            continue
        heading = section_title(row.cells, columns)
        if heading:
            section = next_section(section, heading)
        elif holds_person(row.cells, columns):
            yield person(row, columns, section, sheet=sheet.name, is_own=is_own)


def has_own_numbers(rows: Sequence[Row], columns: Columns) -> bool:
    """Tell whether the places in the list never repeat: then they can serve as numbers."""
    if "number" in columns or "ordinal" not in columns:
        return False
    places = [columns.text(row.cells, "ordinal") for row in rows]
    numbers = [place for place in places if place.isdigit()]
    return bool(numbers) and len(set(numbers)) == len(numbers)


def is_total(cells: Sequence[Cell]) -> bool:
    """Tell whether a row sums up: "Tổng cộng", but not Mr Tống or Mrs Cộng."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    return bool(texts) and any(TOTAL.match(text) for text in texts[:2]) and len(texts) <= 3


def section_title(cells: Sequence[Cell], columns: Columns) -> str:
    """Return what a row that heads a section says, "" for any other row."""
    filled = [place for place, cell in enumerate(cells) if cell != ""]
    texts = [str(cells[place]) for place in filled if isinstance(cells[place], str)]
    if not texts:
        return ""
    ordinal, name = columns.text(cells, "ordinal"), full_name(cells, columns)
    is_lettered = LETTERED.fullmatch(ordinal) is not None
    own = {columns.places.get(each) for each in ("ordinal", "name", "family", "given")}
    beside = [place for place in filled if place not in own and isinstance(cells[place], str)]
    if is_lettered and name and not has_birth(cells, columns):
        return name
    if beside and len(texts) > 1:
        return ""
    if not name:
        return texts[-1] if len(texts) <= 2 else ""
    if ordinal.isdigit() or beside or columns.text(cells, "number") or has_birth(cells, columns):
        return ""
    is_bare = "ordinal" not in columns and "number" not in columns
    return name if not is_bare or UNITS.search(fold(name)) else ""


def next_section(section: Section, heading: str) -> Section:
    """Return the section that a heading opens: a delegation, or a standing within one."""
    found = standing_in(heading)
    if found:
        return Section(section.delegation if found != "guest" else "", found)
    numbering = NUMBERING.match(heading)
    unnumbered = heading[numbering.end() :] if numbering else heading
    name = HEADCOUNT.sub("", unnumbered).strip(" .:-–")
    return Section(name or heading, section.standing if section.standing != "guest" else "")


def holds_person(cells: Sequence[Cell], columns: Columns) -> bool:
    """Tell whether a row is about somebody, even if the name is missing."""
    if full_name(cells, columns):
        return True
    filled = [name for name in columns.places if columns.text(cells, name)]
    return len(set(filled) - {"ordinal"}) >= 2


def has_birth(cells: Sequence[Cell], columns: Columns) -> bool:
    """Tell whether a row says when somebody was born."""
    places = [*columns.births, columns.places.get("birth")]
    return any(cells[each] != "" for each in places if each is not None and each < len(cells))


def full_name(cells: Sequence[Cell], columns: Columns) -> str:
    """Return the name in one or two columns."""
    if "family" in columns or "given" in columns:
        parts = [columns.text(cells, each) for each in ("family", "given")]
        return " ".join(part for part in parts if part)
    return columns.text(cells, "name")


def person(row: Row, columns: Columns, section: Section, *, sheet: str, is_own: bool) -> Person:
    """Return what one row says."""
    found = Person(sheet, row.number)
    cells, facts = row.cells, found.facts
    facts["name"] = full_name(cells, columns)
    take_number(found, columns, cells, is_own=is_own)
    take_birth_and_sex(found, columns, cells)
    for name in TEXTS:
        facts[name] = columns.text(cells, name)
    facts["delegation"] = columns.text(cells, "delegation") or section.delegation
    if "party" in columns or "party_date" in columns:
        marks = [columns.cell(cells, each) for each in ("party", "party_date")]
        facts["party"] = any(is_marked(mark) for mark in marks)
    facts["standing"] = section.standing
    with noting(found, "standing"):
        facts["standing"] = standing(columns.cell(cells, "standing")) or section.standing
    found.facts = {name: value for name, value in facts.items() if value not in ("", None)}
    return found


def take_number(found: Person, columns: Columns, cells: Sequence[Cell], *, is_own: bool) -> None:
    """Take the delegate's number, or the place in the list where that can serve as one."""
    name = "number" if "number" in columns else "ordinal" if is_own else ""
    cell = columns.cell(cells, name)
    found.facts["number"] = str(cell).strip()
    found.is_numbered = name == "number" and cell != ""
    found.is_numeric = isinstance(cell, int | float)


def take_birth_and_sex(found: Person, columns: Columns, cells: Sequence[Cell]) -> None:
    """Take birth and sex from their own columns, or from one column for each sex."""
    births = [(columns.cell(cells, "birth"), "")]
    for place, told in zip(columns.births, ("male", "female"), strict=False):
        births.append((cells[place] if place < len(cells) else "", told))
    for cell, told in births:
        if cell == "":
            continue
        if told:
            found.facts["sex"] = told
        if not told or fold(str(cell)).strip() != "x":
            with noting(found, "birth_date"):
                take_birth(found, columns, cell)
    if "sex" in columns:
        with noting(found, "sex"):
            found.facts["sex"] = sex(columns.cell(cells, "sex"))
    elif not columns.births:
        take_marked_sex(found, columns, cells)


def take_birth(found: Person, columns: Columns, cell: Cell) -> None:
    """Take the date of birth."""
    born, remark = birth(cell, year_is_enough=columns.is_year or bool(columns.births))
    found.facts["birth_year" if isinstance(born, int) else "birth_date"] = born
    if remark is not None:
        found.remarks["birth_date"] = remark


def take_marked_sex(found: Person, columns: Columns, cells: Sequence[Cell]) -> None:
    """Take the sex from a cross in one of two columns, or in a column for women alone."""
    marks = {each for each in ("male", "female") if is_marked(columns.cell(cells, each))}
    if len(marks) == 2:
        found.remarks["sex"] = _("Both male and female are marked; the sex was left empty.")
    elif marks:
        found.facts["sex"] = marks.pop()
    elif "female" in columns and "male" not in columns:
        found.facts["sex"] = "male"


@contextmanager
def noting(found: Person, name: str) -> Iterator[None]:
    """Turn what is unclear about a cell into a remark about the person."""
    try:
        yield
    except UnclearError as unclear:
        found.remarks[name] = unclear.remark
