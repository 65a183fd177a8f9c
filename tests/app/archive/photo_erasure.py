"""What the tests of erased photographs and their control share."""

from pathlib import Path

from app.archive.backup import back_up
from app.archive.restore import put_back
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate
from app.delegates.photo_queries import photos_among
from tests.app.archive.erasure import bring_keys
from tests.app.delegates.photographs import kept_photo


def check_an_old_backup_cannot_show_the_photograph(
    app, elsewhere, congress, delegate, folder: Path, erase
) -> None:
    """Restored with the present keys, a backup from before the erasure shows no photograph."""
    kept_photo(congress, delegate)
    congress_id, delegate_id = congress.id, delegate.id
    back_up(folder / "backup.zip")
    erase(congress, delegate)
    bring_keys(app, elsewhere)
    with elsewhere.app_context():
        put_back(folder / "backup.zip", force=False)
        assert db.session.get(Delegate, delegate_id) is not None
        restored = db.session.get_one(Congress, congress_id)
        assert dict(photos_among(restored, {delegate_id})) == {}
