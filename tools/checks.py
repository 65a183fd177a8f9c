"""What ./test does: sets up, then runs every check of the project, pytest last."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tools import setup
from tools.console import Progress, StepError, stop
from tools.tree import CACHE, PYTHON, ROOT, VENV

HELP = """\
./test                tất cả · everything
./test fast           ≤ 60 s, không trình duyệt, máy chủ ngoài, ảnh · no browser, server, photos
./test faults         dạng dài của kiểm thử lỗi · the long form of the fault tests
./test soak           chạy lâu · the long run
./test controls       mỗi phép đối chứng phải hỏng · every negative control must fail
./test PYTEST ARGS    chỉ pytest · only pytest
FACES_DIR, MODELS_DIR ảnh và mô hình để thử · photographs and models to test with
"""
LONG = "not faults and not soak"
QUICK = "not browser and not server and not faces and not slow"
SELECTIONS = {
    "": ["-n", "2", "--dist", "loadfile", "-p", "tests.second_try", "-m", LONG],
    "fast": ["-n", "2", "-m", f"{QUICK} and {LONG}"],
    "faults": ["-m", "faults"],
    "soak": ["-m", "soak", "--timeout=0"],
    "controls": [
        *("-p", "tests.controls", "-o", "python_files=control_*.py"),
        *("-o", "python_functions=control_*"),
    ],
}
WITH_LINTERS = ("", "fast")
NO_TESTS_COLLECTED = 5


@dataclass(frozen=True)
class Outcome:
    """How one check beside pytest ended."""

    name: str
    passed: bool
    seconds: float
    output: str


def main(arguments: list[str]) -> None:
    """Run the chosen checks; the exit status is 0 only if all of them passed."""
    if arguments and arguments[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return
    name = arguments[0] if arguments else ""
    try:
        setup.set_up(dev=True)
    except StepError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    chosen = SELECTIONS[name] + arguments[1:] if name in SELECTIONS else arguments
    status = run_beside_linters(chosen) if name in WITH_LINTERS else run_pytest(chosen)
    if status == NO_TESTS_COLLECTED:
        stop("Chưa có kiểm thử nào như vậy.", "There is no such test.", status=status)
    raise SystemExit(status)


def run_beside_linters(arguments: list[str]) -> int:
    """Run pytest on one core while the other checks run on the next; pytest shows them last."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "checks.json"
        linting = threading.Thread(target=run_linters, args=(found,))
        linting.start()
        status = run_pytest(arguments, {"OTHER_CHECKS": str(found)})
        linting.join()
        failed = [each for each in json.loads(found.read_text()) if not each["passed"]]
    return status or bool(failed)


def run_linters(found: Path) -> None:
    """Run the checks beside pytest and write down how each of them ended."""
    ruff, lint_imports = str(VENV / "bin" / "ruff"), str(VENV / "bin" / "lint-imports")
    commands = {
        "mypy": [str(PYTHON), "-m", "mypy", "--no-error-summary"],
        "ruff": [ruff, "check", "--quiet"],
        "ruff format": [ruff, "format", "--check", "--quiet"],
        "import floors": [lint_imports, "--no-cache"],
        "JavaScript": javascript_tests(),
    }
    outcomes = [asdict(run_check(name, command)) for name, command in commands.items()]
    complete = found.with_suffix(".part")
    complete.write_text(json.dumps(outcomes))
    complete.rename(found)


def javascript_tests() -> list[str]:
    """Return the command that runs the tests of the browser code under node."""
    with Progress("Tìm node", "finding node") as progress:
        node = setup.node_program(progress, "node")
    files = sorted((ROOT / "tests" / "js").rglob("*.test.*js"))
    return [str(node), "--test", *map(str, files)]


def run_check(name: str, command: list[str]) -> Outcome:
    """Run one check to its end."""
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return Outcome(name, done.returncode == 0, time.monotonic() - started, done.stdout.rstrip())


def run_pytest(arguments: list[str], told: dict[str, str] | None = None) -> int:
    """Run pytest in the foreground, with photographs and models where they lie beside us."""
    environment = {**os.environ, **(told or {})}
    for variable, place in {"FACES_DIR": "data/faces", "MODELS_DIR": "models"}.items():
        beside = ROOT.parent / "shared" / place
        if beside.is_dir():
            environment.setdefault(variable, str(beside))
    command = [
        str(PYTHON),
        "-m",
        "pytest",
        "-p",
        "tests.skipped",
        "-o",
        f"cache_dir={CACHE}/pytest",
    ]
    return subprocess.run([*command, *arguments], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    main(sys.argv[1:])
