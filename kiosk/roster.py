"""Who is expected: the delegates and sessions of one congress, kept on disk without faces."""

import hashlib
import itertools
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
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
    in_place_of: str = ""
    """In a session (`Roster.in_session`): whose place they take; seat and delegation follow."""
    replaced_by: str = ""
    """In a session: who has their place."""

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
class Substitution:
    """In one session somebody has the place of a delegate who does not come."""

    session_id: Id
    delegate_id: Id
    substitute_id: Id

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> "Substitution":
        """Take what the server says."""
        return cls(fields["session_id"], fields["delegate_id"], fields["substitute_id"])


@dataclass(frozen=True)
class Roster:
    """The delegates and sessions of one congress, searchable; never changed, only replaced."""

    congress_id: Id
    title: str
    time_zone: str
    sessions: tuple[CongressSession, ...] = ()
    current_session_id: Id | None = None
    delegates: tuple[Delegate, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    is_rehearsal: bool = False

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
            substitutions=tuple(
                Substitution.from_json(fields) for fields in answer.get("substitutions", ())
            ),
            is_rehearsal=congress.get("rehearsal") is True,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the same shape as the server's answer, without faces."""
        return {
            "congress": {
                "id": self.congress_id,
                "title": self.title,
                "time_zone": self.time_zone,
                "rehearsal": self.is_rehearsal,
            },
            "sessions": [asdict(session) for session in self.sessions],
            "current_session_id": self.current_session_id,
            "delegates": [asdict(delegate) for delegate in self.delegates],
            "substitutions": [asdict(each) for each in self.substitutions],
        }

    @cached_property
    def by_id(self) -> dict[Id, Delegate]:
        """Delegates by the server's id."""
        return {delegate.id: delegate for delegate in self.delegates}

    @cached_property
    def _by_substitute(self) -> dict[tuple[Id, Id], Substitution]:
        return {(each.session_id, each.substitute_id): each for each in self.substitutions}

    @cached_property
    def _by_replaced(self) -> dict[tuple[Id, Id], Substitution]:
        return {(each.session_id, each.delegate_id): each for each in self.substitutions}

    def in_session(self, delegate: Delegate, session_id: Id | None) -> Delegate:
        """Return somebody as they come to a session: in whose place, or who has theirs."""
        if session_id is None:
            return delegate
        taken = self._by_substitute.get((session_id, delegate.id))
        place = self.by_id.get(taken.delegate_id) if taken else None
        given = self._by_replaced.get((session_id, delegate.id))
        substitute = self.by_id.get(given.substitute_id) if given else None
        if place is not None:
            facts = {"delegation": place.delegation, "seat": place.seat, "in_place_of": place.name}
            return replace(delegate, **facts)
        return replace(delegate, replaced_by=substitute.name) if substitute else delegate

    @cached_property
    def _by_badge(self) -> dict[str, Delegate]:
        return {each.badge_hash: each for each in self.delegates if each.badge_hash}

    @cached_property
    def _index(self) -> list["_Entry"]:
        return [
            _Entry(fold(each.number), _spaced(fold(each.name)), _spaced(each.name.lower()), each)
            for each in self.delegates
        ]

    def with_badge(self, token: str) -> Delegate | None:
        """Find whose badge token this is."""
        return self._by_badge.get(badge_hash(token))

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
        query = _Query(text)
        if not query.words:
            return []
        hits = [
            (rank, place, entry.delegate)
            for place, entry in enumerate(self._index)
            if (rank := query.rank(entry)) is not None
        ]
        return [delegate for _, _, delegate in sorted(hits, key=lambda hit: hit[:2])[:limit]]


@dataclass(frozen=True)
class _Entry:
    """A delegate as search sees one; the names have a space before and after each word."""

    number: str
    folded_name: str
    name: str
    delegate: Delegate


class _Query:
    """What was typed, taken apart once."""

    def __init__(self, text: str) -> None:
        typed = unicodedata.normalize("NFC", text).strip().lower()
        self.number = fold(typed)
        self.words = sorted(_words(self.number), key=len, reverse=True)
        self._starts = [f" {word}" for word in self.words]
        self._wholes = [f" {word} " for word in self.words]
        self._exact_starts = [f" {word}" for word in _words(typed)]
        self._overlap = any(
            one.startswith(other) for one, other in itertools.combinations(self.words, 2)
        )

    def rank(self, entry: _Entry) -> tuple[int, int, bool] | None:
        """Return how good a hit is (smaller is better), None for no hit."""
        if entry.number == self.number:
            return (0, 0, False)
        if any(start not in entry.folded_name for start in self._starts):
            return (2, 0, False) if entry.number.startswith(self.number) else None
        if self._overlap and not self._has_a_word_each(entry.folded_name.split()):
            return None
        parts = sum(whole not in entry.folded_name for whole in self._wholes)
        return (1, parts, any(start not in entry.name for start in self._exact_starts))

    def _has_a_word_each(self, left: list[str]) -> bool:
        """Tell whether every typed word begins a word of its own: "lan lan" is not one Lan."""
        for wanted in self.words:
            word = wanted if wanted in left else None
            word = word or next((each for each in left if each.startswith(wanted)), None)
            if word is None:
                return False
            left.remove(word)
        return True


def fold(text: str) -> str:
    """Return `text` in small letters without accents, with d for đ."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def badge_token(text: str) -> str | None:
    """Return the token in the text of a badge's QR code: bare, or at the end of /b/<token>."""
    found = _BADGE.search(text.strip())
    return found.group(1) if found else None


def badge_hash(token: str) -> str:
    """Return the form in which rosters and the server know a badge (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


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


def _spaced(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _words(text: str) -> Iterator[str]:
    return (found.group() for found in _WORDS.finditer(text))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _is_running(session: CongressSession, moment: datetime) -> bool:
    starts, ends = _moment(session.starts_at), _moment(session.ends_at)
    return starts is not None and ends is not None and starts <= moment < ends
