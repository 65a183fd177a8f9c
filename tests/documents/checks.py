"""The checks that the tests and their controls have in common."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from documents import convert_child, pages, tables_child
from documents.pages import render_document
from documents.sandbox import Limits
from documents.tables import LIMITS, TableError, read_table
from tests.documents.hostile import Maker
from tests.documents.measure import ROOT, measure

# One CPU step is shorter than in earnest so that a bomb does not hold the tests up.
SHORT = Limits(step_cpu_seconds=3)
PARENT_GROWTH_MB = 20
CHILD_PEAK_MB = 512


def check_bounded(make: Maker, reasons: set[str], folder: Path, *, limits: Limits = SHORT) -> None:
    """Render a hostile file: it ends as one of `reasons`, within the memory and CPU allowed."""
    folder.mkdir(exist_ok=True)
    path = folder / "attack.pdf"
    make(path)
    cost = measure(path, folder / "pages", limits)
    assert cost.reason in reasons
    assert cost.parent_growth_mb <= PARENT_GROWTH_MB
    assert cost.child_peak_mb <= CHILD_PEAK_MB
    assert cost.child_cpu_seconds <= 2 * SHORT.step_cpu_seconds + 4
    assert cost.files == (2 * cost.pages if not cost.reason else 0)


def check_environment(report: Path, outdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Render with a secret in our environment; no process that we started has it in its own."""
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    known: list[bytes] = []

    def look(number: int, pages: int) -> None:
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
        known.extend(Path(f"/proc/{each}/environ").read_bytes() for each in listed.split())

    render_document(report, outdir, on_page=look)
    assert any(b"PYTHONPATH" in each for each in known)
    assert not any(b"do-not-tell" in each for each in known)


def check_page_limit(report: Path, outdir: Path, *, most_pages: int) -> None:
    """Render a report of four pages: it has too many."""
    outcome = render_document(report, outdir, limits=Limits(most_pages=most_pages))
    assert (outcome.pages, outcome.reason) == (0, "too_many_pages")


def check_wall_clock(
    report: Path, outdir: Path, monkeypatch: pytest.MonkeyPatch, *, wall_seconds: float
) -> None:
    """Render a report that takes too long in all, though each page is quick."""
    monkeypatch.setattr(pages, "_WALL_SECONDS", wall_seconds)
    monkeypatch.setattr(pages, "_WALL_SECONDS_PER_PAGE", wall_seconds)
    outcome = render_document(report, outdir)
    assert (outcome.refused, outcome.reason) == (True, "too_heavy")


def check_nothing_half_stored(folder: Path, *, before: str = "") -> None:
    """Save 1 MB where files may have 256 KB: it is refused as disk_full and nothing remains."""
    program = (
        "import io, sys; from pathlib import Path; from documents.store import FileStore\n"
        f"{before}\n"
        "try: FileStore(Path(sys.argv[1])).save(io.BytesIO(bytes(1 << 20)), limit_bytes=1 << 30)\n"
        "except Exception as error: print(getattr(error, 'code', error))"
    )
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 256; exec "$@"', "-", sys.executable, "-c", program, str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "disk_full"
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def check_table_refused(path: Path, code: str, *, limits: Limits = LIMITS) -> None:
    """Read a hostile spreadsheet: the child refuses it, or its limits end it."""
    reason = ""
    try:
        read_table(path, limits=limits)
    except TableError as error:
        reason = error.code
    assert reason == code


def check_bomb_is_seen_in_the_directory(path: Path) -> None:
    """Look only at the directory of a ZIP: nothing of the bomb is unpacked."""
    refused = ""
    try:
        tables_child._look_at_directory(path)
    except tables_child._RefusedError as error:
        refused = error.code
    assert refused == "too_heavy"


def check_office_refused(folder: Path, content: bytes, code: str) -> None:
    """Look at an office file as the child does before it starts LibreOffice."""
    path = folder / "upload"
    path.write_bytes(content)
    refused = ""
    try:
        convert_child.look(path)
    except convert_child._RefusedError as error:
        refused = error.code
    assert refused == code
