"""The office with 5,000 delegates: import, roster, report, badges; and what phones notice of it.

Every job goes through HTTP on a server of its own with its worker. While each runs, the stage is
moved and a phone's `changed` is timed, against the same at rest in the same round. Accessibility is
Lighthouse's score of every page of the office where Lighthouse is installed (benches/peers.py).
"""

import contextlib
import http.client
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benches import Figure, figure
from benches.fanout import CONGRESS, CONGRESS_ID
from benches.hearing import Heard, delay_figures, hearing, off_the_core, rest
from benches.library import Library, library
from benches.office_pages import accessibility, roster_times
from benches.roster_list import write_list

PEOPLE = 5000
BADGES = 1000
ROUNDS = 3
REST_SECONDS = 4.0
WITHIN_SECONDS = 120.0
SESSION = {
    "title": "Phiên thứ nhất",
    "starts_at": "2027-03-26T01:00:00Z",
    "ends_at": "2027-03-26T05:00:00Z",
}


def run(rounds: int) -> list[Figure]:
    """Measure a house of its own in each round; three are enough, each takes a minute."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise RuntimeError("two cores are needed: one for the server, one for the rest")
    took: dict[str, list[float]] = {}
    calm: list[Heard] = []
    during: dict[str, list[Heard]] = {}
    found: list[Figure] = []
    for number in range(min(rounds, ROUNDS)):
        with (
            library(core=cores[0]) as office,
            tempfile.TemporaryDirectory() as folder,
            off_the_core(cores[0]),  # the worker, begun before, may run where it likes
        ):
            prepare(office)
            calm.append(rest(office, seconds=REST_SECONDS))
            print(f"round {number + 1}: at rest {calm[-1]}", file=sys.stderr, flush=True)
            for name, job in jobs(office, Path(folder)).items():
                values, heard = hearing(office, job)
                during.setdefault(name, []).append(heard)
                for what, value in values.items():
                    took.setdefault(what, []).append(value)
                print(f"round {number + 1}: {values} {heard}", file=sys.stderr, flush=True)
            if number == 0:
                found = accessibility(office, sys.stderr)
    timed = [figure(name, took[name], unit=unit, limit=limit) for name, unit, limit in LIMITS]
    return [*timed, *delay_figures(calm, during), *found]


LIMITS = (
    (f"list of {PEOPLE}: uploaded and judged", "s", None),
    (f"list of {PEOPLE}: uploaded, judged and imported", "s", "≤ 10 s"),
    (f"roster of {PEOPLE}: first paint", "ms", "≤ 500 ms"),
    (f"roster of {PEOPLE}: key pressed to list shown, median", "ms", "≤ 100 ms"),
    (f"roster of {PEOPLE}: key pressed to list shown, worst", "ms", None),
    (f"credentials of {PEOPLE}: JSON", "s", "≤ 2 s"),
    (f"credentials of {PEOPLE}: PDF", "s", "≤ 2 s"),
    (f"{BADGES} badges", "s", "≤ 60 s"),
)


def jobs(office: Library, folder: Path) -> dict[str, Callable[[], dict[str, float]]]:
    """Return what is done one after another, by name."""
    names = [name for name, _unit, _limit in LIMITS]
    many, fewer = (write_list(folder / f"{count}.xlsx", count) for count in (PEOPLE, BADGES))
    api = f"/api/congresses/{CONGRESS_ID}"
    other = add_congress(office)
    import_list(office, f"/api/congresses/{other}", fewer)

    def importing() -> dict[str, float]:
        return dict(zip(names[:2], import_list(office, api, many), strict=True))

    def looking() -> dict[str, float]:
        return dict(zip(names[2:5], roster_times(office, CONGRESS_ID), strict=True))

    def report(name: str, path: str) -> Callable[[], dict[str, float]]:
        return lambda: {name: seconds_of(office, path)}

    return {
        "an import": importing,
        "a search in the roster": looking,
        "the credentials report as JSON": report(names[5], f"{api}/credentials"),
        "the credentials report as PDF": report(names[6], f"{api}/credentials.pdf"),
        "the badges": report(names[7], f"/api/congresses/{other}/badges.pdf"),
    }


def prepare(office: Library) -> None:
    """Give the congress a session, so that there is something to report about."""
    path = f"/api/congresses/{CONGRESS_ID}/sessions"
    office.server.call("POST", path, SESSION, token=office.house.chair)


def add_congress(office: Library) -> int:
    """Make another congress."""
    made = office.server.call("POST", "/api/congresses", CONGRESS, token=office.house.chair)
    return int(json.loads(made)["id"])


def import_list(office: Library, api: str, path: Path) -> tuple[float, float]:
    """Upload a list, look at it, import it; returns the seconds until judged and until done."""
    started = time.monotonic()
    draft = json.loads(send(office, f"{api}/import-drafts", path))
    address = f"{api}/import-drafts/{draft['id']}"
    office.server.call("GET", f"{address}/rows", token=office.house.chair)
    judged = time.monotonic() - started
    office.server.call("POST", f"{address}/import", token=office.house.chair)
    while (state := told(office, address))["state"] != "done":
        if state["state"] == "failed" or time.monotonic() - started > WITHIN_SECONDS:
            raise RuntimeError(f"the import: {state}")
        time.sleep(0.05)
    return judged, time.monotonic() - started


def told(office: Library, path: str) -> dict[str, Any]:
    """Return what an address answers."""
    found: dict[str, Any] = json.loads(office.server.call("GET", path, token=office.house.chair))
    return found


def seconds_of(office: Library, path: str) -> float:
    """Return how long an address takes to answer, the whole body read."""
    started = time.monotonic()
    link = http.client.HTTPConnection("127.0.0.1", office.server.port, timeout=WITHIN_SECONDS)
    with contextlib.closing(link):
        link.request("GET", path, headers={"Authorization": f"Bearer {office.house.chair}"})
        answer = link.getresponse()
        answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return time.monotonic() - started


def send(office: Library, path: str, file: Path) -> bytes:
    """Upload a file as the page does; returns the answer."""
    line = secrets.token_hex(12)
    head = f'Content-Disposition: form-data; name="file"; filename="{file.name}"'
    body = f"--{line}\r\n{head}\r\nContent-Type: application/octet-stream\r\n\r\n".encode()
    body += file.read_bytes() + f"\r\n--{line}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={line}",
        "Authorization": f"Bearer {office.house.chair}",
    }
    link = http.client.HTTPConnection("127.0.0.1", office.server.port, timeout=WITHIN_SECONDS)
    with contextlib.closing(link):
        link.request("POST", path, body, headers)
        answer = link.getresponse()
        content = answer.read()
    if answer.status != 201:
        raise RuntimeError(f"{path}: {answer.status} {content[:300]!r}")
    return content
