"""Controls: what a desk sends counts elsewhere than where the desk stood."""

import pytest

from app.clock import now
from app.delegates.sites import stood_at
from tests.app.attendance.site_checks import (
    check_a_foreign_site_is_refused,
    check_a_paired_desk_stands_where_the_office_says,
    check_late_events_count_where_the_desk_stood,
)

pytestmark = pytest.mark.control


def control_late_events_count_where_the_desk_stood(organiser, congress, cast, app, monkeypatch):
    monkeypatch.setattr(
        "app.attendance.actions.stood_at", lambda device_id, _at: stood_at(device_id, now())
    )
    check_late_events_count_where_the_desk_stood(organiser, congress, cast, app)


def control_a_paired_desk_stands_where_the_office_says(organiser, congress, cast, app, monkeypatch):
    """Without it the site of the request is taken, as of a page that an account opened."""
    monkeypatch.setattr(
        "app.attendance.actions.desk_site", lambda _congress, form, _by: form.site_id
    )
    check_a_paired_desk_stands_where_the_office_says(organiser, congress, cast, app)


def control_a_foreign_site_is_refused(organiser, congress, cast, monkeypatch):
    """Without it any number is a site of any congress."""
    monkeypatch.setattr("app.attendance.actions.is_of_congress", lambda _congress, _site_id: True)
    check_a_foreign_site_is_refused(organiser, congress, cast)
