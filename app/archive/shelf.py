"""The backups kept on this server and on the second medium: which there are, and how good they are.

Each `ID.zip` in DATA_DIR/backups has an `ID.json` beside it; the id is the moment in UTC, as
digits. On the second medium (medium.py) lie copies under the same names.
"""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from app.clock import iso, now
from app.errors import NotFoundError
from config import Settings

CHUNK_BYTES = 1 << 20
PRIVATE = 0o600
"""The roster is in a backup: for its owner alone."""
LONG_AGO = timedelta(days=365 * 20)


@dataclass(frozen=True)
class Kept:
    """One backup, and what was found out about it."""

    id: int
    made_at: str
    bytes: int
    sha256: str
    rows: int
    files: int
    copied_at: str = ""
    """When the copy on the second medium was read back and was the same; empty without one."""
    checked_at: str = ""
    """When it was restored for trial."""
    is_good: bool | None = None
    """What the trial said; None before one."""
    problem: str = ""
    """What the trial found, in English, for whoever looks after the server."""

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)


def settings() -> Settings:
    """Return the settings of this server."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def shelf() -> Path:
    """Return the folder of the backups, made when it is not there."""
    folder = settings().data_dir / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def new_id() -> int:
    """Return an id for a backup that begins now."""
    number = int(now().astimezone(UTC).strftime("%Y%m%d%H%M%S"))
    while file_of(number).exists():
        number += 1
    return number


def file_of(backup_id: int) -> Path:
    """Return where a backup lies."""
    return shelf() / f"{backup_id}.zip"


def kept_backups() -> list[Kept]:
    """Return the backups that are whole, the newest first."""
    found = [read(path) for path in shelf().glob("*.json") if path.with_suffix(".zip").exists()]
    return sorted(found, key=lambda each: -each.id)


def kept_backup(backup_id: int) -> Kept:
    """Return one backup; raises NotFoundError."""
    facts = file_of(backup_id).with_suffix(".json")
    if not facts.exists() or not file_of(backup_id).exists():
        raise NotFoundError
    return read(facts)


def read(path: Path) -> Kept:
    """Return what is known of a backup."""
    return Kept(**json.loads(path.read_text(encoding="utf-8")))


def note(kept: Kept) -> None:
    """Write down what is known of a backup."""
    write(file_of(kept.id).with_suffix(".json"), asdict(kept))


def write(path: Path, facts: dict[str, Any]) -> None:
    """Write facts, whole or not at all."""
    half_made = path.with_name(f".{path.name}.{os.getpid()}")
    half_made.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    half_made.replace(path)


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def last_good(backups: list[Kept]) -> Kept | None:
    """Return the newest backup that a trial found good; without any, the newest not found bad."""
    tried = [each for each in backups if each.is_good]
    untried = [each for each in backups if each.is_good is None]
    return next(iter(tried or untried), None)


def remove(kept: Kept) -> None:
    """Remove a backup from this server; the copy on the second medium stays."""
    file_of(kept.id).unlink(missing_ok=True)
    file_of(kept.id).with_suffix(".json").unlink(missing_ok=True)


def keep_newest(most: int) -> None:
    """Remove all but the newest, never the last good one."""
    backups = kept_backups()
    good = last_good(backups)
    for each in backups[most:]:
        if each != good:
            remove(each)


def sweep_leftovers() -> None:
    """Remove what a worker left that was cut: half a backup, or people restored for a trial."""
    for half_made in shelf().glob("*.part"):
        half_made.unlink(missing_ok=True)
    for scratch in shelf().glob(".trial-*"):
        shutil.rmtree(scratch, ignore_errors=True)


def tell(**facts: Any) -> None:
    """Write down how the present work stands."""
    write(shelf() / "state", {**facts, "at": iso(now())})


def told() -> dict[str, Any]:
    """Return how the present or last work stands: doing, done, of, problem."""
    try:
        found: dict[str, Any] = json.loads((shelf() / "state").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found


def age_of(moment: str) -> timedelta:
    """Return how long ago a moment was; very long when it never was."""
    return now() - datetime.fromisoformat(moment) if moment else LONG_AGO
