"""What a person put in the place of a cell, read as the cell would have been."""

from collections.abc import Callable, Mapping
from typing import Any

from app.delegates.roster_file import Person, noting
from app.delegates.roster_values import birth, is_marked, sex, standing

LEFT_OUT = "left_out"
"""A mark, not a field: the row is not imported."""


def fixed(person: Person, fixes: Mapping[str, str]) -> Person:
    """Return the person of a row with what was put right; what was said of those cells goes."""
    for name, text in fixes.items():
        person.remarks.pop(name, None)
        person.facts.pop(name, None)
        if name == LEFT_OUT:
            person.is_left_out = bool(text)
        elif name == "birth_date":
            put_birth(person, text)
        elif text:
            with noting(person, name):
                person.facts[name] = READERS.get(name, str.strip)(text)
        elif name == "number":
            person.is_numbered = False
        if name == "number" and text:
            person.is_numbered, person.is_numeric = True, False
    return person


def put_birth(person: Person, text: str) -> None:
    """Put a birth date, or a year, in the place of what the row says."""
    person.facts.pop("birth_year", None)
    if not text:
        return
    with noting(person, "birth_date"):
        born, remark = birth(text, year_is_enough=True)
        person.facts["birth_year" if isinstance(born, int) else "birth_date"] = born
        if remark is not None:
            person.remarks["birth_date"] = remark


READERS: dict[str, Callable[[str], Any]] = {
    "sex": sex,
    "standing": standing,
    "party": is_marked,
}
