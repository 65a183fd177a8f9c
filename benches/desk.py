"""The desk: badge to green, name to list, ten desks on a full hall, an hour without a network.

The kiosk is the real process with the camera of a browser: frames go to it 30 a second, and a
badge counts from the moment its first frame is sent until the state says who came in. Names are
searched among 5,000 in the same process. Ten desks check in once a second each while phones hang
on the same server (BENCH_PHONES, 2,000; BENCH_DESK_SECONDS, 300), beside the same for a tenth of
that time without phones. 500 check-ins of an hour wait in an outbox; the kiosk is killed three
times while it sends them. One shared kiosk looks through more and more browsers' cameras. One
round: the load alone takes its five minutes.
"""

import contextlib
import json
import math
import os
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from benches import Figure, figure
from benches.compiled import make_phones
from benches.desk_kiosk import Person, read_times, running_kiosk, search_times
from benches.desk_load import Load, check_in_at, percentile
from benches.desk_shared import BADGES as SHARED_BADGES
from benches.desk_shared import CAMERAS, shared_figures
from benches.fanout import CONGRESS_ID
from benches.library import API, Library, library
from benches.office import import_list, prepare
from benches.roster_list import write_list
from kiosk.outbox import Outbox
from kiosk.pairing import Pairing, save_pairing

PEOPLE, BADGES, QUEUED, KILLS, DESKS = 5000, 20, 500, 3, 10
QUEUED_OVER_SECONDS = 3600
WITHIN_SECONDS = 120.0


def run(rounds: int) -> list[Figure]:  # noqa: ARG001  one round, as the docstring says
    """Measure everything once on a house of its own."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise RuntimeError("two cores are needed: one for the server, one for the rest")
    with library(core=cores[0]) as office, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(office)
        import_list(office, API, write_list(folder / "list.xlsx", PEOPLE))
        people = [add_person(office, number) for number in range(BADGES)]
        found = [*kiosk_figures(office, folder, people), *queue_figures(office, folder)]
        found += cameras_figures(office, folder)
        return [*found, *load_figures(office)]


def kiosk_figures(office: Library, folder: Path, people: list[Person]) -> list[Figure]:
    """Time badges and names at one desk."""
    with running_kiosk(folder / "desk", office.server.port, pair(office, "Bàn 1")) as kiosk:
        kiosk.wait_for(lambda state: state["expected"] == PEOPLE + BADGES)
        greens, bare = read_times(kiosk, people)
        names = search_times(kiosk)
    badge = "badge before the camera to green"
    return [
        figure(f"{badge}, median", [median(greens)], unit="s", limit="≤ 0.7 s"),
        figure(f"{badge}, p95", [percentile(greens, 95)], unit="s", limit="≤ 1.2 s"),
        figure(
            f"{badge}, median",
            [1000 * median(greens)],
            unit="ms",
            peer="zxing-cpp on the frame alone",
            peer_values=[1000 * median(bare)],
        ),
        figure(f"name typed to list of {PEOPLE}, median", [median(names)], unit="ms"),
        figure(f"name typed to list of {PEOPLE}, worst", [max(names)], unit="ms", limit="≤ 50 ms"),
    ]


def queue_figures(office: Library, folder: Path) -> list[Figure]:
    """Deliver an hour of check-ins through a kiosk that is killed again and again."""
    token = pair(office, "Bàn 2")
    session = session_id(office)
    came = {each["delegate_id"] for each in events(office, session)}
    ids = [each for each in delegate_ids(office) if each not in came]
    desk = folder / "queue"
    desk.mkdir()
    server = f"http://127.0.0.1:{office.server.port}"
    save_pairing(Pairing(server, token), desk / "desk.json")
    outbox, began = Outbox(desk / "outbox.db"), time.time() - QUEUED_OVER_SECONDS
    for number, delegate_id in enumerate(ids[:QUEUED]):
        at = began + number * QUEUED_OVER_SECONDS / QUEUED
        outbox.put(CONGRESS_ID, check_in_at(at, delegate_id, session))
    outbox.close()
    started = time.monotonic()
    for life in range(KILLS + 1):
        with running_kiosk(desk, office.server.port, token) as kiosk:
            left = QUEUED - QUEUED * (life + 1) // (KILLS + 1)
            kiosk.wait_for(lambda state, left=left: state["pending"] <= left)  # type: ignore[misc]
            if life < KILLS:
                kiosk.process.kill()
    seconds = time.monotonic() - started
    times = Counter(each["delegate_id"] for each in events(office, session))
    once = sum(times[each] == 1 for each in ids[:QUEUED])
    return [
        figure("check-ins of an offline hour, counted once", [once], unit="of 500", limit=500),
        figure(
            f"the same: network back to all sent, kiosk killed {KILLS} times",
            [seconds],
            unit="s",
            limit="≤ 30 s",
        ),
    ]


def cameras_figures(office: Library, folder: Path) -> list[Figure]:
    """Let one shared kiosk look through more and more browsers' cameras."""
    place = folder / "shared"
    place.mkdir()
    numbers = range(BADGES, BADGES + SHARED_BADGES * len(CAMERAS))
    people = [add_person(office, number) for number in numbers]
    codes = [code(office, f"Bàn dùng chung {number}") for number in range(max(CAMERAS))]
    return shared_figures(place, office.server.port, codes, people)


