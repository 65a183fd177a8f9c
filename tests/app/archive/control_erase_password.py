"""Control: with the question taken away whoever sits at the browser erases."""

import pytest

from app.archive import erase_api
from tests.app.archive.password_checks import check_erasing_asks_for_the_password

pytestmark = pytest.mark.control


def control_password_before_erasing(app, congress, monkeypatch):
    monkeypatch.setattr(erase_api, "ask_again", lambda _password: None)
    check_erasing_asks_for_the_password(app, congress)
