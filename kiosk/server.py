"""The desk's side of the server's HTTP interface: roster and gallery in, check-ins out."""

import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from kiosk.clock_offset import ClockOffset
from kiosk.outbox import Event
from kiosk.roster import Id

_LARGEST_ANSWER_BYTES = 256 * 1024 * 1024
_TIMEOUT_SECONDS = 5.0


class ServerUnreachableError(Exception):
    """No answer, or an answer that is not this server's (a login page of the Wi-Fi, say)."""


class ServerBusyError(ServerUnreachableError):
    """The server did not take this one now (5xx, 408, 429), or in words that are not its own."""


class TokenRefusedError(Exception):
    """The server does not know this desk, or not any more (401)."""


class CodeRefusedError(Exception):
    """The pairing code opens nothing: mistyped, used already, or too old."""


@dataclass(frozen=True)
class Answer:
    """What the server said: the status, the body as JSON and the version of what it sent."""

    status: int
    body: dict[str, Any] = field(repr=False)
    etag: str | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether the server will never take this request."""
        return self.status >= http.HTTPStatus.BAD_REQUEST


class Server:
    """Asks one server with one device token; safe to use from several threads."""

    def __init__(self, url: str, token: str, *, timeout_seconds: float = _TIMEOUT_SECONDS) -> None:
        """Take the server's address; raises ValueError when it is not http:// or https://."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not the address of a server: {url}")
        self.url = url.rstrip("/")
        self.clock_offset = ClockOffset()
        self._token = token
        self._timeout_seconds = timeout_seconds
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port
        self._prefix = parts.path.rstrip("/")

    @property
    def clock_offset_ms(self) -> int | None:
        """Server time minus desk time; None before the first answer."""
        return self.clock_offset.milliseconds

    def enter_code(self, code: str) -> str:
        """Swap a short code for this desk's token, use it from now on and return it.

        Raises CodeRefusedError, and ServerUnreachableError (also when there were too many tries).
        """
        try:
            answer = self._ask("POST", "/api/pair", body={"code": code}, token="")
        except TokenRefusedError as error:
            raise ServerUnreachableError("an answer that is not the server's") from error
        if answer.is_refusal:
            raise CodeRefusedError(str(answer.body.get("detail") or answer.status))
        token, kind = answer.body.get("token"), answer.body.get("kind")
        if not isinstance(token, str) or kind != "kiosk":
            raise CodeRefusedError(f"the code of a {kind}")
        self._token = token
        return token

    def me(self) -> dict[str, Any]:
        """Return {kind, congress_id, name} of this desk."""
        return self._get("/api/me").body

    def gallery(self, congress_id: Id, *, etag: str | None) -> Answer | None:
        """Return roster and face templates; None when still those of `etag`."""
        headers = {"If-None-Match": etag} if etag else {}
        answer = self._get(f"{_congress(congress_id)}/gallery", headers=headers)
        return None if answer.status == http.HTTPStatus.NOT_MODIFIED else answer

    def attendance(self, congress_id: Id, *, session_id: Id) -> dict[str, Any]:
        """Return the numbers of a session."""
        query = urlencode({"session_id": session_id})
        return self._get(f"{_congress(congress_id)}/attendance?{query}").body

    def badge(self, congress_id: Id, badge_hash: str) -> dict[str, Any]:
        """Return {standing, delegate_id} of a badge that the roster does not have."""
        query = urlencode({"hash": badge_hash})
        return self._get(f"{_congress(congress_id)}/badge-standing?{query}").body

    def send_report(self, congress_id: Id, report: Mapping[str, Any]) -> None:
        """Tell how this desk is; a server that does not take it is not an error."""
        self._ask("PUT", f"{_congress(congress_id)}/devices/self/report", body=report)

    def send_check_in(self, event: Event) -> Answer:
        """Deliver a check-in; the answer may be a refusal."""
        return self._ask("POST", f"{_congress(event.congress_id)}/check-ins", body=event.body)

    def send_undo(self, event: Event, *, check_in_id: Id) -> Answer:
        """Deliver the undoing of a check-in by the server's id of it; may be a refusal."""
        path = f"{_congress(event.congress_id)}/check-ins/{quote(str(check_in_id), safe='')}/undo"
        return self._ask("POST", path, body=event.body)

    def _get(self, path: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        answer = self._ask("GET", path, headers=headers)
        if answer.is_refusal:
            raise ServerUnreachableError(f"GET {path}: {answer.status}")
        return answer

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        token: str | None = None,
    ) -> Answer:
        """Ask once, with another `token` than the desk's when one is given.

        Raises ServerUnreachableError when the answer may be had later and TokenRefusedError
        when the desk was shut out; every other answer is returned, refusals included.
        """
        sent_headers = {
            "Authorization": f"Bearer {self._token if token is None else token}",
            "Accept": "application/json",
            **(headers or {}),
        }
        content = None
        if body is not None:
            content = json.dumps(body).encode()
            sent_headers["Content-Type"] = "application/json"
        connection = self._connect()
        try:
            sent = time.time()
            connection.request(method, self._prefix + path, body=content, headers=sent_headers)
            response = connection.getresponse()
            received = time.time()
            raw = response.read(_LARGEST_ANSWER_BYTES)
        except (OSError, http.client.HTTPException) as error:
            raise ServerUnreachableError(f"{method} {path}: {error!r}") from error
        finally:
            connection.close()
        answer = _answer(response, raw)
        self._observe_clock(response, sent=sent, received=received)
        return answer

    def _connect(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        return kind(self._host, self._port, timeout=self._timeout_seconds)

    def _observe_clock(
        self, response: http.client.HTTPResponse, *, sent: float, received: float
    ) -> None:
        try:
            dated = parsedate_to_datetime(response.headers["Date"]).timestamp()
        except (TypeError, ValueError):
            return
        self.clock_offset.observe(dated, sent=sent, received=received)


def _congress(congress_id: Id) -> str:
    return f"/api/congresses/{quote(str(congress_id), safe='')}"


def _answer(response: http.client.HTTPResponse, raw: bytes) -> Answer:
    """Read an answer, believing only what is JSON: a captive portal says 200 to everything."""
    status = response.status
    if status == http.HTTPStatus.UNAUTHORIZED:
        raise TokenRefusedError(f"the server refused this desk ({status})")
    if status in (http.HTTPStatus.NOT_MODIFIED, http.HTTPStatus.NO_CONTENT):
        return Answer(status, {})
    if status >= http.HTTPStatus.BAD_REQUEST:
        return _refusal(response, raw)
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise ServerUnreachableError(f"an answer that is not the server's ({status})") from error
    if status >= http.HTTPStatus.MULTIPLE_CHOICES or not isinstance(body, dict):
        raise ServerUnreachableError(f"an answer that is not the server's ({status})")
    return Answer(status, body, etag=response.headers.get("ETag"))


def _refusal(response: http.client.HTTPResponse, raw: bytes) -> Answer:
    """Take a 4xx for final only in the server's own form, problem details (RFC 9457)."""
    for_later = (http.HTTPStatus.REQUEST_TIMEOUT, http.HTTPStatus.TOO_MANY_REQUESTS)
    is_final = response.status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    if not is_final or response.status in for_later:
        raise ServerBusyError(f"the server answered {response.status}")
    try:
        body = json.loads(raw)
    except ValueError:
        body = None
    kind = response.headers.get_content_type()
    if kind != "application/problem+json" or not isinstance(body, dict):
        raise ServerBusyError(f"a refusal that is not the server's ({response.status})")
    return Answer(response.status, body)
