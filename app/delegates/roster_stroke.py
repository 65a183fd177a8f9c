"""Changing the roster in one stroke: thought out beforehand, written whole or not at all."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.clock import give_way
from app.congresses.models import Congress
from app.db import changes, db, write_on
from app.delegates.roster_staging import (
    Ready,
    is_anybody_spoken_of,
    laid_ready,
    lay_ready,
    put_away,
)
from app.realtime import present_head
from app.realtime.door import lock_head

T = TypeVar("T")
Think = Callable[[], tuple[Ready, T]]
Write = Callable[[Ready, T], None]
Tell = Callable[[T], None]
TRIES = 3
"""So often a change is thought out anew because the roster was changed meanwhile."""


class MovedOnError(Exception):
    """Somebody changed the roster since the change was thought out."""


def in_one_stroke(congress: Congress, think: Think[T], *, write: Write[T], tell: Tell[T]) -> T:
    """Think a change out, lay it ready, `write` it and `tell` of it in one transaction.

    With the write lock held nothing may take long, so `think` runs before. Whoever changes the
    roster meanwhile is seen, and the change thought out anew; where that does not end it is
    thought out under the lock. Returns what `think` said beside the rows.
    """
    for _try in range(TRIES):
        seen = roster_seq(congress)
        ready, told = think()
        with laid_ready(ready) as connection, suppress(MovedOnError):
            give_way()
            strike(congress, ready, told, on=connection, seen=seen, write=write, tell=tell)
            give_way()
            return told
    return strike_under_the_lock(congress, think, write=write, tell=tell)


@changes
def strike(
    congress: Congress,
    ready: Ready,
    told: T,
    *,
    on: Connection,
    seen: int,
    write: Write[T],
    tell: Tell[T],
) -> None:
    """Write what lies ready; raises MovedOnError when the roster is not as it was `seen`.

    The head is locked last: on PostgreSQL the hall waits for it alone.
    """
    write_on(on)
    if roster_seq(congress) != seen or (ready.gone and is_anybody_spoken_of()):
        raise MovedOnError
    try:
        write(ready, told)
    except IntegrityError as error:  # PostgreSQL: somebody took a number in this very moment
        raise MovedOnError from error
    if lock_head(congress.id).parts.get("roster", 0) != seen:
        raise MovedOnError
    tell(told)


@changes
def strike_under_the_lock(
    congress: Congress, think: Think[T], *, write: Write[T], tell: Tell[T]
) -> T:
    """Think out and write while nobody else can write."""
    lock_head(congress.id)
    ready, told = think()
    connection = db.session.connection()
    lay_ready(connection, ready)
    write(ready, told)
    put_away(connection, ready)
    tell(told)
    return told


def roster_seq(congress: Congress) -> int:
    """Return the number of the last change of a roster."""
    return present_head(congress.id).parts.get("roster", 0)
