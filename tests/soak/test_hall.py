"""A long session: the hall moves for SOAK_MINUTES (10), phones miss nothing, memory stays flat."""

import os
import time
from pathlib import Path

import pytest

from tests.phone import Phone
from tests.running import running_server

pytestmark = [pytest.mark.server, pytest.mark.soak]
PHONES = 50
MOVES_PER_SECOND = 4
WARM_UP_SHARE = 0.2
MOST_GROWTH_MB = 20


def resident_mb(server) -> float:
    """Memory of the web process: the supervisor's child that runs wsgi.py."""
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes()
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except (OSError, IndexError):
            continue
        if b"wsgi.py" in command and int(parent) == server.supervisor.pid:
            lines = (folder / "status").read_text().splitlines()
            [kilobytes] = [int(each.split()[1]) for each in lines if each.startswith("VmRSS")]
            return kilobytes / 1024
    raise AssertionError("the web process is gone")


def test_memory_is_flat_and_every_phone_ends_right(tmp_path):
    minutes = float(os.environ.get("SOAK_MINUTES", "10"))
    with running_server(tmp_path / "data") as server:
        admin = server.admin()
        facts = {"title": "Đại hội", "starts_on": "2026-11-21", "ends_on": "2026-11-21"}
        base = f"/api/congresses/{admin.call('POST', '/api/congresses', facts).json['id']}"
        link = admin.call("POST", f"{base}/links", {"target": "congress"}).json["url"]
        guest = server.client()
        guest.call("GET", "/q/" + link.rpartition("/")[2])
        phones = [Phone(guest, int(base.rpartition("/")[2])) for _ in range(PHONES)]
        began, warm, turn = time.monotonic(), None, 0
        while (passed := time.monotonic() - began) < minutes * 60:
            answer = admin.call("PUT", f"{base}/stage", {"announcement": f"lượt {turn}"})
            assert answer.status == 200
            for phone in phones:
                del phone.events[:-20]
            if warm is None and passed > minutes * 60 * WARM_UP_SHARE:
                warm = resident_mb(server)
            turn += 1
            time.sleep(1 / MOVES_PER_SECOND)
        words = f"lượt {turn - 1}"
        for phone in phones:
            phone.wait_for("stage", lambda it: it.get("announcement") == words, within_seconds=30)
            phone.close()
        assert resident_mb(server) - warm < MOST_GROWTH_MB
