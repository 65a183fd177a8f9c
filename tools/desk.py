"""Starts the desk; on the server's own machine it fetches the desk's token by itself."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tools.console import say
from tools.tree import PYTHON, ROOT

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def main(arguments: list[str]) -> None:
    """Become the kiosk, with a token of this machine's server if none is at hand."""
    if needs_token(arguments):
        os.environ["KIOSK_TOKEN"] = token_of_local_server()
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", "kiosk", *arguments])  # noqa: S606  our own program


def needs_token(arguments: list[str]) -> bool:
    """Tell whether nobody gave a token and the server is the one of this checkout."""
    if os.environ.get("KIOSK_TOKEN") or any(a.split("=")[0] == "--token" for a in arguments):
        return False
    if (kiosk_data_dir() / "desk.json").exists():
        return False
    server = os.environ.get("SERVER_URL", "")
    for given, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if given.split("=")[0] == "--server":
            server = given.partition("=")[2] or following
    local = not server or urlsplit(server).hostname in LOOPBACK
    return local and data_dir().exists()


def token_of_local_server() -> str:
    """Register this machine as a desk with the server's own command; returns the token."""
    command = [str(PYTHON), "-m", "flask", "--app", "wsgi", "device", "--kind", "kiosk"]
    answer = subprocess.run(
        [*command, "--name", socket.gethostname()],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        raise SystemExit(answer.returncode)
    say("Đã đăng ký bàn điểm danh này với máy chủ.", "This desk is now known to the server.")
    return answer.stdout.strip().splitlines()[-1]


def data_dir() -> Path:
    """Return the server's data folder on this machine."""
    return Path(os.environ.get("DATA_DIR") or ROOT / "data")


def kiosk_data_dir() -> Path:
    """Return the desk's own folder."""
    return Path(os.environ.get("KIOSK_DATA_DIR") or ROOT / "kiosk-data")


if __name__ == "__main__":
    main(sys.argv[1:])
