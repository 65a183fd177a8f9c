"""A child process that may read one file, write one folder and take little of the machine.

Opening a stranger's file is given to such a child: PDFium ends its process when memory runs out,
and a fault in it would run with our rights. The limits are set by the child itself before it
imports anything that parses (`confine`); bubblewrap, where it works, takes the network, the
environment and the rest of the disk away. The parent keeps a wall clock and kills the whole group.
"""

import contextlib
import ctypes
import functools
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_ROOT = Path(__file__).resolve().parent.parent
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_READ_BYTES = 1 << 16
_MOST_OUTPUT_BYTES = 16 << 20
_NICENESS = 5


@dataclass(frozen=True)
class Limits:
    """What a child may take; `data_bytes` is what bounds its resident memory.

    An address space of 1 GB alone lets 900 MB become resident; RLIMIT_DATA counts the private
    writable pages, so together with the libraries the child stays under 512 MB.
    """

    address_bytes: int = 1 << 30
    data_bytes: int = 400 << 20
    file_bytes: int = 64 << 20
    open_files: int = 64
    step_cpu_seconds: int = 10
    """CPU time for opening the file and then anew for each page."""
    step_wall_seconds: float = 60.0
    """Time without a sign of life after which the child is killed."""
    most_pages: int = 2_000


class StalledError(Exception):
    """The child showed no sign of life for too long, or never stopped talking."""


def confine(limits: Limits) -> None:
    """Bind the calling process for good: call it before importing a parser."""
    for kind, value in (
        (resource.RLIMIT_AS, limits.address_bytes),
        (resource.RLIMIT_DATA, limits.data_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    os.nice(_NICENESS)
    grant_step(limits)


def grant_step(limits: Limits) -> None:
    """Allow the calling process the CPU time of one more step from now.

    One limit for the whole run would stop an honest report of a thousand pages.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + 1 + limits.step_cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


class Child:
    """A Python module of this package running in the sandbox; use it in a `with` block.

    Leaving the block kills the child with its whole group, whatever state it is in. `shows` are
    further folders that it may read, where they exist.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        *,
        reads: Path,
        writes: Path,
        shows: Sequence[Path] = (),
    ) -> None:
        command = [sys.executable, "-s", "-P", "-m", module, *arguments]
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter, no shell)
            [*_walls(reads, writes, shows), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(ProcessLookupError):  # it and all it started may be gone
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def lines(self, *, step_wall_seconds: float) -> Iterator[bytes]:
        """Yield what the child prints, line by line, until it closes its output.

        Raises StalledError after `step_wall_seconds` without a sign of life, or 16 MB of talk.
        """
        rest, total = b"", 0
        while True:
            chunk = self._read(step_wall_seconds)
            total += len(chunk)
            if not chunk:
                return
            if total > _MOST_OUTPUT_BYTES:
                raise StalledError("The child talks without end")
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole

    def status(self) -> int:
        """Return how the child ended, as `Popen.returncode` has it; its output must be closed."""
        try:
            return self._process.wait(timeout=5)
        except subprocess.TimeoutExpired as error:
            raise StalledError("The child closed its output and stayed") from error

    def _read(self, seconds: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 (we asked for a pipe)
        handle = self._process.stdout.fileno()
        # poll, not select: a server with thousands of phones has handles beyond 1,024.
        waiting = select.poll()
        waiting.register(handle, select.POLLIN | select.POLLHUP)
        if not waiting.poll(seconds * 1000):
            raise StalledError("No sign of life from the child")
        return os.read(handle, _READ_BYTES)


def _environment() -> dict[str, str]:
    """Return all that the child knows of our environment: no key, password or address."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": "/nonexistent",
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "2",
    }


@functools.cache
def _bubblewrap() -> str | None:
    """Return the path of a bubblewrap that can run our interpreter; many containers forbid it."""
    found = shutil.which("bwrap")
    if found is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        trial = subprocess.run(  # noqa: S603 (a fixed command)
            [
                *_walled(found, reads=_ROOT / "documents", writes=Path(folder)),
                *(sys.executable, "-s", "-P", "-c", "import documents.render"),
            ],
            env=_environment(),
            capture_output=True,
            check=False,
            timeout=30,
        )
    return found if trial.returncode == 0 else None


def _walls(reads: Path, writes: Path, shows: Sequence[Path]) -> list[str]:
    """Return the bubblewrap command in front of the child's own, or nothing."""
    bubblewrap = _bubblewrap()
    return _walled(bubblewrap, reads=reads, writes=writes, shows=shows) if bubblewrap else []


def _walled(bubblewrap: str, *, reads: Path, writes: Path, shows: Sequence[Path] = ()) -> list[str]:
    shown = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", sys.base_prefix, sys.prefix]
    command = [bubblewrap, "--unshare-all", "--die-with-parent"]
    command += ["--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"]  # noqa: S108 (its own)
    for folder in dict.fromkeys([*shown, *map(str, shows), str(_ROOT / "documents"), str(reads)]):
        command += ["--ro-bind-try", folder, folder]
    return [*command, "--bind", str(writes), str(writes), "--chdir", "/", "--"]
