"""The real desk process against a server, with a data folder of its own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.kiosk.fake_server import TOKEN

ROOT = Path(__file__).resolve().parents[2]
ANSWERED_WITHIN_SECONDS = 60.0


@dataclass(frozen=True)
class RunningDesk:
    url: str
    process: subprocess.Popen[str]

    def state(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}state", timeout=ANSWERED_WITHIN_SECONDS) as answer:
            state: dict[str, Any] = json.load(answer)
            return state

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=ANSWERED_WITHIN_SECONDS) as answer:
            return json.load(answer)

    def post(self, path: str, body: dict[str, Any]) -> int:
        request = urllib.request.Request(
            f"{self.url}{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=ANSWERED_WITHIN_SECONDS) as answer:
            return int(answer.status)

    def wait_for(
        self, wanted: Callable[[dict[str, Any]], bool], *, seconds: float = 60
    ) -> dict[str, Any]:
        """Return the first state that is as wanted; fails with the last one."""
        until = time.monotonic() + seconds
        while True:
            state = self.state()
            if wanted(state):
                return state
            assert time.monotonic() < until, state
            time.sleep(0.05)


@contextlib.contextmanager
def running_desk(
    folder: Path,
    *options: str,
    server: str,
    token: str = TOKEN,
    models: Path | None = None,
    kill: bool = False,
) -> Iterator[RunningDesk]:
    """Start the desk, give it when it is ready, end it (by SIGKILL when `kill`)."""
    environment = {
        **os.environ,
        "KIOSK_DATA_DIR": str(folder),
        "MODELS_DIR": str(models or folder / "no-models"),
        "OMP_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "kiosk", "--server", server]
    command += ["--token", token] if token else []
    process = subprocess.Popen(
        [*command, "--port", "0", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        ready = process.stdout.readline()
        assert ready.startswith("ready http://127.0.0.1:"), ready
        yield RunningDesk(ready.split()[1], process)
    finally:
        process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        process.wait(timeout=60)
        process.stdout.close()
