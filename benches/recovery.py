"""Phones whose network is cut while the hall moves on: all must soon be right again.

The real server, a proxy that resets or swallows connections for 1 to RECOVERY_SECONDS (20)
seconds, and RECOVERY_PHONES (500) phones that run the product's own connection.js on the official
Socket.IO client under node. Meanwhile the stage moves 20 times. A phone is right when its parts
are the server's; it is stale while it shows an old slide and does not say that it is offline.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from typing import Any, TypedDict

from benches import Figure, figure
from benches.fanout import CONGRESS_ID, House, house
from benches.proxy import Cut, Proxy
from benches.served import ROOT, Served, served

CHANGES = 20
NETWORKS = 10
LONGEST_STALE_SECONDS = 8
BACK_P99_SECONDS = 5


class PhoneReport(TypedDict):
    """What one phone says at the end; `late_ms` is None when it never got the last change."""

    stale_ms: float
    late_ms: float | None
    parts: str


@dataclass(frozen=True)
class Trial:
    """How many phones, the longest outage, how long to wait for them, and whether they catch up."""

    phones: int
    longest_seconds: float
    wait_seconds: float = 30.0
    deaf: bool = False


def run(rounds: int) -> list[Figure]:
    """Cut and mend `rounds` times, each with a fresh server and fresh phones."""
    trial = Trial(
        phones=int(os.environ.get("RECOVERY_PHONES") or 500),
        longest_seconds=float(os.environ.get("RECOVERY_SECONDS") or 20),
    )
    equal, late, stale = [], [], []
    for number in range(rounds):
        phones, truth = try_once(trial)
        equal.append(100 * sum(json.loads(each["parts"]) == truth for each in phones) / len(phones))
        waits = [each["late_ms"] for each in phones if each["late_ms"] is not None]
        late.append(quantiles(waits, n=100)[98] / 1000)
        stale.append(max(each["stale_ms"] for each in phones) / 1000)
        print(f"{number + 1}/{rounds}: {equal[-1]} % {late[-1]} s {stale[-1]} s", file=sys.stderr)
    return [
        figure("phones equal to the server at the end", equal, unit="%", limit="= 100 %"),
        figure(
            "p99 until right after the network is back",
            late,
            unit="s",
            limit=f"≤ {BACK_P99_SECONDS} s",
        ),
        figure(
            "longest old slide without saying so",
            stale,
            unit="s",
            limit=f"≤ {LONGEST_STALE_SECONDS} s",
        ),
    ]


def try_once(trial: Trial) -> tuple[list[PhoneReport], dict[str, Any]]:
    """Run a trial; returns what the phones say and the parts that the server has."""
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    if not Path(node).is_file() or not (ROOT / "node_modules" / "socket.io-client").is_dir():
        raise RuntimeError("node and socket.io-client are needed")
    core = min(os.sched_getaffinity(0))
    command = [sys.executable, "wsgi.py"]
    with (
        house() as prepared,
        served(command, core=core, environment=prepared.environment) as server,
    ):
        # In a thread: where browsers are driven, too, this one has its own event loop.
        with ThreadPoolExecutor(1) as thread:
            cut = cut_and_mend(server, prepared, node=node, trial=trial)
            phones = thread.submit(asyncio.run, cut).result()
        return phones, parts_of(server, prepared.viewer)


async def cut_and_mend(
    server: Served, house: House, *, node: str, trial: Trial
) -> list[PhoneReport]:
    """Connect the phones over several networks, cut each for its own time, move the stage."""
    longest = trial.longest_seconds
    proxies = [Proxy(server.port) for _ in range(NETWORKS)]
    ports = ",".join([str(await proxy.start()) for proxy in proxies])
    script = str(ROOT / "benches" / "recovery_phones.mjs")
    phones = await asyncio.create_subprocess_exec(
        *(node, script, house.viewer, str(CONGRESS_ID), str(trial.phones), ports),
        *(str(int(1000 * trial.wait_seconds)), *(["deaf"] if trial.deaf else [])),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        limit=2**28,
    )
    assert phones.stdin is not None
    assert phones.stdout is not None
    if await phones.stdout.readline() != b"joined\n":
        raise RuntimeError("the phones did not join")
    say = phones.stdin.write
    kinds = islice(cycle([Cut.RESET, Cut.BLACKHOLE]), NETWORKS)
    outages = [
        outage(proxy, cut, seconds=1 + (longest - 1) * place / (NETWORKS - 1))
        for place, (proxy, cut) in enumerate(zip(proxies, kinds, strict=True))
    ]
    mended = asyncio.gather(*(mend(each, place, say) for place, each in enumerate(outages)))
    for change in range(CHANGES):
        seq = await asyncio.to_thread(move, server, house.chair, change)
        say(f"told {seq}\n".encode())
        await asyncio.sleep(longest / CHANGES)
    await mended
    say(b"final\n")
    report = json.loads(await phones.stdout.readline())
    await phones.wait()
    for proxy in proxies:
        await proxy.stop()
    found: list[PhoneReport] = report
    return found


async def outage(proxy: Proxy, cut: Cut, *, seconds: float) -> None:
    """Cut one network for a while."""
    proxy.begin(cut)
    await asyncio.sleep(seconds)
    proxy.end()


async def mend(
    outage: Coroutine[None, None, None], place: int, say: Callable[[bytes], None]
) -> None:
    """Wait for the end of an outage and tell the phones which network is back."""
    await outage
    say(f"back {place}\n".encode())


def move(server: Served, token: str, change: int) -> int:
    """Move the stage and return the seq of the change."""
    path = f"/api/congresses/{CONGRESS_ID}/stage"
    server.call("PUT", path, {"announcement": f"Thay đổi {change}"}, token=token)
    seq: int = parts_of(server, token)["stage"]["seq"]
    return seq


def parts_of(server: Served, token: str) -> dict[str, Any]:
    """Return the parts of the snapshot as the server has them now."""
    content = server.call("GET", f"/api/congresses/{CONGRESS_ID}/live", token=token)
    parts: dict[str, Any] = json.loads(content)["parts"]
    return parts
