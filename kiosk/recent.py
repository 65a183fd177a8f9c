"""The last check-ins of a desk, each with half a minute to take it back for a reason."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.outbox import Event, Outbox, OutboxError
from kiosk.roster import Delegate, Roster

UNDO_SECONDS = 30.0
_RECENT = 6


class DeskRefusedError(Exception):
    """The operator asked for what cannot be done; `code` is a wording key."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class _Recent:
    """One check-in of the last minutes."""

    event: Event
    delegate: Delegate
    until: float
    undone: bool = field(default=False)


class RecentCheckIns:
    """What the operator may still take back; the desk guards it against other threads."""

    def __init__(self, outbox: Outbox, *, monotonic: Callable[[], float]) -> None:
        self._outbox = outbox
        self._monotonic = monotonic
        self._entries: deque[_Recent] = deque(maxlen=_RECENT)

    def recall(self, roster: Roster, now: datetime) -> None:
        """List the last check-ins again: a desk that was started anew can still undo them."""
        for event in self._outbox.newest(roster.congress_id, limit=_RECENT):
            delegate = roster.by_id.get(event.body["delegate_id"])
            if delegate is not None:
                age = (now - datetime.fromisoformat(event.body["at"])).total_seconds()
                # A clock that was set back meanwhile must not lengthen the half minute.
                left = UNDO_SECONDS - age if age >= 0 else 0.0
                undone = self._outbox.is_undone(event)
                until = self._monotonic() + left
                shown = roster.in_session(delegate, event.body["session_id"])
                self._entries.append(_Recent(event, shown, until, undone=undone))

    def add(self, event: Event, delegate: Delegate) -> None:
        """List a check-in that was just kept."""
        until = self._monotonic() + UNDO_SECONDS
        self._entries.appendleft(_Recent(event, delegate, until))

    def undo(self, key: str, reason: str) -> Delegate:
        """Take a check-in of the last 30 seconds back; raises DeskRefusedError."""
        recent = next((each for each in self._entries if each.event.key == key), None)
        if recent is None or recent.undone or self._monotonic() > recent.until:
            raise DeskRefusedError("undo_too_late")
        if not reason.strip():
            raise DeskRefusedError("undo_needs_reason")
        try:
            self._outbox.put_undo(recent.event, reason.strip())
        except OutboxError as error:
            raise DeskRefusedError("disk_full") from error
        recent.undone = True
        return recent.delegate

    def as_json(self) -> list[dict[str, Any]]:
        """Return the list as the page shows it, the newest first."""
        now = self._monotonic()
        return [_as_json(each, now) for each in self._entries]


def _as_json(recent: _Recent, now: float) -> dict[str, Any]:
    body = recent.event.body
    return {
        "key": recent.event.key,
        "name": recent.delegate.name,
        "delegation": recent.delegate.delegation,
        "at": body["at"],
        "method": body["method"],
        "direction": body["direction"],
        "undone": recent.undone,
        "undo_seconds": 0 if recent.undone else max(0, round(recent.until - now)),
    }
