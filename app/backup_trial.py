"""A backup restored for trial: `python -m app.backup_trial BACKUP FOLDER`, an empty folder.

Prints one line of JSON: {"problem": ""} when every row and every file came back as it was.
"""

import json
import os
import sys
import zipfile
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import func, select

from app import create_app
from app.archive.backup import digest_in
from app.archive.congress_seals import is_shut
from app.archive.restore import checked, put_back, rows_of
from app.archive.shelf import sha256_of
from app.db import db
from app.errors import RefusedError
from config import ROOT, Settings

MAY_GROW = frozenset({"audit_entry", "live_head"})
"""A restore writes itself into the audit."""


def main(backup: Path, folder: Path, keys: Path) -> str:
    """Return what is wrong with the backup, "" for nothing."""
    (folder / "keys").symlink_to(keys)
    app = create_app(
        Settings(
            data_dir=folder,
            database_url=f"sqlite:///{folder / 'congress.db'}",
            secret_key="of a trial, which signs nothing",  # noqa: S106  no secret
            models_dir=folder / "models",
        )
    )
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        try:
            put_back(backup, force=False)
        except RefusedError as error:
            return str(error.sentence)
        return difference(backup, folder)


def difference(backup: Path, folder: Path) -> str:
    """Return the first table or file that did not come back as it was."""
    with zipfile.ZipFile(backup) as archive:
        manifest = checked(archive)
        for table in db.metadata.sorted_tables:
            wanted = sum(1 for _row in rows_of(archive, table))
            found = db.session.scalar(select(func.count()).select_from(table)) or 0
            if found < wanted or (found > wanted and table.name not in MAY_GROW):
                return f"{table.name}: {found} rows instead of {wanted}"
    for name, facts in manifest["entries"].items():
        if name.startswith("tables/") or is_shut(manifest, digest_in(name)):
            continue
        path = folder / name
        if not path.is_file() or sha256_of(path) != facts["content"]:
            return f"{name}: not the same file"
    return ""


if __name__ == "__main__":
    found = main(Path(sys.argv[1]), Path(sys.argv[2]), Path(os.environ["TRIAL_KEYS_DIR"]))
    print(json.dumps({"problem": found}))
