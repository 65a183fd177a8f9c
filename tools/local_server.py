"""The server of this very checkout, as a desk or a big screen on the same machine finds it."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

from tools.console import StepError
from tools.tree import PYTHON, ROOT


def url() -> str:
    """Return where ./run serves on this machine, without a slash at the end."""
    return f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"


def has_data() -> bool:
    """Tell whether ./run has made a data folder here."""
    return Path(os.environ.get("DATA_DIR") or ROOT / "data").exists()


def pair(kind: str) -> str:
    """Make this machine known as a `kiosk` or a `screen`; returns its token.

    Raises StepError with the server's own words if it cannot be done.
    """
    command = [str(PYTHON), "-m", "flask", "--app", "wsgi", "device", "--kind", kind]
    answer = subprocess.run(
        [*command, "--name", socket.gethostname()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        raise StepError("Không đăng ký được thiết bị này.", answer.stderr.strip())
    return answer.stdout.strip().splitlines()[-1]
