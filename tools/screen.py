"""Opens the big screen in a full-screen Chromium that may play sound by itself."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools.console import say
from tools.tree import CACHE

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def open_screen(arguments: list[str]) -> None:
    """Become the browser on the given address, or say what to do when there is none."""
    port = os.environ.get("PORT") or "8000"
    link = arguments[0] if arguments else f"http://127.0.0.1:{port}/screen"
    browser = find_browser()
    if browser is None:
        say(
            f"Máy này chưa có Chromium. Mở {link} bằng trình duyệt bất kỳ, bấm F11, "
            "rồi bấm vào trang một lần để bật tiếng.",
            f"There is no Chromium here. Open {link} in any browser, press F11, "
            "and click the page once to allow sound.",
        )
        raise SystemExit(1)
    profile = CACHE / "screen-profile"
    profile.mkdir(parents=True, exist_ok=True)
    say(f"Mở {link} (Alt+F4 để đóng).", f"Opening {link} (Alt+F4 closes it).")
    options = ["--kiosk", "--autoplay-policy=no-user-gesture-required", "--no-first-run"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium refuses to start as root with it
    os.execv(browser, [str(browser), *options, f"--user-data-dir={profile}", link])  # noqa: S606


def find_browser() -> Path | None:
    """Return the Chromium or Chrome of this machine."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    return None
