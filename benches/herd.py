"""Two thousand phones scan the QR code within half a minute, and read the first page.

Each opens the QR's address, the page of the congress, its files, the socket, the live state and
the picture of a page; then the same with a report of 2 MB to download. The server has one core,
the crowd another; nothing is in a phone's cache. HERD_PHONES (2,000) and HERD_SECONDS (30) set
the size, HERD_ROUNDS (3) how often each crowd comes, at most.
"""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benches import Figure, figure
from benches.corpus import corpus
from benches.crowd import Crowd, Scene, gather
from benches.fanout import CONGRESS_ID
from benches.library import API, Library, library

MOST_ROUNDS = 3
PDF_BYTES = 2 << 20
PAGE_P99_MS = 500
SCAN = "from the scan to the page"


@dataclass(frozen=True)
class Visit:
    """How one crowd fared; CPU and memory are the server's."""

    crowd: Crowd
    cpu_seconds: float
    rss_kb: int


def run(rounds: int) -> list[Figure]:
    """Let the crowds come, each to a fresh server."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise RuntimeError("two cores are needed: one for the server, one for the phones")
    most = int(os.environ.get("HERD_ROUNDS") or MOST_ROUNDS)
    plain: list[Visit] = []
    heavy: list[Visit] = []
    for number in range(min(rounds, most)):
        for visits, with_file in ((plain, False), (heavy, True)):
            visits.append(
                come(core=cores[0], crowd_core=cores[1], with_file=with_file, seed=number)
            )
            print(f"{number + 1}: {told(visits[-1])}", file=sys.stderr, flush=True)
    return [*figures(plain, "picture"), *figures(heavy, "picture and 2 MB")]


def come(*, core: int, crowd_core: int, with_file: bool, seed: int) -> Visit:
    """Start a server with a document, let the crowd scan, and return how it went."""
    everywhere = os.sched_getaffinity(0)
    with library(core=core) as found:
        document = found.upload(corpus()["political-report"])
        found.wait_until_ready(document)
        wants = [f"{API}/documents/{document}/pages/1?w=720&v=1"]
        if with_file:
            wants.append(f"{API}/documents/{two_megabytes(found)}/file")
        scene = Scene(
            found.server.port,
            CONGRESS_ID,
            found.link(),
            tuple(wants),
            phones=int(os.environ.get("HERD_PHONES") or 2000),
            seconds=float(os.environ.get("HERD_SECONDS") or 30),
        )
        os.sched_setaffinity(0, {crowd_core})
        before = found.server.cpu_seconds()
        try:
            crowd = asyncio.run(gather(scene, seed=seed))
        finally:
            os.sched_setaffinity(0, everywhere)
        return Visit(crowd, found.server.cpu_seconds() - before, found.server.rss_kb())


def two_megabytes(found: Library) -> int:
    """Publish a report of 2 MB; what follows the end of a PDF is ignored by readers."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        content = corpus()["political-report"].read_bytes()
        filling = os.urandom(PDF_BYTES - len(content) - 1).replace(b"%", b"0")
        path.write_bytes(content.replace(b"%%EOF", b"%" + filling + b"\n%%EOF", 1))
        document = found.upload(path)
    found.wait_until_ready(document)
    return document


def figures(visits: list[Visit], what: str) -> list[Figure]:
    """Lay the rounds together."""

    def times(step: str, part: int) -> list[float]:
        return [percentile(visit.crowd.times[step], part) for visit in visits]

    found = [
        figure(
            f"{what}: errors", [len(each.crowd.errors) for each in visits], unit="", limit="= 0"
        ),
        figure(f"{what}: {SCAN}, p50", times(SCAN, 50), unit="ms"),
        figure(f"{what}: {SCAN}, p99", times(SCAN, 99), unit="ms", limit=f"≤ {PAGE_P99_MS} ms"),
    ]
    for step in sorted({step for visit in visits for step in visit.crowd.times} - {SCAN}):
        name = "picture of the page" if "/pages/" in step else step
        name = "file of 2 MB" if step.endswith("/file") else name
        found.append(figure(f"{what}: {name}, p99", times(step, 99), unit="ms"))
    used = [each.cpu_seconds for each in visits]
    phones = median(len(each.crowd.times[SCAN]) for each in visits)
    found.append(
        figure(f"{what}: server's CPU per phone", [1000 * u / phones for u in used], unit="ms")
    )
    return found


def percentile(values: list[float], part: int) -> float:
    """Return a percentile; 0 of nothing, beside which the errors stand."""
    return quantiles(values, n=100)[part - 1] if len(values) > 1 else 0.0


def told(visit: Visit) -> str:
    """Say in a line how a crowd fared."""
    p99 = percentile(visit.crowd.times[SCAN], 99)
    some = visit.crowd.errors[:3]
    return f"page p99 {p99:.0f} ms, {len(visit.crowd.errors)} errors {some}, {visit.cpu_seconds} s"
