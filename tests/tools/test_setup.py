"""The set-up does each step once, does it again when its inputs change, and says why it fails."""

import shutil
import sys
from pathlib import Path

import pytest

from tools import setup, tree
from tools.console import Progress, StepError


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(setup, "LOG", tmp_path / "setup.log")
    return tmp_path


def counting_step(root: Path, done: list[str]) -> setup.Step:
    lock = root / "lock.txt"
    stamp = root / "made" / "stamp"
    return setup.Step(
        "Bước", "step", (lock,), stamp, lambda progress: done.append(lock.read_text())
    )


def test_a_step_is_done_again_only_when_its_inputs_change(root: Path) -> None:
    done: list[str] = []
    for content in ("one", "one", "two", "two"):
        (root / "lock.txt").write_text(content)
        counting_step(root, done).do_if_needed()
    assert done == ["one", "two"]


def test_a_step_that_failed_is_done_again(root: Path) -> None:
    (root / "lock.txt").write_text("one")
    done: list[str] = []
    step = counting_step(root, done)
    step.do_if_needed()
    (root / "lock.txt").write_text("two")
    failing = setup.Step("Bước", "step", step.inputs, step.stamp, lambda progress: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        failing.do_if_needed()
    (root / "lock.txt").write_text("one")
    step.do_if_needed()
    assert done == ["one", "one"]


def test_what_a_step_made_takes_its_stamp_along(root: Path) -> None:
    (root / "lock.txt").write_text("one")
    done: list[str] = []
    counting_step(root, done).do_if_needed()
    shutil.rmtree(root / "made")
    counting_step(root, done).do_if_needed()
    assert done == ["one", "one"]


@pytest.mark.slow
def test_a_moved_environment_is_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    binaries = root / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(sys.executable)
    (binaries / "pip").write_text("#!/elsewhere/.venv/bin/python\n")
    setup._make_venv()
    assert "was the folder moved?" in capsys.readouterr().out
    assert str(root) in (binaries / "pip").read_text()
    setup._make_venv()
    assert "was the folder moved?" not in capsys.readouterr().out


def test_too_small_a_disk_is_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "DISK_NEEDED_BYTES", 10**18)
    with pytest.raises(StepError, match="GB are needed"):
        setup._make_venv()


def test_a_failing_command_shows_its_last_lines(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", "print('no route to the registry'); raise SystemExit(3)"]
    with (
        pytest.raises(StepError, match="no route to the registry"),
        Progress("Bước", "a step") as p,
    ):
        p.run(command, log=root / "setup.log")
    assert "✗ Bước · a step" in capsys.readouterr().out
    assert "no route" in (root / "setup.log").read_text()


def test_the_locks_leave_nothing_to_resolve() -> None:
    for name in ("build", "node", "dev", ""):
        lock = tree.ROOT / (f"requirements-{name}.txt" if name else "requirements.txt")
        text = lock.read_text()
        pins = [line for line in text.splitlines() if line and line[0] not in " #"]
        assert pins
        assert all("==" in pin for pin in pins)
        assert "http" not in text
