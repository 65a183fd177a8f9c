"""Phones whose network is cut while the hall moves on: all must soon be right again.

The real server on one core, and RECOVERY_PHONES (2,000) phones that run the product's own
connection.js on the official Socket.IO client under node, as guests who scanned one code, over
networks that are reset or stand still for 1 to RECOVERY_SECONDS (60) seconds. Half of the networks
come back one after the other, the others all at the same moment. Meanwhile 20 changes happen: the
stage moves, and the agenda, which is too long to be sent, changes. Then the same with one phone in
every hundred that takes 100 bytes a second. A phone is right when all its parts are the server's;
it is stale while it shows an old part and does not say so. `--control`: none of them catches up.
"""

import asyncio
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean, quantiles
from typing import Any, TypedDict

from benches import Figure, figure
from benches.fanout import CONGRESS_ID
from benches.library import API, Library, library
from benches.proxy import Cut, Proxy
from benches.served import ROOT, Served

CHANGES = 20
NETWORKS = 20
ITEMS = 30
BEST_WAY = ("websocket", "polling")
SLOW_EVERY = 100
LONGEST_STALE_SECONDS = 8
BACK_P99_SECONDS = 5
MOST_KB = 80
LOOK_SECONDS = 1.0
FILES_PER_PHONE = 8
"""In the proxy: both ends of a socket and of a request, and of those that stand still."""


class PhoneReport(TypedDict):
    """What one phone says at the end; `late_ms` is None when it never got what it had missed."""

    port: int
    stale_ms: float
    late_ms: float | None
    missed: bool
    """Whether it was not right when its network came back."""
    content: int


@dataclass(frozen=True)
class Trial:
    """How many phones, the longest outage, how long to wait for them, and what is taken away."""

    phones: int
    longest_seconds: float
    wait_seconds: float = 60.0
    slow_every: int = 0
    """One phone in so many reads slowly; 0: none."""
    deaf: bool = False
    """Phones do not catch up."""
    ways: tuple[tuple[str, ...], ...] = (BEST_WAY,)
    """The transports that phones try, phone by phone; none: plain polling."""


@dataclass
class Cost:
    """What the phones cost the server."""

    empty_kb: int
    joined_kb: int = 0
    most_kb: int = 0
    cpu_shares: list[float] = field(default_factory=list)
    """Of one core, second by second, while networks were cut and came back."""


@dataclass(frozen=True)
class Outcome:
    """How a trial ended."""

    phones: list[PhoneReport]
    contents: list[dict[str, Any]]
    truth: dict[str, Any]
    cost: Cost

    def wrong(self) -> list[PhoneReport]:
        """Return the phones that do not show what the server has."""
        return [each for each in self.phones if self.contents[each["content"]] != self.truth]

    def equal_percent(self) -> float:
        """Return how many show what the server has."""
        return 100 * (1 - len(self.wrong()) / len(self.phones))

    def late_seconds(self, part: int) -> float:
        """Return a percentile of the seconds from the network's return until a phone was right."""
        waits = [
            float("inf") if each["late_ms"] is None else each["late_ms"] / 1000
            for each in self.phones
            if each["missed"]
        ]
        if len(waits) < 2:
            raise RuntimeError("no phone missed anything: nothing was measured")
        return max(waits) if part == 100 else quantiles(waits, n=100)[part - 1]

    def stale_seconds(self) -> float:
        """Return the longest time that any phone showed something old without saying so."""
        return max(each["stale_ms"] for each in self.phones) / 1000


def run(rounds: int) -> list[Figure]:
    """Cut and mend `rounds` times, each with a fresh server and fresh phones."""
    plain: list[Outcome] = []
    slow: list[Outcome] = []
    for number in range(rounds):
        for outcomes, slow_every in ((plain, 0), (slow, SLOW_EVERY)):
            outcomes.append(try_once(replace(full_trial(), slow_every=slow_every)))
            print(f"{number + 1}/{rounds}: {told(outcomes[-1])}", file=sys.stderr, flush=True)
    return [*figures(plain, ""), *figures(slow, "a slow reader in every hundred: ")]


def control() -> list[Figure]:
    """Let phones that do not catch up be found stale."""
    outcome = try_once(replace(full_trial(), deaf=True, wait_seconds=10.0))
    wrong = 100 - outcome.equal_percent()
    return [figure("catch-up off: stale phones found", [wrong], unit="%", limit="≥ 1 %")]


