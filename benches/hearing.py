"""How late a phone hears `changed` while the server has something else to do.

One phone listens; again and again the stage is moved as the chair's remote does, and the time from
sending the request to the event on the phone's socket is noted.

The phone is a process of its own, in front of what else the measuring side does on its core: it
must not wait for the interpreter of the job, nor for the job's browser. In a hall neither of them
runs on the server.
"""

import contextlib
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import median
from typing import TypeVar

from benches import Figure, figure
from benches.fanout import CONGRESS_ID, put_stage
from benches.library import Library
from benches.phones import Phones
from benches.served import Served

T = TypeVar("T")
PAUSE_SECONDS = 0.02
WITHIN_SECONDS = 60.0
LIMIT_MS = 50
JOB_NICENESS = 10


@dataclass(frozen=True)
class Heard:
    """Milliseconds from the request to the phone, over one stretch of time."""

    median: float
    worst: float


def hearing(found: Library, job: Callable[[], T]) -> tuple[T, Heard]:
    """Do a job while a phone listens; returns what the job did and how late the phone heard."""
    processes = get_context("spawn")
    ours, theirs = processes.Pipe()
    told = (found.server, found.house.chair, found.house.viewer, theirs)
    listener = processes.Process(target=listen, args=told)
    listener.start()
    theirs.close()
    ours.recv()  # the phone listens
    try:
        done = behind(job)
    finally:
        ours.send(None)
        delays = ours.recv()
        listener.join()
    return done, Heard(median(delays), max(delays))


def listen(server: Served, chair: str, viewer: str, asked: Connection) -> None:
    """In a process of its own: move the stage until told to stop, then say the delays in ms."""
    delays: list[float] = []
    with contextlib.closing(Phones(server.port, viewer, CONGRESS_ID)) as phones:
        phones.connect(1, within_seconds=WITHIN_SECONDS)
        one_delay(server, chair, phones)
        asked.send(None)
        while not asked.poll() or not delays:
            delays.append(one_delay(server, chair, phones))
            phones.idle(PAUSE_SECONDS)
    asked.send(delays)


def behind(job: Callable[[], T]) -> T:
    """Do a job in a thread that lets the phone go first, and so does its browser."""
    done: list[T] = []
    troubles: list[BaseException] = []

    def work() -> None:
        usual = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), usual + JOB_NICENESS)
        try:
            done.append(job())
        except BaseException as error:  # told to whoever asked
            troubles.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    if troubles:
        raise troubles[0]
    return done[0]


@contextlib.contextmanager
def off_the_core(core: int) -> Iterator[None]:
    """Keep this process, and what it starts from here on, off the server's core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores - {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def one_delay(server: Served, chair: str, phones: Phones) -> float:
    """Move the stage once; returns ms until the phone knows."""
    marker = secrets.token_hex(8)
    started = time.monotonic()
    put_stage(server, chair, marker)
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
