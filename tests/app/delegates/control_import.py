"""Controls: with a protection taken away the same checks must fail."""

import pytest

from app.realtime import commit_quietly
from tests.app.delegates.checks import check_cut_import_leaves_nothing

pytestmark = pytest.mark.control


def control_one_transaction(app, congress, monkeypatch):
    check_cut_import_leaves_nothing(app, congress, monkeypatch, before_the_cut=commit_quietly)
