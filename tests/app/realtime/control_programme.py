"""Parts of any size are sent to everybody: the same check must find the ones that are too large."""

import sys

import pytest

from tests.app.realtime.programme_checks import programme_reaches_a_phone


@pytest.mark.control
def control_a_programme_of_any_size_is_sent(app, congress, monkeypatch):
    monkeypatch.setattr(sys.modules["app.realtime.watch"], "INLINE_BYTES", 1 << 20)
    programme_reaches_a_phone(app, congress)
