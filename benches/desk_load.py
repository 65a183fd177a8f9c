"""Desks that check people in once a second each, and how long the server's answers take."""

import contextlib
import http.client
import json
import math
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from benches.fanout import CONGRESS_ID

TIMEOUT_SECONDS = 30.0
CREATED = 201


@dataclass
class Answers:
    """What all desks together saw."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, milliseconds: float, *, is_error: bool) -> None:
        """Take one answer."""
        with self.lock:
            self.milliseconds.append(milliseconds)
            self.errors += is_error


class Load:
    """Ten doors at once: each desk has its own connection and takes the next delegate."""

    def __init__(self, port: int, delegate_ids: Sequence[int], session_id: int) -> None:
        self._port = port
        self._ids = delegate_ids
        self._session_id = session_id
        self._next = 0
        self._lock = threading.Lock()

    def run(self, tokens: Sequence[str], *, seconds: float) -> Answers:
        """Check in with every desk for a while and return what they saw."""
        with self.running(tokens, seconds=seconds) as answers:
            pass
        return answers

    @contextlib.contextmanager
    def running(self, tokens: Sequence[str], *, seconds: float) -> Iterator[Answers]:
        """Begin with every desk, spread over a second; leave when all have ended."""
        answers = Answers()
        until = time.monotonic() + seconds
        desks = [
            threading.Thread(
                target=self._work, args=(token, answers), kwargs={"until": until, "late": late}
            )
            for late, token in ((n / len(tokens), token) for n, token in enumerate(tokens))
        ]
        for desk in desks:
            desk.start()
        yield answers
        for desk in desks:
            desk.join()

    def _work(self, token: str, answers: Answers, *, until: float, late: float) -> None:
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_SECONDS)
        due = time.monotonic() + late
        with contextlib.closing(link):
            while due < until:
                time.sleep(max(0.0, due - time.monotonic()))
                began = time.perf_counter()
                is_error = not self._check_in(link, token)
                answers.add(1000 * (time.perf_counter() - began), is_error=is_error)
                due += 1.0

    def _check_in(self, link: http.client.HTTPConnection, token: str) -> bool:
        with self._lock:
            delegate_id = self._ids[self._next % len(self._ids)]
            self._next += 1
        body = check_in_at(time.time(), delegate_id, self._session_id) | {"key": str(uuid4())}
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        path = f"/api/congresses/{CONGRESS_ID}/check-ins"
        try:
            link.request("POST", path, json.dumps(body), headers)
            answer = link.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            link.close()
            return False
        return answer.status == CREATED


def check_in_at(seconds: float, delegate_id: int, session_id: int) -> dict[str, Any]:
    """Return the body of a check-in at a moment (seconds since 1970), without its key."""
    return {
        "delegate_id": delegate_id,
        "session_id": session_id,
        "direction": "in",
        "method": "name",
        "at": datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds"),
    }


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that so many percent do not pass (nearest rank)."""
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]
