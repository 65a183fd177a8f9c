"""The delegate list as every participant may see it: names, delegations, positions."""

from app.clock import breathing
from app.congresses.models import Congress
from app.delegates.queries import delegations_of, roster_of
from app.library.forms import NameAnswer, NamesAnswer

BATCH = 500
"""After so many names the hub may serve phones."""


def names_of(congress: Congress) -> list[NamesAnswer]:
    """Return the delegates by delegation, by given name within; guests are not of them.

    Delegates without a delegation come last, under an empty name.
    """
    rows = [row for row in roster_of(congress) if row.standing != "guest"]
    by_delegation: dict[int | None, list[NameAnswer]] = {}
    for row in breathing(rows, every=BATCH):
        shown = NameAnswer(name=row.name, position=row.position)
        by_delegation.setdefault(row.delegation_id, []).append(shown)
    order = [(each.id, each.name) for each in delegations_of(congress)]
    return [
        NamesAnswer(name=name, delegates=by_delegation[delegation_id])
        for delegation_id, name in [*order, (None, "")]
        if delegation_id in by_delegation
    ]
