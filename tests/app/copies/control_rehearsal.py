"""Controls: rehearsed on the congress itself, or with rows or keys left, the tests must fail."""

import pytest

from tests.app.copies import rehearsal_checks
from tests.app.copies.rehearsal_checks import (
    check_nothing_counts_in_the_congress,
    check_nothing_is_left_at_the_end,
)

pytestmark = pytest.mark.control


def control_the_congress_itself_is_rehearsed(congress, cast, monkeypatch):
    monkeypatch.setattr(rehearsal_checks, "rehearsed", lambda congress: congress)
    check_nothing_counts_in_the_congress(congress)


def control_its_rows_are_left(app, congress, cast, monkeypatch):
    monkeypatch.setattr("app.archive.erasing_congress.erase_rows", lambda _which: None)
    check_nothing_is_left_at_the_end(congress, app.config["SETTINGS"].data_dir)


def control_its_keys_are_left(app, congress, cast, monkeypatch):
    monkeypatch.setattr("app.archive.erasing_congress.destroy_keys", lambda _which: None)
    check_nothing_is_left_at_the_end(congress, app.config["SETTINGS"].data_dir)
