"""How slow the machine is right now, measured by a fixed piece of a server's work.

A limit in CPU time is set on one machine and asked on others: only its ratio to this counts.
"""

import json
import time

UNIT_MS = 4.1
"""What `unit` took on the machine that the limits were set on."""


def unit() -> None:
    """Do a fixed piece of work of the kind that a server does: dicts, strings, JSON."""
    for _ in range(10):
        rows = [{"id": number, "name": f"Nguyễn Văn {number}"} for number in range(320)]
        json.loads(json.dumps(rows, ensure_ascii=False))


def slowness() -> float:
    """Return how much slower this machine is now than the limits'; never less than 1."""
    took = []
    for _ in range(5):
        began = time.thread_time()
        unit()
        took.append(1000 * (time.thread_time() - began))
    return max(1.0, min(took) / UNIT_MS)
