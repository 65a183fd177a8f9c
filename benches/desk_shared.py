"""How many browsers' cameras one shared kiosk bears: the real process over HTTPS.

Each browser sends frames as its page does: 1280 × 720 JPEGs over a connection that stays open, the
next when the last is taken, at most 15 a second. One of them is shown badges; the others send an
empty hall. Badges only: no face models. The same badge with one camera is the peer.
"""

import contextlib
import http.client
import json
import os
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benches import Figure, figure
from benches.desk_kiosk import WITHIN_SECONDS, Person, hall, with_badge
from benches.desk_load import percentile
from benches.served import ROOT
from checkin.faces import Frame
from checkin.opencv import encode_jpeg, resize
from tests.certificates import Certificate, make_certificate

FRAME_SECONDS = 1 / 15
WIDTH_PX, HEIGHT_PX = 1280, 720
CAMERAS = (1, 2, 4, 8)
BADGES, SETTLE_SECONDS = 8, 1.0


@dataclass
class Browser:
    """A laptop that lends its camera: a connection, a cookie, and what the camera shows now."""

    port: int
    cookie: str
    jpeg: bytes
    taken: int = 0
    ends: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Send frames until the end."""
        with contextlib.closing(connect(self.port)) as link:
            while not self.ends.is_set():
                began = time.monotonic()
                ask(link, "/picture", self.jpeg, cookie=self.cookie)
                self.taken += 1
                time.sleep(max(0.0, FRAME_SECONDS - (time.monotonic() - began)))


def shared_figures(
    folder: Path, server_port: int, codes: Sequence[str], people: Sequence[Person]
) -> list[Figure]:
    """Show badges to one browser while more and more others send; `codes` pair the browsers."""
    found: dict[int, tuple[list[float], float]] = {}
    nobody = as_sent(hall())
    shown = [as_sent(with_badge(hall(), each.badge)) for each in people]
    with running_shared(folder, server_port, make_certificate(folder)) as port:
        cookies = [pair(port, code) for code in codes]
        turns = iter(zip(people, shown, strict=True))
        for cameras in CAMERAS:
            browsers = [Browser(port, cookie, nobody) for cookie in cookies[:cameras]]
            found[cameras] = greens_beside(browsers, [next(turns) for _ in range(BADGES)])
    alone = percentile(found[1][0], 95)
    figures = []
    for cameras, (greens, rate) in found.items():
        what = f"shared kiosk, {cameras} browser cameras"
        figures += [
            figure(f"{what}: badge to green, median", [median(greens)], unit="s", limit="≤ 0.7 s"),
            figure(
                f"{what}: badge to green, slowest of {BADGES}",
                [max(greens)],
                unit="s",
                peer="one camera",
                peer_values=[alone],
                limit="≤ 1.2 s",
            ),
            figure(f"{what}: frames taken of each", [rate], unit="per s"),
        ]
    return figures


def as_sent(frame: Frame) -> bytes:
    """Return the JPEG that the page makes of what a camera of 720 lines sees."""
    wide = resize(frame, WIDTH_PX)
    above = (len(wide) - HEIGHT_PX) // 2
    return encode_jpeg(wide[above : above + HEIGHT_PX], 85)


def greens_beside(
    browsers: list[Browser], turns: list[tuple[Person, bytes]]
) -> tuple[list[float], float]:
    """Return seconds from each badge to green at the first browser, frames per second of each."""
    threads = [threading.Thread(target=each.work) for each in browsers]
    for thread in threads:
        thread.start()
    first, empty = browsers[0], browsers[0].jpeg
    began, greens = time.monotonic(), []
    try:
        with contextlib.closing(connect(first.port)) as link:
            for person, shown in turns:
                first.jpeg = empty
                time.sleep(SETTLE_SECONDS)
                greens.append(seconds_to_green(link, first, person.id, shown))
    finally:
        seconds = time.monotonic() - began
        for each in browsers:
            each.ends.set()
        for thread in threads:
            thread.join()
    return greens, sum(each.taken for each in browsers) / len(browsers) / seconds


def seconds_to_green(
    link: http.client.HTTPSConnection, browser: Browser, delegate_id: int, shown: bytes
) -> float:
    """Hold a badge before the camera until the kiosk says who came in; raises RuntimeError."""
    began = time.monotonic()
    browser.jpeg = shown
    while time.monotonic() - began < WITHIN_SECONDS:
        state = ask(link, "/state", None, cookie=browser.cookie)
        if (state["result"], state["delegate_id"]) == ("checked_in", delegate_id):
            return time.monotonic() - began
        time.sleep(0.02)
    raise RuntimeError("the badge was not taken")


@contextlib.contextmanager
def running_shared(folder: Path, server_port: int, certificate: Certificate) -> Iterator[int]:
    """Start a shared kiosk without face models and give its port; end it after."""
    command = [sys.executable, "-m", "kiosk", "--shared", "--port", "0"]
    command += ["--server", f"http://127.0.0.1:{server_port}"]
    command += ["--tls-cert", str(certificate.cert), "--tls-key", str(certificate.key)]
    data, models = str(folder / "desks"), str(folder / "no-models")
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "KIOSK_DATA_DIR": data, "MODELS_DIR": models},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        ready = process.stdout.readline().strip().rstrip("/")
        if not ready.startswith("ready "):
            raise RuntimeError("the shared kiosk did not start")
        yield int(ready.rpartition(":")[2])
    finally:
        process.terminate()
        process.wait(WITHIN_SECONDS)
        process.stdout.close()


def pair(port: int, code: str) -> str:
    """Make a browser a desk by a code of the office; return its cookie once it has the roster."""
    with contextlib.closing(connect(port)) as link:
        body = json.dumps({"code": code}).encode()
        link.request("POST", "/pair", body, {"Content-Type": "application/json"})
        response = link.getresponse()
        response.read()
        cookie = response.headers.get("Set-Cookie", "").partition(";")[0]
        deadline = time.monotonic() + WITHIN_SECONDS
        while not ask(link, "/state", None, cookie=cookie)["expected"]:
            if time.monotonic() > deadline:
                raise RuntimeError("the desk has no roster")
            time.sleep(0.1)
        return cookie


def ask(link: http.client.HTTPSConnection, path: str, jpeg: bytes | None, *, cookie: str) -> Any:
    """Get JSON, or put a frame of the camera."""
    headers = {"Cookie": cookie, "Content-Type": "image/jpeg"}
    link.request("GET" if jpeg is None else "POST", path, jpeg, headers)
    content = link.getresponse().read()
    return json.loads(content) if content else None


def connect(port: int) -> http.client.HTTPSConnection:
    """Connect to this machine's own kiosk, whose certificate signs itself."""
    trust = ssl._create_unverified_context()
    return http.client.HTTPSConnection("127.0.0.1", port, timeout=WITHIN_SECONDS, context=trust)
