"""One supervised process: its group, its log, and when it may be started again."""

from __future__ import annotations

import contextlib
import ctypes
import json
import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections import deque
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from tools.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

LOG_BYTES = 2_000_000
LOGS_KEPT = 3
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
PR_SET_PDEATHSIG = 1
# What both structlog renderers, the logging module and Python itself write for a warning or worse.
LOUD = re.compile(
    r'"level": ?"(warning|error|critical)"|\[(warning|error|critical) *\]'
    r"|^(WARNING|ERROR|CRITICAL)\b|^Traceback "
)


class Process:
    """A child in its own process group; ends with the supervisor, however that ends."""

    def __init__(self, name: str, command: Sequence[str], *, log: Path, keeps_open: int) -> None:
        self.name = name
        self.log_path = log
        self.pause_seconds = 0.0
        self.deaths_in_a_row = 0
        self.output_fd = -1
        self._command = command
        self._keeps_open = keeps_open
        self._child: subprocess.Popen[bytes] | None = None
        self._due_at = 0.0
        self._started_at = 0.0
        self._output: IO[bytes]
        self._rest = b""
        self._in_traceback = False
        self._recent: deque[str] = deque(maxlen=25)
        self._logger = logging.getLogger(f"supervised.{name}")
        self._logger.propagate = False
        self._logger.setLevel(logging.INFO)
        handler = RotatingFileHandler(
            log, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8"
        )
        self._logger.addHandler(handler)

    @property
    def is_due(self) -> bool:
        """Tell whether it is not running and its pause is over."""
        return self._child is None and time.monotonic() >= self._due_at

    @property
    def is_running(self) -> bool:
        """Tell whether it was started and has not been reaped."""
        return self._child is not None

    @property
    def recent(self) -> str:
        """Return its last lines."""
        return "\n".join(self._recent)

    def start(self) -> int:
        """Start it with the environment of the supervisor; returns its output to be read."""
        self._started_at = time.monotonic()
        self._child = subprocess.Popen(
            self._command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=(self._keeps_open,),
            preexec_fn=end_with_parent,  # safe: the supervisor has one thread
            bufsize=0,
        )
        if self._child.stdout is None:
            raise TypeError("the child has no output pipe")
        self._output = self._child.stdout
        os.set_blocking(self._output.fileno(), False)
        self.output_fd = self._output.fileno()
        return self.output_fd

    def read_output(self) -> bool:
        """Copy what it wrote to its log, and warnings to the terminal; False if nothing came."""
        try:
            piece = os.read(self._output.fileno(), 65536)
        except BlockingIOError:
            return False
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if not piece and self._rest:
            lines, self._rest = [self._rest], b""
        for line in lines:
            self._record(line.decode(errors="replace").rstrip())
        return bool(piece)

    def _record(self, line: str) -> None:
        self._logger.info("%s", line)
        self._recent.append(line)
        if self._in_traceback or LOUD.search(line):
            print(f"{self.name}: {shortened(line)}", file=sys.stderr, flush=True)
        if line.startswith("Traceback "):
            self._in_traceback = True
        elif not line.startswith(" "):
            self._in_traceback = False

    def reap(self) -> str | None:
        """If it has died, plan the next start and return how it died."""
        if self._child is None or self._child.poll() is None:
            return None
        status = self._child.returncode
        self.signal_group(signal.SIGKILL)  # what it started must not outlive it
        while self.read_output():
            pass
        self._output.close()
        self._child = None
        if time.monotonic() - self._started_at >= STEADY_AFTER_SECONDS:
            self.deaths_in_a_row = 0
        self.pause_seconds = min(
            FIRST_PAUSE_SECONDS * 2**self.deaths_in_a_row, LONGEST_PAUSE_SECONDS
        )
        self.deaths_in_a_row += 1
        self._due_at = time.monotonic() + self.pause_seconds
        return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit {status}"

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to it and to everything that it started."""
        if self._child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._child.pid, number)

    def kill(self) -> None:
        """End it at once if it still runs."""
        if self._child is not None:
            self.signal_group(signal.SIGKILL)
            self._child.wait()
            self.reap()


def shortened(line: str) -> str:
    """Return a line of a log for people: of a JSON one what happened, without the stack."""
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    if not isinstance(entry, dict):
        return line
    level, event = entry.pop("level", ""), entry.pop("event", "")
    happened = str(entry.pop("exception", "")).strip().rpartition("\n")[2]
    entry.pop("timestamp", None)
    details = " ".join(f"{name}={value}" for name, value in entry.items())
    return " ".join(filter(None, (f"[{level}] {event}", details, happened)))


def end_with_parent() -> None:
    """In a new child: ask the kernel to end it when its parent ends (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
