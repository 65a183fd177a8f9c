"""The one place that knows what time it is; tests stop it here."""

import time
from datetime import UTC, datetime


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
    """
    time.sleep(0.001)
