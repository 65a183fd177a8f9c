"""Render one file in a process of its own and print how it ended and what it cost.

A fresh process, because the peak of memory of one's children is kept for a lifetime.
"""

import contextlib
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from documents.pages import render_document
from documents.sandbox import Limits

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cost:
    """How a rendering ended, peaks of memory in MB, and seconds of CPU of the child."""

    pages: int
    reason: str
    files: int
    parent_growth_mb: float
    child_peak_mb: float
    child_cpu_seconds: float
    wall_seconds: float
    first_page_seconds: float


def measure(path: Path, outdir: Path, limits: Limits) -> Cost:
    """Render a file in a fresh process under the given limits."""
    command = [sys.executable, "-m", "tests.documents.measure", str(path), str(outdir)]
    done = subprocess.run(
        [*command, json.dumps(asdict(limits))],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=280,
    )
    return Cost(**json.loads(done.stdout))


def _own_peak_mb() -> float:
    """Return VmHWM: getrusage would carry over the peak of the process that forked us."""
    return _peak_mb("self")


def _peak_mb(process: str) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _cpu_seconds(process: str) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _descendants(process: str) -> Iterator[str]:
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        for each in listed.read_text().split():
            yield each
            yield from _descendants(each)


class Watch(threading.Thread):
    """Looks at what we started every 5 ms: bubblewrap does not hand its child's usage on."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_mb = 0.0
        self.cpu_seconds = 0.0

    def run(self) -> None:
        while True:
            # A process may end between being listed and being asked.
            with contextlib.suppress(OSError, IndexError):
                for each in _descendants("self"):
                    self.peak_mb = max(self.peak_mb, _peak_mb(each))
                    self.cpu_seconds = max(self.cpu_seconds, _cpu_seconds(each))
            time.sleep(0.005)


def main() -> None:
    path, outdir, limits = sys.argv[1:]
    watch = Watch()
    watch.start()
    before, start = _own_peak_mb(), time.monotonic()
    seen: list[float] = []
    outcome = render_document(
        Path(path),
        Path(outdir),
        on_page=lambda number, pages: seen.append(time.monotonic() - start),
        limits=Limits(**json.loads(limits)),
    )
    wall_seconds = time.monotonic() - start
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = Cost(
        pages=outcome.pages,
        reason=outcome.reason,
        files=len(list(Path(outdir).iterdir())),
        parent_growth_mb=_own_peak_mb() - before,
        child_peak_mb=max(watch.peak_mb, children.ru_maxrss / 1024),
        child_cpu_seconds=max(watch.cpu_seconds, children.ru_utime + children.ru_stime),
        wall_seconds=wall_seconds,
        first_page_seconds=seen[0] if seen else 0.0,
    )
    sys.stdout.write(json.dumps(asdict(cost)))


if __name__ == "__main__":
    main()
