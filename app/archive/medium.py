"""The second medium for backups: which folder it is, chosen on screen or by BACKUP_DIR.

A folder that was chosen on screen carries a mark. Without it the disk is missing, also where its
empty folder is still there or another disk was plugged in: nothing is copied to the wrong place.
"""

import json
import os
import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _

from app.archive.shelf import PRIVATE, Kept, file_of, settings, sha256_of, shelf, write
from app.db import changes
from app.errors import RefusedError
from app.realtime import commit
from app.threads import in_a_thread

MARK = "paperless-congress-backups.id"
MOUNTS = Path("/proc/self/mounts")
PLACES = ("/media", "/run/media", "/mnt", "/Volumes")
"""Where systems show disks that were plugged in."""
FILE_SYSTEMS = (
    *("vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "ext2", "ext3", "ext4", "xfs", "btrfs"),
    *("f2fs", "hfsplus", "nfs", "nfs4", "cifs", "smb3"),
)
"""File systems of disks and of folders in the network, not those that the system makes up."""
OF_THE_SYSTEM = ("/boot", "/etc", "/proc", "/snap", "/sys", "/dev", "/usr", "/var/lib/docker")


@dataclass(frozen=True)
class Medium:
    """The folder that backups are copied to, "" without one."""

    folder: str
    mark: str
    """What the mark in the folder says; empty for BACKUP_DIR, which needs none."""

    @property
    def path(self) -> Path:
        """The folder."""
        return Path(self.folder)


@dataclass(frozen=True)
class Disk:
    """A disk that could be the second medium."""

    folder: str
    free_bytes: int


def medium() -> Medium | None:
    """Return the second medium; None when there should be none."""
    try:
        return Medium(**json.loads((shelf() / "medium").read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        started_with = settings().backup_dir
        return Medium(str(started_with), "") if started_with else None


def is_there(found: Medium | None) -> bool:
    """Tell whether the second medium can be written to, and is the one that was chosen."""
    if found is None or not found.path.is_dir() or not os.access(found.path, os.W_OK):
        return False
    return not found.mark or mark_in(found.path) == found.mark


def mark_in(folder: Path) -> str:
    """Return what the mark in a folder says; empty without one."""
    try:
        return (folder / MARK).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def choose_medium(folder: str) -> None:
    """Copy backups to a folder from now on; raises RefusedError with what is wrong with it."""
    chosen = in_a_thread(tried, folder, settings().data_dir)
    note_choice()
    write(shelf() / "medium", {"folder": chosen.folder, "mark": chosen.mark})


def forget_medium() -> None:
    """Go back to what the server was started with."""
    note_choice()
    (shelf() / "medium").unlink(missing_ok=True)


@changes
def note_choice() -> None:
    """Let the audit know that another medium is chosen."""
    commit(did="backup.medium")


def tried(folder: str, data_dir: Path) -> Medium:
    """Return a folder as medium once something was written there and read back."""
    path = Path(folder.strip())
    try:
        is_folder = path.is_absolute() and path.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        raise RefusedError(
            _(
                "There is no folder “%(folder)s” on the server."
                " Plug the disk in, or correct the path.",
                folder=folder.strip()[:200],
            )
        )
    path = path.resolve()
    own = data_dir.resolve()
    if path == own or own in path.parents or path in own.parents:
        raise RefusedError(
            _("The server's own data lies in this folder. Choose one on another disk.")
        )
    mark = mark_in(path) or secrets.token_hex(8)
    try:
        write_mark(path / MARK, mark)
    except OSError as error:
        raise RefusedError(
            _(
                "Nothing can be written to “%(folder)s”. Look whether the disk is full or locked.",
                folder=str(path),
            )
        ) from error
    if mark_in(path) != mark:
        raise RefusedError(
            _("What was written to “%(folder)s” could not be read back.", folder=str(path))
        )
    return Medium(str(path), mark)


def write_mark(place: Path, mark: str) -> None:
    """Write a mark anew and have the disk take it."""
    half_made = place.with_suffix(".part")
    try:
        half_made.touch(mode=PRIVATE)
        with half_made.open("w", encoding="ascii") as file:
            file.write(mark + "\n")
            file.flush()
            os.fsync(file.fileno())
        half_made.replace(place)
    finally:
        half_made.unlink(missing_ok=True)


def disks(data_dir: Path, mounts: Path = MOUNTS) -> list[Disk]:
    """Return the disks beside the server's own that can be written to, those plugged in first."""
    found = []
    for folder in sorted(mounted(mounts), key=lambda each: (not is_plugged_in(each), str(each))):
        try:
            is_other = folder.stat().st_dev != data_dir.stat().st_dev
            if is_other and folder.is_dir() and os.access(folder, os.W_OK):
                found.append(Disk(str(folder), shutil.disk_usage(folder).free))
        except OSError:
            continue  # plugged out in this moment
    return found


def mounted(mounts: Path) -> set[Path]:
    """Return where disks are mounted, by Linux; elsewhere what lies in the usual places."""
    if not mounts.exists():
        usual = (Path(place) for place in PLACES)
        return {each for place in usual if place.is_dir() for each in place.iterdir()}
    lines = (line.split(" ") for line in mounts.read_text(encoding="utf-8").splitlines())
    return {
        Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), line[1]))
        for line in lines
        if line[2] in FILE_SYSTEMS and line[1] != "/" and not line[1].startswith(OF_THE_SYSTEM)
    }


def is_plugged_in(folder: Path) -> bool:
    """Tell whether a folder lies where systems show disks that were plugged in."""
    return str(folder).startswith(tuple(f"{place}/" for place in PLACES))


def is_same_disk(found: Medium, data_dir: Path) -> bool:
    """Tell whether the medium is the very disk that it should stand in for."""
    try:
        return found.path.stat().st_dev == data_dir.stat().st_dev
    except OSError:
        return False


def copy_away(kept: Kept) -> bool:
    """Copy a backup to the second medium and read it back; False when that did not succeed."""
    found = medium()
    if found is None or not is_there(found):
        return False
    target = found.path / f"congress-backup-{kept.id}.zip"
    half_made = target.with_suffix(".part")
    try:
        half_made.touch(mode=PRIVATE)
        shutil.copyfile(file_of(kept.id), half_made)
        with half_made.open("rb+") as file:
            os.fsync(file.fileno())
        if sha256_of(half_made) != kept.sha256:
            return False
        half_made.replace(target)
    except OSError:
        return False
    finally:
        half_made.unlink(missing_ok=True)
    return True
