"""Small C programs of the benchmarks, compiled where there is a compiler."""

import contextlib
import hashlib
import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

from benches.phones import Phones, PhonesError
from benches.served import ROOT

SOURCES = ROOT / "benches" / "c"
COMPILED = ROOT / ".cache" / "benches"


@cache
def compiled(name: str) -> Path | None:
    """Return the program made from benches/c/<name>.c, None without a C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    source = SOURCES / f"{name}.c"
    program = COMPILED / f"{name}-{hashlib.sha256(source.read_bytes()).hexdigest()[:12]}"
    if not program.exists():
        COMPILED.mkdir(parents=True, exist_ok=True)
        subprocess.run([compiler, "-O2", "-Wall", "-o", program, source], check=True)
    return program


class CompiledPhones:
    """The same phones as benches.phones, in a process of their own that costs next to nothing."""

    def __init__(
        self, program: Path, port: int, *, token: str, congress_id: int, plain: bool = False
    ) -> None:
        """Start the process; it inherits the cores of this one. `plain`: without Socket.IO."""
        self.cpu_seconds = 0.0
        self.process = subprocess.Popen(
            [program, str(port), token or "none", str(congress_id), *(["plain"] if plain else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def connect(self, count: int, *, within_seconds: float) -> float:
        """Connect and join; returns the seconds it took. Raises PhonesError."""
        self._tell(f"connect {count} {within_seconds}")
        return float(self._answer())

    def expect(self, marker: str, *, within_seconds: float) -> None:
        """Get ready for an event with this marker."""
        self._tell(f"expect {marker} {within_seconds}")
        self._answer()

    def deliver(self) -> float:
        """Wait until every phone has the event; returns the monotonic time of the last one."""
        at, cpu = self._answer().split()
        self.cpu_seconds += float(cpu)
        return float(at)

    def idle(self, seconds: float) -> None:
        """Let the phones read and answer pings for a while."""
        time.sleep(seconds)

    def close(self) -> None:
        """Hang up everywhere."""
        with contextlib.suppress(BrokenPipeError):
            self.process.communicate()

    def _tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        if not line or line.startswith("error"):
            raise PhonesError(line or "the phones ended")
        return line


class PlainPhones:
    """Phones in Python, behind the same four calls."""

    def __init__(self, port: int, *, token: str, congress_id: int) -> None:
        """Make the phones."""
        self.phones = Phones(port, token, congress_id)
        self.cpu_seconds = 0.0

    def connect(self, count: int, *, within_seconds: float) -> float:
        """Connect and join; returns the seconds it took. Raises PhonesError."""
        return self.phones.connect(count, within_seconds=within_seconds)

    def expect(self, marker: str, *, within_seconds: float) -> None:
        """Get ready for an event with this marker."""
        self.marker, self.within_seconds = marker.encode(), within_seconds

    def deliver(self) -> float:
        """Read until every phone has the event; returns the monotonic time of the last one."""
        before = time.process_time()
        last = self.phones.deliver(self.marker, within_seconds=self.within_seconds)
        self.cpu_seconds += time.process_time() - before
        return last

    def idle(self, seconds: float) -> None:
        """Read and answer pings for a while."""
        self.phones.idle(seconds)

    def close(self) -> None:
        """Hang up everywhere."""
        self.phones.close()


def make_phones(
    port: int, *, token: str, congress_id: int, plain: bool = False
) -> CompiledPhones | PlainPhones:
    """Return compiled phones where there is a compiler, else those in Python.

    `plain` phones, for a peer without Socket.IO, are compiled only: raises PhonesError.
    """
    program = compiled("phones")
    if program is None and plain:
        raise PhonesError("plain phones need a C compiler")
    if program is None:
        return PlainPhones(port, token=token, congress_id=congress_id)
    return CompiledPhones(program, port, token=token, congress_id=congress_id, plain=plain)
