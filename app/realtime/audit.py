"""Checks the audit chain: every entry is tied to the one before, the head to the last."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.clock import give_way
from app.db import db
from app.realtime.door import chain_hash
from app.realtime.models import AuditEntry, LiveHead

CHECKED_AT_ONCE = 200
"""Entries between two looks at the sockets: about 4 ms."""


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


@dataclass(frozen=True)
class Check:
    """What checking one chain found."""

    entries: int
    head: str
    """The hash of the last entry: who keeps it on paper can prove later what came before."""
    broken_at: int | None
    """The first entry that does not fit to the one before."""
    is_whole: bool
    stands_at: int | None
    """Which entry, counted from one, has the hash that was asked for."""


def check_chain(congress_id: int, *, printed: str = "") -> Check:
    """Recompute one chain from its beginning, serving phones meanwhile.

    `printed` is a hash from paper: where it stands, everything up to there is as it was then.
    """
    columns = (
        *(AuditEntry.id, AuditEntry.congress_id, AuditEntry.at, AuditEntry.actor),
        *(AuditEntry.did, AuditEntry.about, AuditEntry.hash, LiveHead.audit_hash),
    )
    # One statement, so that entries and head are of one moment.
    statement = (
        select(*columns)
        .outerjoin(LiveHead, LiveHead.congress_id == AuditEntry.congress_id)
        .where(AuditEntry.congress_id == congress_id)
        .order_by(AuditEntry.id)
    )
    count, last, stands_at = 0, "", None
    head = db.session.scalar(select(LiveHead.audit_hash).filter_by(congress_id=congress_id)) or ""
    rows = db.session.execute(statement.execution_options(yield_per=CHECKED_AT_ONCE))
    for part in rows.partitions():
        for row in part:
            if chain_hash(last, row) != row.hash:
                return Check(count, last, row.id, is_whole=False, stands_at=stands_at)
            count, last, head = count + 1, row.hash, row.audit_hash or ""
            if row.hash == printed:
                stands_at = count
        give_way()
    return Check(count, last, None, is_whole=last == head, stands_at=stands_at)


def length() -> int:
    """Return how many entries there are in all chains."""
    return db.session.query(AuditEntry).count()
