"""What the child cannot have: our environment, a life after us, endless time."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents.pages import render_document
from documents.sandbox import Limits
from tests.documents.checks import check_environment, check_wall_clock
from tests.documents.measure import ROOT


def children() -> set[int]:
    """Return the ids of the processes that this one has started and not yet buried."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    return {int(each) for each in listed.split()}


def wait_until_gone(process_id: int) -> None:
    end = time.monotonic() + 60
    while Path(f"/proc/{process_id}").exists():
        assert time.monotonic() < end, "the child outlived its parent"
        time.sleep(0.05)


def test_the_child_does_not_know_our_secrets(
    report_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_environment(report_pdf, tmp_path, monkeypatch)


def test_the_child_ends_when_the_caller_gives_up(report_pdf: Path, tmp_path: Path) -> None:
    before = children()
    started: set[int] = set()

    def give_up(number: int, pages: int) -> None:
        started.update(children() - before)
        raise InterruptedError

    with contextlib.suppress(InterruptedError):
        render_document(report_pdf, tmp_path, on_page=give_up)
    assert started
    assert not started & children()


def test_the_child_dies_with_its_parent(report_pdf: Path, tmp_path: Path) -> None:
    """The parent is killed while the child waits for somebody to read what it says."""
    program = (
        "import os, sys, time; from pathlib import Path; from documents.pages import *\n"
        "def stop(number, pages):\n"
        "    listed = Path(f'/proc/self/task/{os.getpid()}/children').read_text()\n"
        "    print(listed, flush=True); time.sleep(60)\n"
        "render_document(Path(sys.argv[1]), Path(sys.argv[2]), on_page=stop)"
    )
    # SIGSTOP keeps the child from ending by itself before we look.
    with subprocess.Popen(
        [sys.executable, "-c", program, str(report_pdf), str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline().split()[0])
        os.kill(child, signal.SIGSTOP)
        parent.kill()
    wait_until_gone(child)


def test_silence_ends_it(report_pdf: Path, tmp_path: Path) -> None:
    before = children()
    outcome = render_document(report_pdf, tmp_path, limits=Limits(step_wall_seconds=0.001))
    assert (outcome.refused, outcome.reason) == (True, "too_heavy")
    assert children() <= before


def test_a_document_has_not_all_day(
    report_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_wall_clock(report_pdf, tmp_path, monkeypatch, wall_seconds=0.0)


def test_output_without_end_is_refused(report_pdf: Path, tmp_path: Path) -> None:
    """No page fits into 1 KB."""
    outcome = render_document(report_pdf, tmp_path, limits=Limits(file_bytes=1024))
    assert (outcome.refused, outcome.reason) == (True, "too_heavy")
    assert list(tmp_path.iterdir()) == []
