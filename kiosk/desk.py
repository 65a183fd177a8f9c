"""What one desk does with what it sees: the result on its screen and the events in its outbox.

Several desks of one process may share an outbox; each has its own camera, direction and screen.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Literal

from kiosk.beside import Comparison
from kiosk.loop import Sight
from kiosk.outbox import Event, Outbox, OutboxError
from kiosk.recent import DeskRefusedError, RecentCheckIns
from kiosk.results import LASTS_SECONDS, UNKNOWN_BADGES, Kind, Result, result_of
from kiosk.roster import CongressSession, Delegate, Id, Roster, badge_hash, badge_token

Direction = Literal["in", "out"]
Method = Literal["face", "badge", "name"]

_COOL_DOWN_SECONDS = 10.0
"""A person or badge that stays before the camera is one event; gone this long, it is another."""


class Desk:
    """One desk: safe to use from the camera's, the network's and the page's threads."""

    def __init__(
        self,
        outbox: Outbox,
        *,
        roster: Roster | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        utc_now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._outbox = outbox
        self._monotonic = monotonic
        self._utc_now = utc_now
        self._changed = threading.Condition(threading.RLock())
        self._version = 0
        self._roster = roster
        self._chosen_session_id: Id | None = None
        self._direction: Direction = "in"
        self._result = Result("waiting")
        self._sight = Sight()
        self._handled: tuple[int, str] = (0, "nobody")
        self._served_visit = -1
        self._last_seen: dict[tuple[str, Id | str], float] = {}
        self._recent = RecentCheckIns(outbox, monotonic=monotonic)
        self._unknown_badge = ""
        self.unknown_badge_seen: Callable[[str], None] = lambda _hash: None
        if roster is not None:
            self._recent.recall(roster, utc_now())

    # What the desk works with

    @property
    def roster(self) -> Roster | None:
        """Who is expected, None before the first time the server was reached."""
        return self._roster

    def take_roster(self, roster: Roster) -> None:
        """Replace the roster; a chosen session that is gone is no longer chosen."""
        with self._changed:
            self._roster = roster
            if roster.session(self._chosen_session_id) is None:
                self._chosen_session_id = None
            self.announce()

    @property
    def session(self) -> CongressSession | None:
        """The session that people are checked in to: the chosen one, else the current one."""
        if self._roster is None:
            return None
        chosen = self._roster.session(self._chosen_session_id)
        return chosen or self._roster.session_at(self._utc_now())

    def _other_session_on_now(self) -> str:
        """Return the title of the session that is on while the desk stays at another one."""
        on_now = self._roster.session_at(self._utc_now()) if self._roster else None
        return on_now.title if on_now and self.session != on_now else ""

    def choose_session(self, session_id: Id | None) -> None:
        """Stay at one session; None follows the congress again."""
        with self._changed:
            if session_id is not None and (
                self._roster is None or self._roster.session(session_id) is None
            ):
                raise DeskRefusedError("no_such_session")
            self._chosen_session_id = session_id
            self._forget_who_was_seen()

    def choose_direction(self, direction: Direction) -> None:
        """Count people in, or out."""
        with self._changed:
            self._direction = direction
            self._forget_who_was_seen()

    def _forget_who_was_seen(self) -> None:
        self._last_seen.clear()
        self._show(Result("waiting"))

    # What the camera shows

    def see(self, sight: Sight) -> None:
        """Take what one frame showed and act on what is new in it."""
        with self._changed:
            before, self._sight = self._sight, sight
            moved = _told_of(before) != _told_of(sight)
            self._expire()
            is_new = (sight.visit, sight.standing) != self._handled
            if not self._see_badge(sight) and is_new and self._see_face(sight):
                self._handled = (sight.visit, sight.standing)
            if sight.delegate_id is not None:
                self._last_seen["person", sight.delegate_id] = self._monotonic()
            if moved:
                self.announce()

    def _see_badge(self, sight: Sight) -> bool:
        """Act on a badge before the camera; True when the face beside it has no say now."""
        if sight.badge is None:
            return False
        if sight.beside == "comparing":
            return True
        if self._seen_lately("badge", sight.badge):
            return False
        self._served_visit = sight.visit
        self.scan(sight.badge, beside=sight.beside)
        return True

    def _see_face(self, sight: Sight) -> bool:
        """Act on a face; False when another result must be read first: asked again next frame."""
        standing = sight.standing
        if standing == "nobody" or standing == "looking" or sight.visit == self._served_visit:
            return True
        if standing == "sure" and sight.delegate_id is not None:
            if not self._seen_lately("person", sight.delegate_id):
                self._check_in(sight.delegate_id, "face")
            return True
        if sight.likeliest and self._seen_lately("person", sight.likeliest[0]):
            return True
        if self._result.must_be_read(self._monotonic()):
            return False
        kind: Kind = "confirm" if sight.must_confirm or standing == "sure" else standing
        is_asked = standing in ("turn_left", "turn_right")
        likeliest = () if is_asked else self._delegates(sight.likeliest)
        self._show(Result(kind, likeliest=likeliest, reason=sight.reason))
        return True

    def _seen_lately(self, what: str, who: Id | str) -> bool:
        """Tell whether it was seen within the cool-down, and note that it is seen now."""
        now = self._monotonic()
        before = self._last_seen.get((what, who), float("-inf"))
        if what == "badge":
            self._last_seen[what, who] = now
        return now - before < _COOL_DOWN_SECONDS

    def _delegates(self, ids: tuple[Id, ...]) -> tuple[Delegate, ...]:
        """Return who is on the list, as they come to the present session."""
        by_id = self._roster.by_id if self._roster else {}
        return self._as_they_come(by_id[each] for each in ids if each in by_id)

    def _as_they_come(self, delegates: Iterable[Delegate]) -> tuple[Delegate, ...]:
        roster, session = self._roster, self.session
        if roster is None or session is None:
            return tuple(delegates)
        return tuple(roster.in_session(each, session.id) for each in delegates)

    # What the operator does

    def search(self, text: str) -> tuple[Delegate, ...]:
        """Find delegates by number or name, with whose place they take in the present session."""
        return self._as_they_come(self._roster.search(text)) if self._roster else ()

    def badge_owner(self, text: str) -> Id | None:
        """Return whose badge this text is, None when it is nobody's here."""
        token = badge_token(text)
        delegate = self._roster.with_badge(token) if self._roster and token else None
        return delegate.id if delegate else None

    def scan(self, text: str, *, beside: Comparison | None = None) -> None:
        """Take the text of a badge, from the camera or a scanner that types.

        `beside` is what the face in the same picture said of it, None when there was none to ask.
        """
        with self._changed:
            token = badge_token(text)
            delegate = self._roster.with_badge(token) if self._roster and token else None
            if delegate is not None:
                self._take_badge(delegate, beside)
            elif self._roster is None:
                self._show(Result("no_roster"))
            elif token is None:
                # Telex adds accents, or eats the second of two letters: then the code is too short.
                mangled = not text.isascii() or "/b/" in text
                self._show(Result("mangled_badge" if mangled else "not_a_badge"))
            else:
                self._refuse_badge(text, badge_hash(token))

    def _take_badge(self, delegate: Delegate, beside: Comparison | None) -> None:
        """Check in who holds their badge up, unless the face beside it needs a person to look."""
        if beside == "mismatch":
            self._show(Result("badge_mismatch", likeliest=self._delegates((delegate.id,))))
        elif beside != "match" or not self._seen_lately("person", delegate.id):
            self._check_in(delegate.id, "badge", face_matches=beside == "match")

    def _refuse_badge(self, text: str, hashed: str) -> None:
        """Say so and ask for a newer roster: while the badge stays there, it is tried again."""
        self._last_seen.pop(("badge", text), None)
        if hashed != self._unknown_badge or self._result.kind not in UNKNOWN_BADGES:
            self._unknown_badge = hashed
            self._show(Result("unknown_badge"))
            self.unknown_badge_seen(hashed)

    def badge_is(self, hashed: str, kind: Kind, delegate_id: Id | None) -> None:
        """Take from the server why a badge is unknown; it may be gone from the screen by now."""
        with self._changed:
            if hashed == self._unknown_badge and self._result.kind == "unknown_badge":
                whose = next(iter(self._delegates((delegate_id,) if delegate_id else ())), None)
                self._show(Result(kind, delegate=whose))

    def check_in(self, delegate_id: Id, method: Method) -> None:
        """Check in whom the operator named or confirmed; raises DeskRefusedError."""
        with self._changed:
            if self._roster is None or delegate_id not in self._roster.by_id:
                raise DeskRefusedError("unknown_delegate")
            self._served_visit = self._sight.visit
            self._check_in(delegate_id, method)

    def _check_in(self, delegate_id: Id, method: Method, *, face_matches: bool = False) -> None:
        """Put the event on the disk, then show it: green is a promise."""
        delegate = next(iter(self._delegates((delegate_id,))), None)
        session = self.session
        if self._roster is None or delegate is None or session is None:
            self._show(Result("no_session" if delegate else "unknown"))
            return
        about = {"delegate_id": delegate_id, "session_id": session.id}
        before = self._outbox.last_of(self._roster.congress_id, **about)
        again = before is not None and before.body["direction"] == self._direction == "in"
        at = self._utc_now().astimezone(UTC).isoformat(timespec="milliseconds")
        body = {**about, "direction": self._direction, "method": method, "at": at}
        try:
            event = self._outbox.put(self._roster.congress_id, body)
        except OutboxError:
            self._show(Result("disk_full"))
            return
        self._recent.add(event, delegate)
        self._last_seen["person", delegate_id] = self._monotonic()
        earlier_at = before.body["at"] if before is not None and again else None
        result = result_of(event, delegate, earlier_at=earlier_at)
        self._show(replace(result, face_matches=face_matches))

    def undo(self, key: str, reason: str) -> None:
        """Take a check-in of the last 30 seconds back; raises DeskRefusedError."""
        with self._changed:
            delegate = self._recent.undo(key, reason)
            self._show(Result("undone", delegate=delegate))

    # What the server said

    def answered(self, event: Event) -> None:
        """Correct what is shown when the server knows better."""
        with self._changed:
            shown = self._result
            if event.kind == "check_in" and shown.key == event.key and shown.delegate:
                corrected = result_of(event, shown.delegate, earlier_at=shown.earlier_at)
                self._result = replace(
                    corrected, shown_at=shown.shown_at, face_matches=shown.face_matches
                )
            self.announce()

    # What is shown

    def _show(self, result: Result) -> None:
        self._result = replace(result, shown_at=self._monotonic())
        self.announce()

    def _expire(self) -> None:
        lasts = LASTS_SECONDS[self._result.kind]
        here = self._sight.standing == self._result.kind
        if not here and self._monotonic() - self._result.shown_at > lasts:
            self._show(Result("waiting"))

    def announce(self) -> None:
        """Wake those who wait for a change."""
        with self._changed:
            self._version += 1
            self._changed.notify_all()

    def wait(self, version: int, timeout_seconds: float) -> int:
        """Return the version when it is no longer `version`, or after the timeout."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != version, timeout_seconds)
            return self._version

    def view(self) -> dict[str, Any]:
        """Return what the page shows, without words: the page has them."""
        with self._changed:
            self._expire()
            session, roster = self.session, self._roster
            return {
                **self._result.as_json(),
                "standing": self._sight.standing,
                "face": asdict(self._sight.box) if self._sight.box else None,
                "dark": self._sight.dark,
                "session_id": session.id if session else None,
                "session_title": session.title if session else "",
                "session_is_chosen": self._chosen_session_id is not None,
                "session_on_now": self._other_session_on_now(),
                "sessions": [
                    {"id": each.id, "title": each.title}
                    for each in (roster.sessions if roster else ())
                ],
                "direction": self._direction,
                "congress": roster.title if roster else "",
                "rehearsal": bool(roster and roster.is_rehearsal),
                "time_zone": roster.time_zone if roster else "UTC",
                "expected": len(roster.delegates) if roster else 0,
                "recent": self._recent.as_json(),
            }


def _told_of(sight: Sight) -> tuple[object, ...]:
    """Return what the page shows of a sight."""
    return sight.box, sight.standing, sight.dark
