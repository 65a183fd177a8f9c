"""Controls: without the one check, or with documents kept for ever, the tests must fail."""

import pytest

from app.visitors import gatekeeper
from tests.app.congresses.archive_checks import routes_that_still_change
from tests.app.congresses.test_archive import (
    test_documents_leave_the_phones_of_one_audience_only,
    url,
)
from tests.security.world import furnish

__all__ = ["url"]
pytestmark = pytest.mark.control


def control_the_gatekeeper_does_not_look_at_the_archive(app, monkeypatch):
    monkeypatch.setattr(gatekeeper, "refuse_archived", lambda _congress: None)
    assert routes_that_still_change(app, furnish("Đại hội")) == []


def control_documents_are_kept_for_ever(congress, client_for, organiser, url, monkeypatch):
    monkeypatch.setattr("app.library.queries.kept_at", lambda _moment: True)
    test_documents_leave_the_phones_of_one_audience_only(
        congress, client_for, organiser, url, "public", ["Đoàn"]
    )