def full_trial() -> Trial:
    """Return the trial of the size that is asked for."""
    return Trial(
        phones=int(os.environ.get("RECOVERY_PHONES") or 2000),
        longest_seconds=float(os.environ.get("RECOVERY_SECONDS") or 60),
    )


def figures(outcomes: list[Outcome], before: str) -> list[Figure]:
    """Lay the rounds together."""
    count = len(outcomes[0].phones)
    costs = [each.cost for each in outcomes]

    def of(read: Callable[[Outcome], float]) -> list[float]:
        return [read(each) for each in outcomes]

    def seconds(words: str, values: list[float], limit: str | None = None) -> Figure:
        return figure(before + words, values, unit="s", limit=limit)

    def share(words: str, values: list[float]) -> Figure:
        return figure(before + words, values, unit="of a core")

    def memory(words: str, kilobytes: list[int], limit: str | None = None) -> Figure:
        return figure(before + words, [kb / count for kb in kilobytes], unit="KB", limit=limit)

    back = "network back until right"
    return [
        figure(
            f"{before}phones equal to the server at the end",
            of(Outcome.equal_percent),
            unit="%",
            limit="= 100 % in every round",
        ),
        seconds(f"{back}, p50", of(lambda it: it.late_seconds(50))),
        seconds(f"{back}, p99", of(lambda it: it.late_seconds(99)), f"≤ {BACK_P99_SECONDS} s"),
        seconds(f"{back}, worst", of(lambda it: it.late_seconds(100))),
        seconds(
            "longest old slide without saying so",
            of(Outcome.stale_seconds),
            f"≤ {LONGEST_STALE_SECONDS} s in every round",
        ),
        memory(
            "server's memory per phone",
            [each.joined_kb - each.empty_kb for each in costs],
            f"≤ {MOST_KB} KB",
        ),
        memory("the same, at most, meanwhile", [each.most_kb - each.empty_kb for each in costs]),
        share("server's CPU meanwhile", [mean(each.cpu_shares) for each in costs]),
        share("server's CPU, busiest second", [max(each.cpu_shares) for each in costs]),
    ]


def told(outcome: Outcome) -> str:
    """Say in a line how a trial went."""
    missed = sum(each["missed"] for each in outcome.phones)
    late = [outcome.late_seconds(part) for part in (50, 99, 100)]
    return (
        f"{outcome.equal_percent()} % equal, {missed} missed something and were right after "
        f"{late} s, old for {outcome.stale_seconds()} s at most, {outcome.cost}"
    )


