"""What became different after the congress adopted its credentials report."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.credentials.figures import Credentials, Group
from app.credentials.wording import figure_names, label, percent, table_titles


@dataclass(frozen=True)
class Change:
    """A figure in words, as it was adopted and as it is now."""

    label: str
    adopted: str
    now: str


def changes_since(adopted: Credentials, present: Credentials) -> list[Change]:
    """Return every figure that differs, in the order of the report."""
    found = [
        Change(name, figure(adopted, key), figure(present, key))
        for key, name in figure_names().items()
        if figure(adopted, key) != figure(present, key)
    ]
    both = adopted.tables.keys() & present.tables.keys()
    for table, title in table_titles().items():
        if table not in both:  # sites were added or removed since
            continue
        before, after = by_value(adopted, table), by_value(present, table)
        for value in dict.fromkeys([*before, *after]):
            old, new = counted(before.get(value)), counted(after.get(value))
            if old != new:
                found.append(Change(f"{title}: {label(table, value)}", old, new))
    return found


def figure(found: Credentials, key: str) -> str:
    """Return one of the totals, as it is written."""
    if key == "rate":
        return percent(found.counts.rate)
    if key in ("appointed", "substitutes"):
        return str(getattr(found, key))
    return str(getattr(found.counts, key))


def by_value(found: Credentials, table: str) -> dict[str, Group]:
    """Return the groups of a table by what they stand for."""
    return {group.value: group for group in found.tables[table]}


def counted(group: Group | None) -> str:
    """Return how many of a group are convened and present."""
    counts = group.counts if group else None
    return str(
        _(
            "%(convened)s convened, %(present)s present",
            convened=counts.convened if counts else 0,
            present=counts.present if counts else 0,
        )
    )
