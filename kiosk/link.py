"""The desk's two ways to the server: check-ins go out, roster and faces come in."""

import logging
import threading
import time
from pathlib import Path
from typing import Any

from kiosk.camera import Camera
from kiosk.delivery import Delivery
from kiosk.desk import Desk
from kiosk.known_faces import KnownFaces
from kiosk.outbox import Outbox, OutboxError
from kiosk.pairing import Pairing, save_pairing
from kiosk.results import Kind
from kiosk.roster import Id, Roster, save_roster
from kiosk.server import Answer, Server, ServerUnreachableError, TokenRefusedError

logger = logging.getLogger(__name__)

_REFRESH_SECONDS = 5.0
"""Well below the 60 s in which a withdrawn face must be gone from every desk."""
_RETRY_SECONDS = 2.0
_REPORT_SECONDS = 10.0
"""The office takes a desk for silent after three of these."""
_LONGEST_PAUSE_SECONDS = 5.0
_CLOCK_WRONG_MS = 120_000
_BADGE_KINDS: dict[str, Kind] = {"replaced": "replaced_badge", "other_congress": "other_congress"}


class Link:
    """Keeps one process in touch with its server; a slow roster never holds up a check-in."""

    def __init__(
        self,
        server: Server,
        outbox: Outbox,
        desk: Desk,
        *,
        faces: KnownFaces,
        roster_path: Path,
        pairing_path: Path,
        camera: Camera,
    ) -> None:
        self._server = server
        self._outbox = outbox
        self._desk = desk
        self.faces = faces
        self._roster_path = roster_path
        self._pairing_path = pairing_path
        self._camera = camera
        self._reported: tuple[float, dict[str, Any]] = (0.0, {})
        self._delivery = Delivery(outbox, answered=desk.answered)
        self._congress_id: Id | None = None
        self._etag: str | None = None
        self._unknown_badge = ""
        self._stop = threading.Event()
        self._refresh_now = threading.Event()
        self._troubles: set[str] = set()
        self.online = False
        self.name = ""
        self.attendance: dict[str, Any] | None = None
        self.tried = threading.Event()
        self._threads = [
            threading.Thread(target=self._deliver, name="deliver", daemon=True),
            threading.Thread(target=self._refresh, name="refresh", daemon=True),
        ]

    def start(self) -> None:
        """Begin; `tried` is set once the server answered or did not."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop both ways; what waits stays on the disk."""
        self._stop.set()
        self._refresh_now.set()
        for thread in self._threads:
            thread.join(timeout=2.0)

    def refresh(self) -> None:
        """Ask for a newer roster and the numbers now."""
        self._refresh_now.set()

    def ask_about(self, badge_hash: str) -> None:
        """Ask for a newer roster now, for somebody was just added, it seems; else whose it was."""
        self._unknown_badge = badge_hash
        self.refresh()

    def pair(self, code: str) -> None:
        """Take a new token by a code of the office, for a desk whose token was taken back.

        What waits is sent with it. Raises CodeRefusedError or ServerUnreachableError.
        """
        token = self._server.enter_code(code)
        self._congress_id = self._etag = None
        try:
            save_pairing(Pairing(self._server.url, token), self._pairing_path)
        except OSError as error:
            logger.warning("the new token was not saved: %s", error)
            self._trouble("disk_full", there=True)
        self.refresh()

    @property
    def troubles(self) -> list[str]:
        """What the operator must know, as wording keys."""
        offset = self._server.clock_offset_ms
        clock = {"clock_wrong"} if offset is not None and abs(offset) > _CLOCK_WRONG_MS else set()
        return sorted(self._troubles | clock)

    def _trouble(self, code: str, *, there: bool) -> None:
        (self._troubles.add if there else self._troubles.discard)(code)

    def _set_online(self, online: bool) -> None:
        if online != self.online:
            self.online = online
            self._desk.announce()

    # Check-ins go out

    def _deliver(self) -> None:
        failures = 0
        while not self._stop.is_set():
            self._outbox.wait_for_event(0.3)
            if self._outbox.pending == 0:
                continue
            delivered = self._try_to_deliver()
            failures = 0 if delivered else failures + 1
            if not delivered:
                self._stop.wait(min(0.25 * 2.0**failures, _LONGEST_PAUSE_SECONDS))

    def _try_to_deliver(self) -> bool:
        """Deliver what waits; False when nothing went, so that the next try may wait."""
        try:
            count = self._delivery.run(self._server)
        except ServerUnreachableError as error:
            logger.info("check-ins wait: %s", error)
            self._set_online(False)
            return False
        except TokenRefusedError as error:
            self._shut_out(error)
            return False
        except OutboxError as error:
            logger.warning("check-ins wait: %s", error)
            self._trouble("disk_full", there=True)
            return False
        self._trouble("disk_full", there=False)
        if count:
            self._set_online(True)
            self.refresh()  # the numbers moved
        return count > 0

    def _shut_out(self, error: TokenRefusedError) -> None:
        """Forget the faces at once: a desk without its token must not know anybody."""
        logger.warning("%s", error)
        self._trouble("token_refused", there=True)
        self._set_online(False)
        self._etag = self._congress_id = None
        self.faces.forget()

    # Roster and faces come in

    def _refresh(self) -> None:
        while not self._stop.is_set():
            self._refresh_now.clear()
            pause = _REFRESH_SECONDS if self._try_to_refresh() else _RETRY_SECONDS
            self.tried.set()
            self._desk.announce()
            self._refresh_now.wait(pause)

    def _try_to_refresh(self) -> bool:
        try:
            self._fetch()
        except ServerUnreachableError as error:
            logger.info("no roster: %s", error)
            self._set_online(False)
            self.faces.miss_server()
            return False
        except TokenRefusedError as error:
            self._shut_out(error)
            return False
        self._trouble("token_refused", there=False)
        self._set_online(True)
        self._report()
        return True

    def _fetch(self) -> None:
        if self._congress_id is None:
            self._introduce()
        if self._congress_id is None:
            return
        answer = self._server.gallery(self._congress_id, etag=self._etag)
        if answer is not None:
            self._take(answer)
        self._fetch_badge(self._congress_id)
        self._fetch_attendance(self._congress_id)

    def _report(self) -> None:
        """Tell the office how this desk is: when that changed, and now and then."""
        report = {
            "camera": self._camera.state,
            "pending": self._outbox.pending,
            "refused": self._outbox.refused,
            "faces": self.faces.state,
            "pin": self.faces.pin,
            "troubles": self.troubles,
        }
        told_at, told = self._reported
        is_due = report != told or time.monotonic() - told_at >= _REPORT_SECONDS
        if self._congress_id is None or not is_due:
            return
        try:
            self._server.send_report(self._congress_id, report)
        except (ServerUnreachableError, TokenRefusedError) as error:
            logger.info("not told: %s", error)  # the next look at the roster says so, too
        else:
            self._reported = (time.monotonic(), report)

    def _introduce(self) -> None:
        me = self._server.me()
        self.name = str(me.get("name") or "")
        self._congress_id = me.get("congress_id")
        self._trouble("not_a_desk", there=self._congress_id is None)

    def _take(self, answer: Answer) -> None:
        try:
            roster = Roster.from_json(answer.body)
        except (KeyError, TypeError, ValueError) as error:
            raise ServerUnreachableError(f"a roster that cannot be read: {error!r}") from error
        self._desk.take_roster(roster)
        try:
            save_roster(roster, self._roster_path)
            self._trouble("disk_full", there=False)
        except OSError as error:
            logger.warning("the roster was not saved: %s", error)
            self._trouble("disk_full", there=True)
        self.faces.take(answer.body)
        self._etag = answer.etag

    def _fetch_badge(self, congress_id: Id) -> None:
        hashed, self._unknown_badge = self._unknown_badge, ""
        if not hashed:
            return
        try:
            badge = self._server.badge(congress_id, hashed)
        except ServerUnreachableError as error:
            logger.info("nothing about a badge: %s", error)  # "unknown" stays on the screen
            return
        kind = _BADGE_KINDS.get(badge.get("standing", ""))
        if kind is not None:
            self._desk.badge_is(hashed, kind, badge.get("delegate_id"))

    def _fetch_attendance(self, congress_id: Id) -> None:
        session = self._desk.session
        if session is None:
            return
        try:
            self.attendance = self._server.attendance(congress_id, session_id=session.id)
        except ServerUnreachableError:
            self.attendance = None  # the numbers are an extra: the desk is not offline for them