def try_once(trial: Trial) -> Outcome:
    """Run a trial with a fresh server."""
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    if not Path(node).is_file() or not (ROOT / "node_modules" / "socket.io-client").is_dir():
        raise RuntimeError("node and socket.io-client are needed")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < FILES_PER_PHONE * trial.phones:
        raise RuntimeError(f"{FILES_PER_PHONE * trial.phones} open files are needed (ulimit -n)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with library(core=min(os.sched_getaffinity(0)), has_worker=False) as found:
        session = fill_agenda(found)
        # In a thread: where browsers are driven, too, this one has its own event loop.
        with ThreadPoolExecutor(1) as thread:
            cutting = Cutting(found, trial, session=session, node=node)
            return thread.submit(asyncio.run, cutting.run()).result()


def fill_agenda(found: Library) -> int:
    """Give the congress a session of as many items as a congress has; returns its id."""
    chair = found.house.chair
    hours = {"starts_at": "2027-03-26T01:00:00Z", "ends_at": "2027-03-26T05:00:00Z"}
    body = {"title": "Phiên thứ nhất", **hours}
    made = found.server.call("POST", f"{API}/sessions", body, token=chair)
    session: int = json.loads(made)["id"]
    for place in range(ITEMS):
        add_item(found, session, f"Tham luận số {place + 1} của đoàn đại biểu")
    return session


def add_item(found: Library, session: int, title: str) -> None:
    """Add an item to the agenda."""
    body = {"session_id": session, "title": title, "kind": "speech", "minutes": 10}
    found.server.call("POST", f"{API}/agenda", body, token=found.house.chair)


class Cutting:
    """One trial: phones over several networks, each cut for its own time, while the hall moves."""

    def __init__(self, found: Library, trial: Trial, *, session: int, node: str) -> None:
        """Try this server."""
        self.found = found
        self.server: Served = found.server
        self.trial = trial
        self.session = session
        self.node = node
        self.cookie = found.scan(found.link())
        self.cost = Cost(self.server.rss_kb())

    async def run(self) -> Outcome:
        """Connect, cut, change, mend, and ask the phones."""
        networks = [Proxy(self.server.port) for _ in range(NETWORKS)]
        narrow = Proxy(self.server.port, is_narrow=True)
        self.ports = {each: await each.start() for each in (*networks, narrow)}
        await self.start_phones(
            [self.way(place, networks, narrow) for place in range(self.trial.phones)]
        )
        self.cost.joined_kb = self.server.rss_kb()
        watching = asyncio.create_task(self.watch())
        await self.tell()
        cuts = [self.outage(each, place) for place, each in enumerate(networks)]
        await asyncio.gather(self.change(), self.crawl(narrow), *cuts)
        self.say("final")
        report = json.loads(await self.answer())
        watching.cancel()
        await self.phones.wait()
        for each in self.ports:
            await each.stop()
        contents = [json.loads(content) for content in report["contents"]]
        return Outcome(report["phones"], contents, self.found.live(self.cookie), self.cost)

    def way(self, place: int, networks: list[Proxy], narrow: Proxy) -> dict[str, Any]:
        """Return over which network, and how, a phone comes."""
        every = self.trial.slow_every
        is_slow = every > 0 and place % every == every - 1
        network = narrow if is_slow else networks[place % len(networks)]
        transports = self.trial.ways[place // len(networks) % len(self.trial.ways)]
        return {"port": self.ports[network], "transports": transports}

    async def start_phones(self, ways: list[dict[str, Any]]) -> None:
        """Start the phones and wait until all have joined."""
        wait_ms = str(int(1000 * self.trial.wait_seconds))
        script = str(ROOT / "benches" / "recovery_phones.mjs")
        self.phones = await asyncio.create_subprocess_exec(
            *(self.node, script, self.cookie, str(CONGRESS_ID), wait_ms),
            *(["deaf"] if self.trial.deaf else []),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            limit=2**28,
        )
        self.say(json.dumps(ways))
        if await self.answer() != b"joined\n":
            raise RuntimeError("the phones did not join")

    def say(self, line: str) -> None:
        """Tell the phones a line."""
        assert self.phones.stdin is not None
        self.phones.stdin.write(f"{line}\n".encode())

    async def answer(self) -> bytes:
        """Return the next line of the phones."""
        assert self.phones.stdout is not None
        return await self.phones.stdout.readline()

    async def outage(self, network: Proxy, place: int) -> None:
        """Cut a network for its time: every other one from the start, the others until the end."""
        longest = self.trial.longest_seconds
        seconds = 1 + (longest - 1) * place / (NETWORKS - 1)
        if place % 2:
            await asyncio.sleep(longest - seconds)
        network.begin((Cut.RESET, Cut.BLACKHOLE)[place // 2 % 2])
        await asyncio.sleep(seconds)
        network.end()
        self.say(f"back {self.ports[network]}")

    async def crawl(self, narrow: Proxy) -> None:
        """Let the slow readers read slowly until the last network is back."""
        narrow.begin(Cut.CRAWL)
        await asyncio.sleep(self.trial.longest_seconds)
        narrow.end()
        self.say(f"back {self.ports[narrow]}")

    async def change(self) -> None:
        """Change the stage, and every fourth time the agenda."""
        for number in range(CHANGES):
            await asyncio.to_thread(self.change_once, number)
            await self.tell()
            await asyncio.sleep(self.trial.longest_seconds / CHANGES)

    def change_once(self, number: int) -> None:
        """Change something."""
        if number % 4 == 3:
            add_item(self.found, self.session, f"Phát biểu thêm số {number}")
            return
        body = {"announcement": f"Thay đổi {number}"}
        self.server.call("PUT", f"{API}/stage", body, token=self.found.house.chair)

    async def tell(self) -> None:
        """Tell the phones how far the server is."""
        parts = await asyncio.to_thread(self.found.live, self.cookie)
        seqs = {name: part["seq"] for name, part in parts.items()}
        self.say(f"told {json.dumps(seqs)}")

    async def watch(self) -> None:
        """Look at the server's memory and CPU, second by second."""
        while True:
            before = self.server.cpu_seconds()
            await asyncio.sleep(LOOK_SECONDS)
            self.cost.cpu_shares.append((self.server.cpu_seconds() - before) / LOOK_SECONDS)
            self.cost.most_kb = max(self.cost.most_kb, self.server.rss_kb())
