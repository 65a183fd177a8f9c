"""Who came when: arrivals per five minutes, for a plot."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.attendance.models import CheckIn
from app.attendance.queries import in_pieces, is_convened, valid_events
from app.congresses.models import CongressSession
from app.delegates.models import Delegate

STEP = timedelta(minutes=5)
MOST_STEPS = 96
"""Eight hours; whoever came later counts into the last step."""


def arrivals(session: CongressSession) -> list[datetime]:
    """Return when each convened delegate came in first, in order; undone events do not count."""
    first = func.min(CheckIn.happened_at)
    statement = (
        select(first)
        .join(Delegate, Delegate.id == CheckIn.delegate_id)
        .where(*valid_events(session, None), CheckIn.direction == "in", *is_convened(session))
        .group_by(CheckIn.delegate_id)
        .order_by(first)
    )
    return [moment for (moment,) in in_pieces(statement)]


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
