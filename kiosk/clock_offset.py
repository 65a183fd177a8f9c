"""How far the desk's clock is from the server's, from answers that carry only whole seconds."""

import threading


class ClockOffset:
    """Narrows server time − desk time with every answer; an answer that contradicts starts anew.

    An answer dated D that was asked for at `sent` and read at `received` was dated between the
    two, and D has no fraction: the offset lies in [D − received, D + 1 − sent]. Intersecting
    such intervals (Marzullo 1984, as NTP does) gets below a second.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._interval: tuple[float, float] | None = None

    def observe(self, dated: float, *, sent: float, received: float) -> None:
        """Take one answer; all three are seconds since 1970, the last two by the desk's clock."""
        seen = (dated - received, dated + 1.0 - sent)
        with self._lock:
            low, high = self._interval or seen
            both = (max(low, seen[0]), min(high, seen[1]))
            self._interval = both if both[0] <= both[1] else seen

    @property
    def milliseconds(self) -> int | None:
        """Server time minus desk time, the middle of what is possible; None before any answer."""
        with self._lock:
            return None if self._interval is None else round(sum(self._interval) * 500)
