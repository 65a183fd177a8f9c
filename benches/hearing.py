"""How late a phone hears `changed` while the server has something else to do.

One phone listens; again and again the stage is moved as the chair's remote does, and the time from
sending the request to the event on the phone's socket is noted.
"""

import contextlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from benches import Figure, figure
from benches.fanout import CONGRESS_ID, put_stage
from benches.library import Library
from benches.phones import Phones

T = TypeVar("T")
PAUSE_SECONDS = 0.05
WITHIN_SECONDS = 60.0
LIMIT_MS = 50


@dataclass(frozen=True)
class Heard:
    """Milliseconds from the request to the phone, over one stretch of time."""

    median: float
    worst: float


def hearing(found: Library, job: Callable[[], T]) -> tuple[T, Heard]:
    """Do a job while a phone listens; returns what the job did and how late the phone heard."""
    delays: list[float] = []
    troubles: list[BaseException] = []
    over = threading.Event()

    def listen() -> None:
        try:
            with contextlib.closing(
                Phones(found.server.port, found.house.viewer, CONGRESS_ID)
            ) as phones:
                phones.connect(1, within_seconds=WITHIN_SECONDS)
                while not over.is_set() or not delays:
                    delays.append(one_delay(found, phones))
                    phones.idle(PAUSE_SECONDS)
        except BaseException as error:  # told to whoever asked
            troubles.append(error)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        done = job()
    finally:
        over.set()
        listener.join()
    if troubles:
        raise troubles[0]
    return done, Heard(median(delays), max(delays))


def one_delay(found: Library, phones: Phones) -> float:
    """Move the stage once; returns ms until the phone knows."""
    marker = secrets.token_hex(8)
    started = time.monotonic()
    put_stage(found.server, found.house.chair, marker)
    return 1000 * (phones.deliver(marker.encode(), within_seconds=WITHIN_SECONDS) - started)


def rest(found: Library, *, seconds: float) -> Heard:
    """Listen while nothing else is asked of the server."""
    return hearing(found, lambda: time.sleep(seconds))[1]


def delay_figures(at_rest: list[Heard], during: dict[str, list[Heard]]) -> list[Figure]:
    """Lay each job beside rest: what `changed` takes longer, in the middle and at worst."""
    found = [
        figure("changed at rest: median", [each.median for each in at_rest], unit="ms"),
        figure("changed at rest: worst", [each.worst for each in at_rest], unit="ms"),
    ]
    for job, heard in during.items():
        pairs = list(zip(heard, at_rest, strict=False))
        middle = [there.median - calm.median for there, calm in pairs]
        worst = [there.worst - calm.worst for there, calm in pairs]
        words = f"changed later than at rest, during {job}"
        limit = f"≤ {LIMIT_MS} ms"
        found.append(figure(f"{words}: median", middle, unit="ms", limit=limit))
        found.append(figure(f"{words}: worst", worst, unit="ms", limit=limit))
    return found
