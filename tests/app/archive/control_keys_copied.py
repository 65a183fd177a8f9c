"""Control: when nobody looks at the keys, an old copy passes for the newest."""

import pytest

from app.archive import commands, keys_copied
from app.archive.keys_copied import KeysState
from tests.app.archive.keys_checks import check_an_old_copy_is_told

pytestmark = pytest.mark.control


def control_looking_at_the_keys(app, client_for, congress, tmp_path, monkeypatch):
    for module in (commands, keys_copied):
        monkeypatch.setattr(module, "state_of", lambda _settings: KeysState(1, 1))
    check_an_old_copy_is_told(app, client_for("admin", where=None), congress, tmp_path)
