"""Runs the web process and the worker on one data folder, and restarts what dies.

Started by ./run with the interpreter of the environment; standard library only, so that it
stays small and keeps standing when a package breaks.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import selectors
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tools.addresses import Address
from tools.console import StepError, say, stop
from tools.prepare import prepare
from tools.process import Process
from tools.tree import PYTHON, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType
    from typing import TextIO

READY_WITHIN_SECONDS = 60.0
STOP_WITHIN_SECONDS = 10.0
DEATHS_BEFORE_READY = 3
COMMANDS = {"web": (str(PYTHON), "wsgi.py"), "worker": (str(PYTHON), "-m", "app.worker")}


def main(arguments: list[str] | None = None) -> None:
    """Prepare the data folder, then keep web and worker running until told to stop."""
    parser = argparse.ArgumentParser(prog="./run")
    parser.add_argument("--empty", action="store_true")
    options = parser.parse_args(arguments)
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "data").resolve()
    try:
        lock = lock_data_folder(data_dir)
        address = Address.from_environment()
        os.environ.update(address.environment(), DATA_DIR=str(data_dir))
        address.paths |= prepare(empty=options.empty)
        Supervisor(data_dir, address, COMMANDS, keeps_open=lock.fileno()).run()
    except StepError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def lock_data_folder(data_dir: Path) -> TextIO:
    """Hold the data folder for this run, or end the command if another run holds it.

    The children hold it too: after a kill -9 it is free only when the last of them has ended.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = (data_dir / "run.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        stop(
            f"Máy chủ đang chạy với thư mục dữ liệu {data_dir} (tiến trình {lock.read()}).",
            f"A server is already running on this data folder: {data_dir}.",
        )
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


class Supervisor:
    """Keeps the two processes alive; one loop, no threads."""

    def __init__(
        self,
        data_dir: Path,
        address: Address,
        commands: Mapping[str, Sequence[str]],
        *,
        keeps_open: int,
    ) -> None:
        self.address = address
        self.selector = selectors.DefaultSelector()
        logs = data_dir / "logs"
        logs.mkdir(exist_ok=True)
        self.processes = [
            Process(name, command, log=logs / f"{name}.log", keeps_open=keeps_open)
            for name, command in commands.items()
        ]
        self.stopping = False
        self.ready = False

    def run(self) -> None:
        """Run until a signal; raises StepError if the server cannot be brought up."""
        # A shell starts background jobs with SIGINT ignored, nohup with SIGHUP: the first is
        # still how people and programs stop us, the second was asked for.
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        signal.signal(signal.SIGINT, self._ask_to_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._ask_to_stop)
        started = time.monotonic()
        try:
            while not self.stopping:
                self._start_what_is_due()
                self._read(0.1 if not self.ready else 0.5)
                self._say_what_died()
                if not self.ready:
                    self._look_whether_ready(started)
        finally:
            self._end_all()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _start_what_is_due(self) -> None:
        for process in self.processes:
            if process.is_due:
                self.selector.register(process.start(), selectors.EVENT_READ, process)

    def _read(self, seconds: float) -> None:
        with contextlib.suppress(InterruptedError):
            for key, _ in self.selector.select(seconds):
                if not key.data.read_output():
                    self.selector.unregister(key.fileobj)

    def _say_what_died(self) -> None:
        for process in self.processes:
            death = process.reap()
            if death is None:
                continue
            with contextlib.suppress(KeyError):
                self.selector.unregister(process.output_fd)
            if not self.ready and process.deaths_in_a_row >= DEATHS_BEFORE_READY:
                raise StepError(
                    f"{process.name} không khởi động được. Nhật ký: {process.log_path}",
                    f"{process.name} does not start: {process.log_path}\n{process.recent}",
                )
            say(
                f"{process.name} đã dừng ({death}); chạy lại sau {process.pause_seconds:.1f} s.",
                f"{process.name} ended ({death}); starting it again in "
                f"{process.pause_seconds:.1f} s. Log: {process.log_path}",
            )

    def _look_whether_ready(self, started: float) -> None:
        if self.address.answers():
            self.ready = True
            self.address.show_links()
        elif time.monotonic() - started > READY_WITHIN_SECONDS:
            raise StepError(
                f"Máy chủ không trả lời sau {READY_WITHIN_SECONDS:.0f} s.",
                f"The server does not answer after {READY_WITHIN_SECONDS:.0f} s. "
                f"Log: {self.processes[0].log_path}",
            )

    def _end_all(self) -> None:
        for process in self.processes:
            process.signal_group(signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        while time.monotonic() < deadline and any(p.is_running for p in self.processes):
            self._read(0.05)
            for process in self.processes:
                process.reap()
        for process in self.processes:
            process.kill()
        say("Đã dừng.", "Stopped.")


if __name__ == "__main__":
    main()
