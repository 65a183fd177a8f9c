"""Whether the keys changed since somebody copied them: an old copy opens no new backup.

What was copied when is written down beside the keys, not in the database: a restore must not
bring back the word of another day.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.clock import iso, now
from config import Settings


@dataclass(frozen=True)
class KeysState:
    """What tells two states of the keys apart without reading them."""

    count: int
    newest_ns: int
    """When the youngest file was written, in nanoseconds since 1970."""


@dataclass(frozen=True)
class CopyNews:
    """What the office is told: nothing was ever copied (`at` is None), or not the newest."""

    at: datetime | None
    more: int
    """So many files of keys more than in the copy; erasing makes it less than it seems."""


def note_file(settings: Settings) -> Path:
    """Return where it is written down."""
    return settings.data_dir / "keys_copied.json"


def state_of(settings: Settings) -> KeysState:
    """Look at the keys as they are now; thousands take a moment."""
    times = [each.stat().st_mtime_ns for each in settings.keys_dir.rglob("*") if each.is_file()]
    return KeysState(len(times), max(times, default=0))


def note_copied(settings: Settings, state: KeysState) -> None:
    """Write down that the keys were copied while they were in this state."""
    told = {"at": iso(now()), "count": state.count, "newest_ns": state.newest_ns}
    path = note_file(settings)
    half_made = path.with_suffix(".part")
    half_made.write_text(json.dumps(told), encoding="ascii")
    half_made.replace(path)


def copy_news(settings: Settings) -> CopyNews | None:
    """Return what is to be said of the last copy, None when it holds everything."""
    try:
        told = json.loads(note_file(settings).read_text(encoding="ascii"))
        at, copied = datetime.fromisoformat(told["at"]), KeysState(told["count"], told["newest_ns"])
    except (OSError, ValueError, KeyError):
        return CopyNews(None, 0)
    state = state_of(settings)
    return None if state == copied else CopyNews(at, max(state.count - copied.count, 0))
