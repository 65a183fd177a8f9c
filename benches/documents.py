"""Documents from the file to the phone: drawing, making ready, pictures, search, the first page.

Drawing: pages per CPU second beside pdf2image (poppler) and PyMuPDF, all to Pillow's RGB at 720 px.
Ready: a report of 100 pages through HTTP, the worker on both cores. Pictures: CPU of a page with
authorisation beside nginx that serves the same file, alone and with X-Accel-Redirect. Search: 2,000
pages through HTTP on SQLite and PostgreSQL. First page: a browser with its CPU throttled, beside
pdf.js. Peers that are not installed are named and not measured (benches/peers.py).
"""

import os
import subprocess
import sys
import time

from benches import Figure, figure, peers
from benches.corpus import NAMES, PAGES, corpus
from benches.documents_phone import first_page
from benches.documents_pictures import pictures
from benches.documents_search import searching
from benches.library import library
from benches.served import ROOT

TOOLS = {"pdf2image": "pdf2image (poppler)", "pymupdf": "PyMuPDF"}
LIMITS = {"pdf2image": "≥ 3 × peer", "pymupdf": "≥ 1 × peer"}


def run(rounds: int) -> list[Figure]:
    """Measure everything, peers interleaved within each round."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise RuntimeError("two cores are needed: one for the server, one for who asks")
    return [
        *drawing(rounds, core=cores[0]),
        *making_ready(min(rounds, 5), core=cores[0]),
        *pictures(rounds, cores=cores[:2]),
        *searching(rounds, cores=cores[:2]),
        *first_page(rounds, cores=cores[:2]),
    ]


def drawing(rounds: int, *, core: int) -> list[Figure]:
    """Draw every file of the corpus with every tool, in turns."""
    there = [
        name for name, has in (("pdf2image", peers.pdf2image), ("pymupdf", peers.pymupdf)) if has()
    ]
    peers.missing(*(TOOLS[name] for name in TOOLS if name not in there))
    speeds: dict[tuple[str, str], list[float]] = {}
    for number in range(rounds):
        tools = ["ours", "encode", *there]
        for name in NAMES:
            for tool in tools[number % len(tools) :] + tools[: number % len(tools)]:
                speeds.setdefault((name, tool), []).append(draw(tool, name, core=core))
    found = []
    for name in NAMES:
        for tool in there:
            words = f"draw {name}: pages per CPU second"
            ours, theirs = speeds[name, "ours"], speeds[name, tool]
            found.append(
                figure(
                    words,
                    ours,
                    unit="1/s",
                    peer=TOOLS[tool],
                    peer_values=theirs,
                    limit=LIMITS[tool],
                )
            )
        words = f"WebP of {name}, drawn before: pages per CPU second"
        found.append(figure(words, speeds[name, "encode"], unit="1/s"))
    return found


def draw(tool: str, name: str, *, core: int) -> float:
    """Draw a file in a process of its own on one core; returns pages per CPU second."""
    done = subprocess.run(
        [sys.executable, "-m", "benches.render_child", tool, str(corpus()[name])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    cpu_seconds, _, pages = done.stdout.split()
    return int(pages) / float(cpu_seconds)


def making_ready(rounds: int, *, core: int) -> list[Figure]:
    """Upload a report of 100 pages and wait; another one each round, so that nothing is kept."""
    first, whole = [], []
    with library(core=core) as found:
        for number in range(rounds):
            content = corpus()["hundred-pages"].read_bytes() + f"\n% {number}\n".encode()
            path = found.folder() / f"report-{number}.pdf"
            path.write_bytes(content)
            started = time.monotonic()
            document = found.upload(path)
            while found.state(document)["pages_ready"] < 1:
                time.sleep(0.02)
            first.append(time.monotonic() - started)
            found.wait_until_ready(document)
            whole.append(time.monotonic() - started)
            print(f"ready: first {first[-1]:.2f} s, whole {whole[-1]:.2f} s", file=sys.stderr)
    words = f"upload of {PAGES} pages"
    return [
        figure(f"{words}: first pages readable", first, unit="s", limit="≤ 1 s"),
        figure(f"{words}: all ready", whole, unit="s", limit="≤ 10 s"),
    ]
