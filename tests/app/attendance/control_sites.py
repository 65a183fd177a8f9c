"""Control: an event that takes the desk's present site is counted where nobody was."""

import pytest

from app.clock import now
from app.delegates.sites import stood_at
from tests.app.attendance.site_checks import check_late_events_count_where_the_desk_stood

pytestmark = pytest.mark.control


def control_late_events_count_where_the_desk_stood(organiser, congress, cast, app, monkeypatch):
    monkeypatch.setattr(
        "app.attendance.actions.stood_at", lambda device_id, _at: stood_at(device_id, now())
    )
    check_late_events_count_where_the_desk_stood(organiser, congress, cast, app)
