"""Controls: with a protection of merging taken away the same checks must fail."""

import pytest

from app.attendance import actions
from tests.app.delegates.merge_checks import check_late_event_counts

pytestmark = pytest.mark.control


@pytest.mark.parametrize("how", ["badge", "id"])
def control_late_events_follow_a_merge(call, congress, monkeypatch, how):
    """Without looking for who was merged, a late check-in is about nobody."""
    monkeypatch.setattr(actions, "bearer_then", lambda *_told: None)
    monkeypatch.setattr(actions, "merged_person", lambda *_told: None)
    check_late_event_counts(call, congress, how)
