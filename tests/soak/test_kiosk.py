"""The kiosk's memory stays flat while a camera sends four times its usual frames."""

import http.client
import os
import time
from pathlib import Path

import numpy as np
import pytest
import qrcode

from checkin.opencv import encode_jpeg
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import BADGE, gallery
from tests.kiosk.running_desk import RunningDesk, running_desk

FRAMES_PER_SECOND = 120
SOAK_SECONDS = float(os.environ.get("KIOSK_SOAK_SECONDS") or 300)
WARM_SECONDS = SOAK_SECONDS / 4
MOST_GROWTH_KB = 16 * 1024
EVERY_SECONDS = 12
"""A badge is held up so often: longer than its cool-down, so each time is a check-in."""


def frames() -> tuple[bytes, bytes]:
    """Return an empty hall and a badge held into it, 640×480, as JPEG."""
    hall = np.full((480, 640, 3), 96, np.uint8)
    code = qrcode.QRCode(border=4)
    code.add_data(f"http://hall.example/b/{BADGE}")
    dark = np.array(code.get_matrix())
    square = np.kron(np.where(dark, 20, 235).astype(np.uint8), np.ones((7, 7), np.uint8))
    shown = hall.copy()
    shown[100 : 100 + len(square), 150 : 150 + len(square)] = square[:, :, None]
    return encode_jpeg(hall, 85), encode_jpeg(shown, 85)


def rss_kb(desk: RunningDesk) -> int:
    status = Path(f"/proc/{desk.process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def send(desk: RunningDesk, jpeg: bytes) -> None:
    link = http.client.HTTPConnection("127.0.0.1", int(desk.url.rsplit(":", 1)[1].strip("/")))
    link.request("POST", "/picture", jpeg, {"Content-Type": "image/jpeg"})
    link.getresponse().read()
    link.close()


@pytest.mark.server
@pytest.mark.soak
@pytest.mark.timeout(SOAK_SECONDS + 600)
def test_memory_is_flat_at_four_times_the_frame_rate(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    empty, badge = frames()
    with running_desk(tmp_path / "desk", "--camera", "browser", server=hall.url) as desk:
        desk.wait_for(lambda state: state["online"])
        began = due = time.monotonic()
        sent, warm = 0, 0
        while (since := time.monotonic() - began) < SOAK_SECONDS:
            send(desk, badge if since % EVERY_SECONDS < 1 else empty)
            sent += 1
            if warm == 0 and since > WARM_SECONDS:
                warm = rss_kb(desk)
            due += 1 / FRAMES_PER_SECOND
            time.sleep(max(0.0, due - time.monotonic()))
        grown = rss_kb(desk) - warm
        print(f"{sent / SOAK_SECONDS:.0f} frames/s, {warm} KB warm, {grown} KB more at the end")
        desk.wait_for(lambda state: state["pending"] == 0)
        assert hall.kept
        assert grown < MOST_GROWTH_KB
    hall.stop()
