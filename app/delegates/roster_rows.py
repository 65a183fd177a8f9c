"""Facts of people as the rows that are laid ready for a stroke."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.clock import breathing
from app.congresses.models import Congress
from app.delegates.roster_bonds import in_portions
from app.delegates.roster_plan import BREATH, UNITS, Known, known_delegates
from app.delegates.roster_steps import FIELDS, Facts, derived, plain
from app.delegates.roster_units import Units


def people_with(congress: Congress, ids: Sequence[int]) -> list[Known]:
    """Return what is known of those of the delegates who are there, the presidium too."""
    found: list[Known] = []
    for some in in_portions(ids):
        found += known_delegates(congress, ids=some, names=FIELDS)
    return found


def told(facts: Facts, units: Units) -> Facts:
    """Return facts by the columns that they are laid ready in; units as ids to be."""
    columns = {name: facts[name] for name in FIELDS if name not in UNITS and name in facts}
    ids = {f"{name}_id": units.id_of(f"{name}_id", facts[name]) for name in UNITS}
    return columns | derived(facts) | ids | {"site_id": facts.get("site_id")}


def changed_row(known: Known, facts: Facts, units: Units) -> Facts:
    """Return the row of a delegate whose facts become others, with what they were and are."""
    before = known.whole
    changed = [name for name in facts if before[name] != facts[name]]
    return {
        "presidium": None,
        "moves": "site_id" in changed,
        "which": known.id,
        "before": {name: plain(before[name]) for name in changed},
        "after": {name: plain(facts[name]) for name in changed},
        **told(facts, units),
    }


def changed_rows(pairs: Iterable[tuple[Known, Facts]], units: Units) -> list[dict[str, Any]]:
    """Return the rows of delegates whose facts become others; who stays the same has none."""
    return [
        changed_row(known, facts, units)
        for known, facts in breathing(pairs, every=BREATH)
        if facts != {name: value for name, value in known.whole.items() if name in facts}
    ]
