"""What the commands say: sentences in two languages, and steps that show progress."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, NoReturn, Self

from tools.process import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

PLAIN_LINE_EVERY_SECONDS = 5.0
DETAIL_LETTERS = 60
LINES_SHOWN_OF_A_FAILURE = 25


class StepError(Exception):
    """A step of the set-up that could not be done; holds the sentences for people."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")


def say(vi: str, en: str) -> None:
    """Print one sentence in both languages, Vietnamese first."""
    print(f"{vi}\n  {en}", flush=True)


def stop(vi: str, en: str, *, status: int = 1) -> NoReturn:
    """End the command with a sentence on standard error."""
    print(f"{vi}\n{en}", file=sys.stderr, flush=True)
    raise SystemExit(status)


class Progress:
    """One long step: its title, the seconds it has taken, and what it is at.

    On a terminal one line is rewritten; elsewhere a plain line appears every few seconds.
    """

    def __init__(self, vi: str, en: str) -> None:
        self.title = f"{vi} · {en}"
        self.started = time.monotonic()
        self.live = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.last_line_at = 0.0
        self.detail = ""

    def __enter__(self) -> Self:
        if not self.live:
            print(f"… {self.title}", flush=True)
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        mark = "✓" if kind is None else "✗"
        self._write(f"{mark} {self.title}  {self.seconds:.0f} s", end="\n")

    @property
    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.started

    def at(self, detail: str = "") -> None:
        """Show that the step goes on, and at what last; cheap enough to call for every line."""
        if detail:
            self.detail = " ".join(detail.split())[:DETAIL_LETTERS]
        pause = 0.1 if self.live else PLAIN_LINE_EVERY_SECONDS
        now = time.monotonic()
        if now - max(self.last_line_at, 0 if self.live else self.started) < pause:
            return
        self.last_line_at = now
        end = "" if self.live else "\n"
        self._write(f"… {self.title}  {self.seconds:.0f} s  {self.detail}", end=end)

    def run(
        self, command: Sequence[str | Path], *, log: Path, env: Mapping[str, str] | None = None
    ) -> None:
        """Run a command, its output to the log and its last line to the terminal.

        Raises StepError with the end of the output when it fails or cannot be started.
        """
        recent: deque[str] = deque(maxlen=LINES_SHOWN_OF_A_FAILURE)
        with log.open("a", encoding="utf-8") as record:
            record.write(f"$ {' '.join(map(str, command))}\n")
            record.flush()
            with subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=env,
                bufsize=0,
                preexec_fn=end_with_parent,
            ) as child:
                for line in output_lines(child):
                    if line:
                        record.write(f"{line}\n")
                        recent.append(line)
                    self.at(line)
        if child.returncode != 0:
            shown = "\n".join(recent)
            raise StepError(
                f"Bước “{self.title}” không xong (mã {child.returncode}). Nhật ký: {log}",
                f"The step failed (exit {child.returncode}). Its log: {log}\n{shown}",
            )

    def _write(self, text: str, *, end: str) -> None:
        if self.live:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\033[K{text[:width]}", end=end, flush=True)
        else:
            print(text, end=end, flush=True)


def output_lines(child: subprocess.Popen[bytes]) -> Iterator[str]:
    """Yield the lines of a child, and "" each second in which it says nothing."""
    output = child.stdout
    if output is None:
        raise TypeError("the child has no output pipe")
    rest = b""
    while True:
        if not select.select([output], [], [], 1.0)[0]:
            yield ""
            continue
        piece = os.read(output.fileno(), 65536)
        if not piece:
            break
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line.decode(errors="replace").rstrip()
    yield rest.decode(errors="replace").rstrip()
