"""Makes what the commands need: Python packages, node packages, the built front end.

Each step is skipped while the hash of its inputs equals its stamp, so a later start does no
work and needs no network. A stamp lies inside what its step made: gone together, made together.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.console import Progress, StepError, say
from tools.tree import CACHE, NODE_MODULES, PYTHON, ROOT, VENV

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DISK_NEEDED_BYTES = 2_500_000_000
LOG = CACHE / "setup.log"
OLDEST_NODE = 18
DIST = ROOT / "app" / "static" / "dist"
TRANSLATIONS = ROOT / "app" / "translations"


@dataclass(frozen=True)
class Step:
    """One thing to make: from these inputs, by this action, marked by this stamp."""

    vi: str
    en: str
    inputs: tuple[Path, ...]
    stamp: Path
    act: Callable[[Progress], None]

    def do_if_needed(self) -> None:
        """Run the action unless the stamp says that these very inputs were used."""
        wanted = digest(self.inputs)
        if self.stamp.is_file() and self.stamp.read_text() == wanted:
            return
        self.stamp.unlink(missing_ok=True)
        with Progress(self.vi, self.en) as progress:
            self.act(progress)
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(wanted)


def digest(paths: tuple[Path, ...]) -> str:
    """Return the sha256 over names and bytes of files, and of all files below folders."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                total.update(f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode())
                total.update(file.read_bytes())
    return total.hexdigest()


def set_up(*, front_end: bool = True, dev: bool = False) -> None:
    """Make everything that is missing; only one process at a time does it.

    Raises StepError with a sentence when something cannot be had.
    """
    CACHE.mkdir(exist_ok=True)
    with _alone():
        LOG.unlink(missing_ok=True)
        _make_venv()
        for step in _python_steps(dev=dev):
            step.do_if_needed()
        if front_end:
            for step in _front_end_steps(dev=dev):
                step.do_if_needed()
        _translations().do_if_needed()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with (CACHE / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Một lệnh khác đang cài đặt; đang chờ.", "Another command is setting up; waiting.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# -- Python -------------------------------------------------------------------------------------


def _make_venv() -> None:
    if VENV.exists():
        if _venv_works():
            return
        say(
            "Môi trường .venv không dùng được nữa (thư mục đã chuyển chỗ?); tạo lại.",
            "The environment .venv no longer works (was the folder moved?); making it again.",
        )
        shutil.rmtree(VENV)
    free = shutil.disk_usage(ROOT).free
    if free < DISK_NEEDED_BYTES:
        raise StepError(
            f"Ổ đĩa chỉ còn {free / 1e9:.1f} GB; cần {DISK_NEEDED_BYTES / 1e9:.1f} GB.",
            f"Only {free / 1e9:.1f} GB free; {DISK_NEEDED_BYTES / 1e9:.1f} GB are needed.",
        )
    with Progress("Tạo môi trường Python", "Python environment") as progress:
        progress.run([sys.executable, "-m", "venv", VENV], log=LOG)


def _venv_works() -> bool:
    """Tell whether the interpreter starts and the scripts still point at this very folder."""
    pip = VENV / "bin" / "pip"
    if not pip.is_file() or str(VENV).encode() not in pip.read_bytes()[:500]:
        return False
    try:
        answer = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def _python_steps(*, dev: bool) -> Iterator[Step]:
    build, runtime = ROOT / "requirements-build.txt", ROOT / "requirements.txt"
    yield Step(
        "Cài thư viện Python",
        "Python packages",
        (build, runtime),
        VENV / "stamps" / "runtime",
        lambda progress: install_python(progress, build, runtime),
    )
    if dev:
        locked = ROOT / "requirements-dev.txt"
        yield Step(
            "Cài công cụ kiểm thử",
            "Python packages of the tests",
            (build, runtime, locked),
            VENV / "stamps" / "dev",
            lambda progress: install_python(progress, locked),
        )


def install_python(progress: Progress, *locks: Path) -> None:
    """Install locked packages into the environment, in the order of the lock files.

    Each lock is a full closure, so nothing is resolved (which also keeps face_recognition from
    asking for dlib's sources); what is built from source uses the locked setuptools.
    """
    for lock in locks:
        options: list[str | Path] = [
            "--no-deps",
            "--require-hashes",
            "--no-build-isolation",
            "-r",
            lock,
        ]
        if uv := shutil.which("uv"):
            try:
                progress.run([uv, "pip", "install", "--python", PYTHON, *options], log=LOG)
            except StepError:
                progress.at("uv failed; pip")
            else:
                continue
        pip: list[str | Path] = [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
        ]
        progress.run([*pip, "--use-pep517", "--progress-bar", "off", *options], log=LOG)


# -- Front end ----------------------------------------------------------------------------------


def _front_end_steps(*, dev: bool) -> Iterator[Step]:
    locks = (ROOT / "package.json", ROOT / "package-lock.json")
    everything, runtime = NODE_MODULES / ".stamp-dev", NODE_MODULES / ".stamp"
    dev = dev or everything.exists()
    omit = [] if dev else ["--omit=dev"]
    yield Step(
        "Cài thư viện giao diện",
        "front-end packages",
        locks,
        everything if dev else runtime,
        lambda progress: _run_node(
            progress, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *omit
        ),
    )
    yield Step(
        "Dựng giao diện",
        "building the front end",
        (*locks, ROOT / "tools" / "build.mjs", ROOT / "app" / "static" / "src"),
        DIST / ".stamp",
        lambda progress: _run_node(progress, "node", "tools/build.mjs"),
    )


def node_program(progress: Progress, name: str) -> Path:
    """Return node or npm, installing both from PyPI when the machine has none or an old one."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_major(node) >= OLDEST_NODE:
        return Path(node if name == "node" else npm)
    if not (VENV / "bin" / "npm").exists():
        install_python(progress, ROOT / "requirements-node.txt")
    return VENV / "bin" / name


def _node_major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def _run_node(progress: Progress, name: str, *arguments: str) -> None:
    """Run node or npm so that the scripts it starts find the same node first."""
    program = node_program(progress, name)
    path = f"{program.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    progress.run([program, *arguments], log=LOG, env={**os.environ, "PATH": path})


# -- Translations -------------------------------------------------------------------------------


def _translations() -> Step:
    catalogues = tuple(sorted(TRANSLATIONS.rglob("*.po")))
    return Step(
        "Dịch các câu",
        "compiling the translations",
        catalogues,
        VENV / "stamps" / "translations",
        lambda progress: (
            progress.run(
                [VENV / "bin" / "pybabel", "compile", "--statistics", "-d", TRANSLATIONS], log=LOG
            )
            if catalogues
            else None
        ),
    )


if __name__ == "__main__":
    set_up()
