"""Kills a desk again and again, and asks whether every green screen was counted once."""

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.kiosk.fake_server import FakeServer

ROOT = Path(__file__).resolve().parents[2]
_RUN_APART = 10_000


def fire_at_a_desk(folder: Path, hall: FakeServer, *flags: str, greens: int = 200) -> list[int]:
    """Kill a desk at random moments until so many screens were green; then let it deliver."""
    chance = random.Random(20261121)
    shown: list[int] = []
    run = 0
    while len(shown) < greens:
        run += 1
        hall.lose_answers = chance.choice([0, 1, 2])
        shown += _one_life(folder, hall.url, run * _RUN_APART, *flags, chance=chance)
    hall.lose_answers = 0
    with _start(folder, hall.url, 0, *flags) as desk:
        desk.wait(timeout=280)
    return shown


def _one_life(folder: Path, url: str, first: int, *flags: str, chance: random.Random) -> list[int]:
    """Start a desk, kill it after some green screens and some milliseconds more."""
    with _start(folder, url, first, *flags) as desk:
        assert desk.stdout is not None
        for _ in range(chance.randint(1, 16)):
            seen = desk.stdout.readline()
            assert seen.startswith("green"), "the desk died by itself"
            last = int(seen.split()[1])
        time.sleep(chance.random() * 0.012)
        desk.kill()
        last = max([last, *(int(line.split()[1]) for line in desk.stdout if line.endswith("\n"))])
    return list(range(first, last + 1))


def _start(folder: Path, url: str, first: int, *flags: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.kiosk.desk_under_fire", str(folder), url, str(first)]
    return subprocess.Popen([*command, *flags], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def assert_every_green_counted_once(shown: list[int], hall: FakeServer) -> None:
    people = hall.people()
    assert [number for number in shown if people[number] != 1] == []
    assert [number for number, times in people.items() if times > 1] == []
