"""Controls: with a protection taken away the same checks must fail."""

import pytest

from app.db import writing
from app.realtime import commit_quietly
from tests.app.delegates.checks import (
    STROKES,
    check_a_cut_stroke_changes_nothing,
    check_cut_import_leaves_nothing,
    check_others_write_meanwhile,
    strokes,
)

pytestmark = pytest.mark.control


def control_one_transaction(app, congress, monkeypatch):
    check_cut_import_leaves_nothing(app, congress, monkeypatch, before_the_cut=commit_quietly)


@pytest.mark.parametrize("name", STROKES[1:])
def control_one_transaction_for_several(app, congress, monkeypatch, name):
    check_a_cut_stroke_changes_nothing(
        app, congress, monkeypatch, name, before_the_cut=commit_quietly
    )


def control_laying_ready_locks_nothing(app, congress, monkeypatch):
    """With the write lock held while rows are laid ready everybody else waits."""
    with app.test_request_context():
        change = strokes(congress)["an import"]
    check_others_write_meanwhile(app, congress, monkeypatch, change, around=writing)
