"""Controls: with a protection of erased faces taken away the same checks must fail."""

import pytest

from app.delegates import actions
from checkin.vault import Vault
from tests.app.archive.face_erasure import (
    Crowd,
    check_an_old_backup_cannot_open_them,
    check_nothing_is_left_here,
)

pytestmark = pytest.mark.control


def control_keys_are_left(app, elsewhere, congress, cast, tmp_path, monkeypatch):
    """Erasing destroys no key: the backup opens all of them."""
    monkeypatch.setattr(Vault, "destroy", lambda *_names: True)
    check_an_old_backup_cannot_open_them(app, elsewhere, Crowd(congress), tmp_path)


def control_the_log_is_left(app, congress, cast, tmp_path, monkeypatch):
    """Nobody empties the database's log: the ciphertext is found there."""
    monkeypatch.setattr(actions, "overwrite_free_pages", lambda: None)
    (tmp_path / "desk").mkdir()
    check_nothing_is_left_here(app, Crowd(congress), tmp_path / "desk")
