"""The figures of a report as plain data, and back: what is kept when the congress adopts it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from app.clock import give_way
from app.credentials.figures import Convened, Counts, Credentials, Group


def as_data(found: Credentials) -> dict[str, Any]:
    """Return the figures as JSON can keep them."""
    tables = {}
    for name, groups in found.tables.items():
        tables[name] = [asdict(group) for group in groups]
        give_way()
    return {
        "counts": asdict(found.counts),
        "tables": tables,
        "oldest": person_data(found.oldest),
        "youngest": person_data(found.youngest),
        "oldest_is_certain": found.oldest_is_certain,
        "youngest_is_certain": found.youngest_is_certain,
        "average_age": found.average_age,
        "ages_by_year": found.ages_by_year,
        "appointed": found.appointed,
        "on": found.on.isoformat(),
        "substitutes": found.substitutes,
    }


def from_data(data: dict[str, Any]) -> Credentials:
    """Return the figures that `as_data` wrote."""
    tables = {}
    for name, groups in data["tables"].items():
        tables[name] = [Group(**{**each, "counts": Counts(**each["counts"])}) for each in groups]
        give_way()
    return Credentials(
        **{
            **data,
            "counts": Counts(**data["counts"]),
            "tables": tables,
            "oldest": person_from(data["oldest"]),
            "youngest": person_from(data["youngest"]),
            "on": date.fromisoformat(data["on"]),
        }
    )


def person_data(person: Convened | None) -> dict[str, Any] | None:
    """Return the oldest or youngest as JSON can keep them."""
    if person is None:
        return None
    born = person.birth_date.isoformat() if person.birth_date else None
    return {**asdict(person), "birth_date": born}


def person_from(data: dict[str, Any] | None) -> Convened | None:
    """Return the person that `person_data` wrote."""
    if data is None:
        return None
    born = date.fromisoformat(data["birth_date"]) if data["birth_date"] else None
    return Convened(**{**data, "birth_date": born})
