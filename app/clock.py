"""The one place that knows what time it is; tests stop it here."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

from gevent.monkey import is_module_patched

T = TypeVar("T")


def now() -> datetime:
    """Return the present instant in UTC, aware, to the millisecond."""
    instant = datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def iso(instant: datetime) -> str:
    """Return `instant` as ISO 8601 in UTC with milliseconds and a final Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def give_way() -> None:
    """Let the server serve phones in the middle of long work.

    A thousandth of a second, not 0: gevent looks at sockets only after fifty turns of sleep(0).
    Where no server runs nobody waits: the worker goes on, and lets go of the database the sooner.
    """
    if is_served():
        time.sleep(0.001)


def is_served() -> bool:
    """Tell whether a server runs here, with phones that wait for whoever takes long."""
    return bool(is_module_patched("time"))


def breathing(items: Iterable[T], *, every: int) -> Iterator[T]:
    """Yield the items; after every so many the server serves phones."""
    for count, item in enumerate(items, start=1):
        yield item
        if count % every == 0:
            give_way()
