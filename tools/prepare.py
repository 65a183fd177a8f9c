"""Brings a data folder up to date before the server starts: tables, first login, demo."""

from __future__ import annotations

import subprocess
import sys

from tools.console import Progress, StepError, output_lines
from tools.process import end_with_parent
from tools.tree import PYTHON, ROOT

STEP = "demo congress: "


def prepare(*, empty: bool) -> dict[str, str]:
    """Run `flask prepare` and pass its words on, the admin password among them.

    What it says of the demo's steps is shown as progress. Its lines `link NAME PATH` are not
    shown but returned by name, for the links at the end.
    Raises StepError when the data folder cannot be brought up to date.
    """
    command = [str(PYTHON), "-m", "flask", "--app", "wsgi", "prepare"]
    if empty:
        command.append("--empty")
    said: list[str] = []
    with Progress("Chuẩn bị dữ liệu", "preparing the data") as progress:
        with subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            bufsize=0,
            preexec_fn=end_with_parent,
        ) as child:
            for line in output_lines(child):
                if line.startswith(STEP):
                    progress.at(line.removeprefix(STEP))
                else:
                    progress.at()
                    said += [line] if line else []
        if child.returncode != 0:
            print("\n".join(said), file=sys.stderr)
            raise StepError(
                f"Không chuẩn bị được dữ liệu (mã {child.returncode}).",
                f"The data could not be prepared (exit {child.returncode}).",
            )
    links = {}
    for line in said:
        match line.split():
            case ["link", name, path]:
                links[name] = path
            case _:
                print(line)
    return links
