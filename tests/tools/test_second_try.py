"""CI's second try: for browsers and servers only, and never for what fails twice."""

import os
import subprocess
import sys

import pytest

from tools.tree import ROOT

STEADY_AT_LAST = """
from pathlib import Path
import pytest

@pytest.mark.{mark}
def test_late():
    tried = Path({place!r})
    was_tried = tried.exists()
    tried.touch()
    assert was_tried
"""
NEVER = """
import pytest

@pytest.mark.browser
def test_broken():
    assert False
"""


def run(folder, text, *, ci="true"):
    (folder / "test_once.py").write_text(text)
    command = [*(sys.executable, "-m", "pytest", "-q", "-p", "tests.second_try")]
    return subprocess.run(
        [*command, "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), str(folder)],
        cwd=ROOT,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("mark", ["browser", "server"])
def test_what_drives_a_browser_or_server_is_tried_again_and_named(tmp_path, mark):
    done = run(tmp_path, STEADY_AT_LAST.format(mark=mark, place=str(tmp_path / "tried")))
    assert done.returncode == 0, done.stdout
    assert "SECOND TRY" in done.stdout
    assert "test_once.py::test_late" in done.stdout


def test_nothing_else_is_tried_again(tmp_path):
    text = STEADY_AT_LAST.format(mark="slow", place=str(tmp_path / "tried"))
    assert run(tmp_path, text).returncode == 1


def test_what_fails_twice_has_failed(tmp_path):
    done = run(tmp_path, NEVER)
    assert done.returncode == 1
    assert "SECOND TRY" not in done.stdout


def test_outside_ci_nothing_is_tried_again(tmp_path):
    text = STEADY_AT_LAST.format(mark="browser", place=str(tmp_path / "tried"))
    assert run(tmp_path, text, ci="").returncode == 1
