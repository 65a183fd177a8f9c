"""Who came when: arrivals per five minutes, for a plot."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

STEP = timedelta(minutes=5)
MOST_STEPS = 96
"""Eight hours; whoever came later counts into the last step."""


def step_of(moment: datetime) -> datetime:
    """Return the beginning of the five minutes in which a moment lies."""
    return moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0)


def per_step(moments: Sequence[datetime]) -> list[tuple[datetime, int]]:
    """Return (beginning, arrivals) from the first arrival to the last, empty steps too."""
    if not moments:
        return []
    first = step_of(min(moments))
    counts = Counter(min((each - first) // STEP, MOST_STEPS - 1) for each in moments)
    return [(first + nth * STEP, counts[nth]) for nth in range(max(counts) + 1)]
