"""The one door for change: commit, then let phones, screens and other processes know."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, Protocol

from sqlalchemy import Connection, Row, select

from app.access import visitor
from app.clock import iso, now
from app.db import db
from app.realtime.models import HOUSE, AuditEntry, LiveHead

Part = Literal["agenda", "stage", "attendance", "library", "roster", "doors"]
PARTS: tuple[Part, ...] = ("agenda", "stage", "attendance", "library")
"""What phones and screens are told.

`roster` only tells desks that their gallery is old; `doors` that somebody may see less than
before: a device, badge or link was taken back.
"""


@dataclass(frozen=True)
class Head:
    """A point in the news of one congress."""

    epoch: str
    seq: int
    parts: dict[str, int]

    @property
    def news(self) -> int:
        """The seq of the newest change that phones and screens are told of."""
        return max((self.parts.get(part, 0) for part in PARTS), default=0)


class HasId(Protocol):
    """A congress, as far as this module knows it."""

    @property
    def id(self) -> int:
        """Its number."""


on_commit: list[Callable[[int, Head], None]] = []
"""Called after each commit that touched a congress, with its id and new head."""


def commit_and_publish(congress: HasId, *parts: Part, did: str, about: str = "") -> None:
    """Commit everything pending and announce the new state of `parts` to the congress.

    `did` and `about` go into the audit chain: ids only, never a name.
    """
    head = close_transaction(congress.id, parts, did, about)
    for tell in on_commit:
        tell(congress.id, head)


def commit(*, did: str, about: str = "") -> None:
    """Commit a change that touches no congress."""
    close_transaction(HOUSE, (), did, about)


def commit_quietly() -> None:
    """Commit bookkeeping that nobody needs to hear of and no audit asks for."""
    db.session.commit()


@contextmanager
def unseen_by_others(connection: Connection) -> Iterator[None]:
    """Keep what a connection does to temporary tables of its own: nobody is to hear of it."""
    with connection.begin():
        yield


def close_transaction(congress_id: int, parts: tuple[Part, ...], did: str, about: str) -> Head:
    """Write audit entry and head as the last statements, and commit."""
    db.session.flush()
    head = lock_head(congress_id)
    seq = head.seq + 1
    entry = AuditEntry(
        congress_id=congress_id, at=now(), actor=actor(), did=did, about=about, hash=""
    )
    entry.hash = chain_hash(head.audit_hash, entry)
    db.session.add(entry)
    db.session.flush()
    head.seq = seq
    head.parts = {**head.parts, **dict.fromkeys(parts, seq)}
    head.audit_hash = entry.hash
    published = Head(head.epoch, seq, dict(head.parts))
    db.session.commit()
    return published


def lock_head(congress_id: int) -> LiveHead:
    """Return the head row, locked until the commit; the first change makes it."""
    statement = select(LiveHead).filter_by(congress_id=congress_id)
    head = db.session.scalar(statement.with_for_update().execution_options(populate_existing=True))
    if head is None:
        head = LiveHead(congress_id=congress_id, epoch=new_epoch(), seq=0, parts={}, audit_hash="")
        db.session.add(head)
    return head


def new_epoch() -> str:
    """Return a new random name for a past."""
    return secrets.token_hex(4)


def actor() -> str:
    """Return who acts, as kind and id."""
    who = visitor()
    return who.kind if who.id is None else f"{who.kind}:{who.id}"


def chain_hash(before: str, entry: "AuditEntry | Row[*tuple[Any, ...]]") -> str:
    """Return the hash that ties `entry` to the one before it."""
    facts = [before, entry.congress_id, iso(entry.at), entry.actor, entry.did, entry.about]
    return sha256(json.dumps(facts).encode()).hexdigest()


def present_head(congress_id: int) -> Head:
    """Read the head from the database."""
    row = db.session.execute(
        select(LiveHead.epoch, LiveHead.seq, LiveHead.parts).filter_by(congress_id=congress_id)
    ).one_or_none()
    return Head(*row) if row else Head("", 0, {})


def present_heads() -> dict[int, Head]:
    """Read the heads of all congresses from the database."""
    rows = db.session.execute(
        select(LiveHead.congress_id, LiveHead.epoch, LiveHead.seq, LiveHead.parts)
    )
    return {row[0]: Head(*row[1:]) for row in rows if row[0] != HOUSE}


def present_doors() -> dict[int, int]:
    """Read what moves when somebody's rights do: each congress's doors, and accounts (HOUSE)."""
    rows = db.session.execute(select(LiveHead.congress_id, LiveHead.seq, LiveHead.parts))
    return {
        congress_id: seq if congress_id == HOUSE else parts.get("doors", 0)
        for congress_id, seq, parts in rows
    }
