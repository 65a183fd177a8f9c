"""Checks the audit chain: every entry is tied to the one before, the head to the last."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.db import db
from app.realtime.door import chain_hash
from app.realtime.models import AuditEntry, LiveHead


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold; `entry_id` None means that its end was cut off or replaced."""

    congress_id: int
    entry_id: int | None


def broken_chains() -> Iterator[Break]:
    """Yield the first break of each chain, recomputed from its beginning."""
    hashes = dict(db.session.execute(select(LiveHead.congress_id, LiveHead.audit_hash)).all())
    ends: dict[int, str] = {}
    broken: set[int] = set()
    entries = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=500)
    for entry in db.session.scalars(entries):
        congress_id = entry.congress_id
        if congress_id in broken:
            continue
        if chain_hash(ends.get(congress_id, ""), entry) != entry.hash:
            broken.add(congress_id)
            yield Break(congress_id, entry.id)
        ends[congress_id] = entry.hash
    for congress_id in sorted(hashes.keys() | ends.keys()):
        if congress_id not in broken and hashes.get(congress_id, "") != ends.get(congress_id, ""):
            yield Break(congress_id, None)


def length() -> int:
    """Return how many entries there are in all chains."""
    return db.session.query(AuditEntry).count()
