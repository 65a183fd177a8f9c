"""Who is expected: the delegates and sessions of one congress, kept on disk without faces."""

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

Id = int | str

_BADGE = re.compile(r"(?:^|/b/)([0-9A-Za-z_-]{16})/?$")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Delegate:
    """A person who may come to the door; `badge_hash` is the SHA-256 of the badge's token."""

    id: Id
    number: str
    name: str
    delegation: str
    position: str = ""
    seat: str = ""
    standing: str = ""
    badge_hash: str = ""

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> "Delegate":
        """Take what the server says; a missing field is an empty one."""
        texts = ("number", "name", "delegation", "position", "seat", "standing", "badge_hash")
        return cls(id=fields["id"], **{name: _text(fields.get(name)) for name in texts})


@dataclass(frozen=True)
class CongressSession:
    """A congress session as the desk needs it: something to be present at."""

    id: Id
    title: str
    starts_at: str
    ends_at: str

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> "CongressSession":
        """Take what the server says; the times are ISO 8601."""
        texts = ("title", "starts_at", "ends_at")
        return cls(id=fields["id"], **{name: _text(fields.get(name)) for name in texts})


@dataclass(frozen=True)
class Roster:
    """The delegates and sessions of one congress, searchable; never changed, only replaced."""

    congress_id: Id
    title: str
    time_zone: str
    sessions: tuple[CongressSession, ...] = ()
    current_session_id: Id | None = None
    delegates: tuple[Delegate, ...] = ()

    @classmethod
    def from_json(cls, answer: Mapping[str, Any]) -> "Roster":
        """Take the server's gallery answer, or what `as_json` gave; faces in it are left out.

        Raises KeyError, TypeError or ValueError when it is not such an answer.
        """
        congress = answer["congress"]
        return cls(
            congress_id=congress["id"],
            title=_text(congress.get("title")),
            time_zone=_text(congress.get("time_zone")) or "Asia/Ho_Chi_Minh",
            sessions=tuple(CongressSession.from_json(fields) for fields in answer["sessions"]),
            current_session_id=answer.get("current_session_id"),
            delegates=tuple(Delegate.from_json(fields) for fields in answer["delegates"]),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the same shape as the server's answer, without faces."""
        return {
            "congress": {
                "id": self.congress_id,
                "title": self.title,
                "time_zone": self.time_zone,
            },
            "sessions": [asdict(session) for session in self.sessions],
            "current_session_id": self.current_session_id,
            "delegates": [asdict(delegate) for delegate in self.delegates],
        }

    @cached_property
    def by_id(self) -> dict[Id, Delegate]:
        """Delegates by the server's id."""
        return {delegate.id: delegate for delegate in self.delegates}

    @cached_property
    def _by_badge(self) -> dict[str, Delegate]:
        return {each.badge_hash: each for each in self.delegates if each.badge_hash}

    @cached_property
    def _index(self) -> list[tuple[str, tuple[str, ...], str, Delegate]]:
        """Per delegate: folded number, folded words of the name, the name in small letters."""
        return [
            (fold(each.number), tuple(_words(fold(each.name))), each.name.lower(), each)
            for each in self.delegates
        ]

    def with_badge(self, token: str) -> Delegate | None:
        """Find whose badge token this is."""
        return self._by_badge.get(hashlib.sha256(token.encode()).hexdigest())

    def session(self, session_id: Id | None) -> CongressSession | None:
        """Find a session by its id."""
        return next((each for each in self.sessions if each.id == session_id), None)

    def session_at(self, moment: datetime) -> CongressSession | None:
        """Return the session the desk serves now.

        The one the server named, unless the clock says that another is running; between
        sessions the next one, after the last one the last.
        """
        running = [each for each in self.sessions if _is_running(each, moment)]
        named = self.session(self.current_session_id)
        if named in running or (named and not running):
            return named
        if running:
            return running[0]
        coming = [each for each in self.sessions if (_moment(each.starts_at) or moment) > moment]
        return min(coming, key=lambda each: each.starts_at) if coming else self._last_session()

    def _last_session(self) -> CongressSession | None:
        return max(self.sessions, key=lambda each: each.ends_at, default=None)

    def search(self, text: str, *, limit: int = 12) -> list[Delegate]:
        """Find delegates by number or by the beginnings of words of their names.

        Accents may be left out (đ = d). Whole words come first, then words with the accents
        as typed: "an" lists An, Ân, Anh. Order of the roster otherwise.
        """
        typed = unicodedata.normalize("NFC", text).strip().lower()
        wanted = sorted(_words(fold(typed)), key=len, reverse=True)
        if not wanted:
            return []
        hits = [
            (rank, place, delegate)
            for place, (number, words, name, delegate) in enumerate(self._index)
            if (rank := _rank(typed, wanted, number=number, words=words, name=name)) is not None
        ]
        return [delegate for _, _, delegate in sorted(hits, key=lambda hit: hit[:2])[:limit]]


def fold(text: str) -> str:
    """Return `text` in small letters without accents, with d for đ."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def badge_token(text: str) -> str | None:
    """Return the token in the text of a badge's QR code: bare, or at the end of /b/<token>."""
    found = _BADGE.search(text.strip())
    return found.group(1) if found else None


def save_roster(roster: Roster, path: Path) -> None:
    """Write the roster so that `path` holds either the old or the new one, never half."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(roster.as_json(), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load_roster(path: Path) -> Roster | None:
    """Read what `save_roster` wrote; None when there is none or it cannot be read."""
    try:
        return Roster.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _text(value: object) -> str:
    return "" if value is None else unicodedata.normalize("NFC", str(value))


def _words(text: str) -> Iterator[str]:
    return (found.group() for found in _WORDS.finditer(text))


def _rank(
    typed: str, wanted: list[str], *, number: str, words: tuple[str, ...], name: str
) -> tuple[int, int, bool] | None:
    """Return how good a hit is (smaller is better), None for no hit."""
    if fold(typed) == number:
        return (0, 0, False)
    left = list(words)
    whole = 0
    for each in wanted:
        word = next((one for one in left if one == each), None)
        whole += word is not None
        word = word or next((one for one in left if one.startswith(each)), None)
        if word is None:
            return (2, 0, False) if len(wanted) == 1 and number.startswith(each) else None
        left.remove(word)
    accents_differ = any(all(not w.startswith(t) for w in _words(name)) for t in _words(typed))
    return (1, len(wanted) - whole, accents_differ)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _is_running(session: CongressSession, moment: datetime) -> bool:
    starts, ends = _moment(session.starts_at), _moment(session.ends_at)
    return starts is not None and ends is not None and starts <= moment < ends
