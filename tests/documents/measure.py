"""Render one file in a process of its own and print how it ended and what it cost.

A fresh process, because the peak of memory of one's children is kept for a lifetime.
"""

import json
import resource
import subprocess
import sys
import time
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
        timeout=110,
    )
    return Cost(**json.loads(done.stdout))


def _own_peak_mb() -> float:
    """Return VmHWM: getrusage would carry over the peak of the process that forked us."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    path, outdir, limits = sys.argv[1:]
    before, start = _own_peak_mb(), time.monotonic()
    seen: list[float] = []
    outcome = render_document(
        Path(path),
        Path(outdir),
        on_page=lambda number, pages: seen.append(time.monotonic() - start),
        limits=Limits(**json.loads(limits)),
    )
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = Cost(
        pages=outcome.pages,
        reason=outcome.reason,
        files=len(list(Path(outdir).iterdir())),
        parent_growth_mb=_own_peak_mb() - before,
        child_peak_mb=children.ru_maxrss / 1024,
        child_cpu_seconds=children.ru_utime + children.ru_stime,
        wall_seconds=time.monotonic() - start,
        first_page_seconds=seen[0] if seen else 0.0,
    )
    sys.stdout.write(json.dumps(asdict(cost)))


if __name__ == "__main__":
    main()
