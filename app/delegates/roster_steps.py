"""What was done to the roster, one step at a time: for the history of a person, and to undo.

The audit chain says that a step was made and by whom; the facts of people are only here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert

from app.access import visitor
from app.clock import iso, now
from app.congresses.models import Congress
from app.db import db, execute_many
from app.delegates.forms import DelegateForm
from app.delegates.models import Delegate, RosterEntry, RosterStep
from app.delegates.names import sort_key
from documents.search import fold

Facts = dict[str, Any]
FIELDS = tuple(DelegateForm.model_fields)
"""What a person can be told to be; delegation and group by their names."""
COLUMNS = tuple(name for name in FIELDS if name not in ("delegation", "group"))
"""The fields that are columns of the table under the same name."""
BADGE = ("badge_nonce", "badge_hash")


def derived(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the columns that follow from a delegate's facts: the order and what is searched."""
    searched = " ".join(str(facts[name]) for name in ("number", "name", "position", "seat"))
    return {
        "sort_key": sort_key(facts["sort_name"] or facts["name"])[:300],
        "folded": fold(searched)[:500],
    }


def facts_of(delegate: Delegate) -> Facts:
    """Return a delegate's facts as JSON holds them."""
    facts = {name: plain(getattr(delegate, name)) for name in COLUMNS}
    return {**facts, "delegation": delegate.delegation_name, "group": delegate.group_name}


def whole(delegate: Delegate) -> Facts:
    """Return everything that brings a removed delegate back, the badge and the site too."""
    apart = {name: getattr(delegate, name) for name in (*BADGE, "site_id")}
    return {**facts_of(delegate), **apart, "created_at": iso(delegate.created_at)}


def plain(value: Any) -> Any:
    """Return a field's value as JSON holds it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def begin_step(
    congress: Congress, kind: str, *, note: str = "", made_by: str | None = None
) -> RosterStep:
    """Begin a step in the present transaction; `made_by` when somebody else than the visitor."""
    step = RosterStep(
        congress_id=congress.id,
        kind=kind,
        made_by=(visitor().name if made_by is None else made_by)[:80],
        made_at=now(),
        note=note[:200],
        counts={},
    )
    db.session.add(step)
    db.session.flush()
    return step


def entry(delegate_id: int, before: Facts, after: Facts | None) -> Facts:
    """Return the row of an entry; of two sets of facts only what differs is kept."""
    if after is not None:
        changed = [name for name in after if before.get(name) != after[name]]
        before = {name: before.get(name) for name in changed}
        after = {name: after[name] for name in changed}
    return {"delegate_id": delegate_id, "before": before, "after": after}


def keep_step(
    step: RosterStep, *, added: Sequence[int] = (), entries: Sequence[Facts] = ()
) -> None:
    """Write what a step did; entries in which nothing differs say nothing."""
    told = [{**each, "step_id": step.id} for each in entries if each["before"] != each["after"]]
    removed = sum(each["after"] is None for each in told)
    step.added = list(added)
    step.counts = {"added": len(added), "changed": len(told) - removed, "removed": removed}
    if told:
        execute_many(insert(RosterEntry.__table__), told)  # type: ignore[arg-type]
