"""Starts the desk; on the server's own machine it fetches the desk's token by itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tools import local_server
from tools.console import StepError, say
from tools.tree import PYTHON, ROOT

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def main(arguments: list[str]) -> None:
    """Become the kiosk, with a token of this machine's server if none is at hand."""
    if needs_token(arguments):
        try:
            os.environ["KIOSK_TOKEN"] = local_server.pair("kiosk")
        except StepError as error:
            print(error, file=sys.stderr)
            raise SystemExit(1) from None
        say("Đã đăng ký bàn điểm danh này với máy chủ.", "This desk is now known to the server.")
        if not server_in(arguments):
            arguments = ["--server", local_server.url(), *arguments]
    os.execv(PYTHON, [str(PYTHON), "-m", "kiosk", *arguments])  # noqa: S606  our own program


def needs_token(arguments: list[str]) -> bool:
    """Tell whether nobody gave a token and the server is the one of this checkout."""
    if {"-h", "--help"} & set(arguments) or os.environ.get("KIOSK_TOKEN"):
        return False
    given = {each.split("=")[0] for each in arguments}
    if {"--token", "--code", "--shared"} & given or was_paired():
        return False
    server = server_in(arguments)
    return (not server or urlsplit(server).hostname in LOOPBACK) and local_server.has_data()


def server_in(arguments: list[str]) -> str:
    """Return the address that --server names, or nothing."""
    for given, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if given.split("=")[0] == "--server":
            return given.partition("=")[2] or following
    return ""


def was_paired() -> bool:
    """Tell whether the desk keeps a token from an earlier start."""
    return (Path(os.environ.get("KIOSK_DATA_DIR") or ROOT / "kiosk-data") / "desk.json").exists()


if __name__ == "__main__":
    main(sys.argv[1:])
