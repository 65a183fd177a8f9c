"""The outbox goes to the server: in order, each event once, nothing blocks the queue."""

import http.client
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from kiosk.outbox import Event, Outbox, State
from kiosk.roster import Id
from kiosk.server import Answer, ServerBusyError, ServerUnreachableError

_LONGEST_PAUSE_SECONDS = 60.0


class CheckInServer(Protocol):
    """What delivery needs of a server."""

    @property
    def clock_offset_ms(self) -> int | None:
        """Server time minus desk time."""

    def send_check_in(self, event: Event) -> Answer:
        """Deliver a check-in."""

    def send_undo(self, event: Event, *, check_in_id: Id) -> Answer:
        """Deliver the undoing of a check-in."""


class Delivery:
    """Sends what waits; an event the server stumbles over waits longer, the others pass it."""

    def __init__(
        self,
        outbox: Outbox,
        *,
        answered: Callable[[Event], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`answered` hears every event that the server took or refused, as it is then."""
        self._outbox = outbox
        self._answered = answered
        self._monotonic = monotonic
        self._not_before: dict[str, tuple[float, int]] = {}

    def run(self, server: CheckInServer) -> int:
        """Send all that waits and may be tried now; return how many were answered.

        Raises ServerUnreachableError or TokenRefusedError when nothing can be sent at all:
        everything then waits, unchanged.
        """
        count = 0
        for event in self._due():
            try:
                count += self._send(server, event)
            except ServerBusyError as error:
                if self._stumbled(event):
                    raise ServerUnreachableError(str(error)) from error
        return count

    def _due(self) -> list[Event]:
        now = self._monotonic()
        waiting = self._outbox.waiting(limit=100 + len(self._not_before))
        return [each for each in waiting if self._not_before.get(each.key, (0.0, 0))[0] <= now]

    def _stumbled(self, event: Event) -> bool:
        """Put an event aside for a while; True the first time, when the server may be at fault."""
        _, times = self._not_before.get(event.key, (0.0, 0))
        pause = min(2.0**times, _LONGEST_PAUSE_SECONDS) if times else 0.0
        self._not_before[event.key] = (self._monotonic() + pause, times + 1)
        return times == 0

    def _send(self, server: CheckInServer, event: Event) -> bool:
        if event.kind == "undo":
            return self._send_undo(server, event)
        measured = (
            {} if server.clock_offset_ms is None else {"clock_offset_ms": server.clock_offset_ms}
        )
        # Frozen before the first byte leaves: a repeated key must carry the same body.
        frozen = self._outbox.freeze(event, **measured)
        self._finish(frozen, server.send_check_in(frozen))
        return True

    def _send_undo(self, server: CheckInServer, event: Event) -> bool:
        check_in = self._outbox[event.of_key]
        if check_in.state == "waiting":
            return False
        if check_in.state == "refused" or not check_in.answer:
            self._keep(event, "refused", status=0, answer={"code": "check_in_was_refused"})
            return True
        answer = server.send_undo(event, check_in_id=check_in.answer["id"])
        already_undone = answer.status == http.HTTPStatus.CONFLICT
        self._finish(event, Answer(200, answer.body) if already_undone else answer)
        return True

    def _finish(self, event: Event, answer: Answer) -> None:
        state: State = "refused" if answer.is_refusal else "sent"
        if state == "sent" and event.kind == "check_in" and "id" not in answer.body:
            raise ServerUnreachableError("an answer that is not the server's")
        self._keep(event, state, status=answer.status, answer=answer.body)

    def _keep(self, event: Event, state: State, *, status: int, answer: Mapping[str, Any]) -> None:
        self._outbox.mark(event, state, status=status, answer=answer)
        self._not_before.pop(event.key, None)
        self._answered(self._outbox[event.key])
