"""Two laptops lend their cameras to one kiosk over HTTPS; each counts under its own name."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import SCREEN_SIZES, launch
from tests.browser.stories import found_hall, keep_picture, wait_until
from tests.browser.test_desk import write_film
from tests.certificates import make_certificate
from tests.running import RunningServer

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_MS = 60_000
SIZE = {"width": SCREEN_SIZES[0][0], "height": SCREEN_SIZES[0][1]}


@pytest.fixture
def shared_kiosk(server: RunningServer, tmp_path: Path) -> Iterator[str]:
    certificate = make_certificate(tmp_path)
    command = [sys.executable, "-m", "kiosk", "--shared", "--server", server.url, "--port", "0"]
    command += ["--tls-cert", str(certificate.cert), "--tls-key", str(certificate.key)]
    environment = {**os.environ, "KIOSK_DATA_DIR": str(tmp_path / "desks")}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    ready = process.stdout.readline()
    assert ready.startswith("ready https://"), ready
    yield ready.split()[1]
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


def test_a_badge_before_each_laptop_is_green_and_counts_under_its_desk(
    server: RunningServer, chromium: Browser, shared_kiosk: str, tmp_path: Path
) -> None:
    hall = found_hall(server, server.admin(), "Đại hội Đoàn tỉnh Sông Lam lần thứ XII")
    session = hall.add_session("Phiên thứ nhất")
    desks = {"Bàn cửa chính": "Nguyễn Văn Minh", "Bàn cửa sau": "Trần Thị Hoa"}
    for number, (desk, name) in enumerate(desks.items(), start=1):
        person = {"number": f"00{number}", "name": name, "delegation": "Đoàn A"}
        badge = hall.post("/delegates", person)["badge_url"]
        code = hall.post("/devices/codes", {"kind": "kiosk", "name": desk})["code"]
        film = write_film(badge, tmp_path / f"{number}.mjpeg")
        with launch(chromium.browser_type, camera=film) as browser:
            context = browser.new_context(
                ignore_https_errors=True, viewport=SIZE, locale="vi-VN", permissions=["camera"]
            )
            page = context.new_page()
            page.goto(shared_kiosk)
            keep_picture(page, f"shared-door-{number}")
            page.fill("#pairing-code", code)
            page.press("#pairing-code", "Enter")
            expect(page.locator("#result-name")).to_have_text(name, timeout=PATIENCE_MS)
            expect(page.locator("#stage")).to_have_attribute("data-colour", "green")
            keep_picture(page, f"shared-green-{number}")
    address = f"/check-ins?session_id={session}"
    wait_until(lambda: len(hall.get(address)) == len(desks))
    found = {each["recorded_by"]: each["name"] for each in hall.get(address)}
    assert found == desks