def load_figures(office: Library) -> list[Figure]:
    """Let ten desks check in, first alone, then beside a hall full of phones."""
    phones = int(os.environ.get("BENCH_PHONES") or 2000)
    seconds = float(os.environ.get("BENCH_DESK_SECONDS") or 300)
    tokens = [pair(office, f"Bàn {number + 3}") for number in range(DESKS)]
    load = Load(office.server.port, delegate_ids(office), session_id(office))
    alone = load.run(tokens, seconds=max(5.0, seconds / 10))
    with contextlib.closing(
        make_phones(office.server.port, token=office.house.viewer, congress_id=CONGRESS_ID)
    ) as hall:
        hall.connect(phones, within_seconds=WITHIN_SECONDS)
        with load.running(tokens, seconds=seconds) as beside:
            hall.idle(seconds + 1)
    p99, p99_alone = percentile(beside.milliseconds, 99), percentile(alone.milliseconds, 99)
    what = f"{DESKS} desks × 1 check-in/s for {math.floor(seconds)} s, {phones} phones"
    return [
        figure(f"{what}: errors", [beside.errors], unit="errors", limit=0),
        figure(f"{what}: check-ins", [len(beside.milliseconds)], unit="check-ins"),
        figure(f"{what}: answer, median", [median(beside.milliseconds)], unit="ms"),
        figure(
            f"{what}: answer, p99",
            [p99],
            unit="ms",
            peer="the same without phones",
            peer_values=[p99_alone],
            limit="≤ 200 ms",
        ),
    ]


def pair(office: Library, name: str) -> str:
    """Return the token of a new desk, by its short code."""
    made = call(office, "POST", f"{API}/devices", {"kind": "kiosk", "name": name})
    return str(made["token"])


def code(office: Library, name: str) -> str:
    """Return the short code of a new desk."""
    made = call(office, "POST", f"{API}/devices/codes", {"kind": "kiosk", "name": name})
    return str(made["code"])


def add_person(office: Library, number: int) -> Person:
    """Enter a delegate whose badge the camera will read."""
    body = {"number": f"B{number:03}", "name": f"Lê Thẻ Số {number}", "delegation": "Đoàn thẻ"}
    made = call(office, "POST", f"{API}/delegates", body)
    return Person(int(made["id"]), str(made["badge_url"]))


def session_id(office: Library) -> int:
    """Return the congress's only session."""
    return int(call(office, "GET", f"{API}/attendance")["session_id"])


def delegate_ids(office: Library) -> list[int]:
    """Return everybody's id."""
    return [int(each["id"]) for each in call(office, "GET", f"{API}/delegates")]


def events(office: Library, session: int) -> list[dict[str, Any]]:
    """Return every event of the session."""
    found: list[dict[str, Any]] = call(office, "GET", f"{API}/check-ins?session_id={session}")
    return found


def call(office: Library, method: str, path: str, body: object = None) -> Any:
    """Ask the server as the administrator."""
    return json.loads(office.server.call(method, path, body, token=office.house.chair))
