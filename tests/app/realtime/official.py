"""The official socket.io-client under node, as a context: what each client was told."""

import contextlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT

SCRIPT = Path(__file__).with_name("official_client.mjs")


@dataclass
class Officials:
    """Some joined official clients on the same transports."""

    process: subprocess.Popen[str]

    def told(self, target: dict[str, int]) -> list[dict[str, Any]]:
        """Return what each client saw once it has these seqs: {changes, head, transport}."""
        answer, _ = self.process.communicate(json.dumps(target) + "\n", timeout=100)
        found: list[dict[str, Any]] = json.loads(answer.splitlines()[-1])
        return found


@contextlib.contextmanager
def officials(
    url: str, *, token: str = "", congress_id: int = 1, transports: str = "default", count: int = 1
) -> Iterator[Officials]:
    node = node_program()
    command = [node, str(SCRIPT), url, token, str(congress_id), transports, str(count)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "joined\n"
            yield Officials(process)
        finally:
            process.kill()


def node_program() -> str:
    """Return node, the machine's or the one that ./run brought."""
    for found in (shutil.which("node"), ROOT / ".venv" / "bin" / "node"):
        if found and Path(found).exists():
            return str(found)
    pytest.fail("no node on this machine")


def assert_in_order(changes: list[dict[str, Any]]) -> None:
    """Within a part, nothing older came after something newer, nor twice."""
    for part in {each["part"] for each in changes}:
        seqs = [each["seq"] for each in changes if each["part"] == part]
        assert seqs == sorted(set(seqs)), f"{part} out of order: {seqs}"
