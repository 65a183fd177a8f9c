"""Controls: with a protection taken away the same checks must fail."""

import pytest

from app.db import writing
from app.realtime import commit_quietly
from tests.app.delegates.checks import (
    check_cut_import_leaves_nothing,
    check_others_write_meanwhile,
)

pytestmark = pytest.mark.control


def control_one_transaction(app, congress, monkeypatch):
    check_cut_import_leaves_nothing(app, congress, monkeypatch, before_the_cut=commit_quietly)


def control_laying_ready_locks_nothing(app, congress, monkeypatch):
    check_others_write_meanwhile(app, congress, monkeypatch, around=writing)
