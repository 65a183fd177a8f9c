"""Opens the big screen in a full-screen Chromium that may play sound by itself."""

from __future__ import annotations

import os
import shutil
import urllib.error
import urllib.request
from pathlib import Path

from tools import local_server
from tools.console import say
from tools.tree import CACHE, PYTHON

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KEPT_LINK = CACHE / "screen-link"


def open_screen(arguments: list[str]) -> None:
    """Become the browser on the given address, or say what to do when there is none.

    Without an address it is the server of this checkout, where this screen is paired once.
    """
    link = arguments[0] if arguments else paired_link()
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
    say("Mở màn hình lớn (Alt+F4 để đóng).", "Opening the big screen (Alt+F4 closes it).")
    options = ["--kiosk", "--autoplay-policy=no-user-gesture-required", "--no-first-run"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium refuses to start as root with it
    os.execv(browser, [str(browser), *options, f"--user-data-dir={profile}", link])  # noqa: S606


def paired_link() -> str:
    """Return the link that makes a browser this machine's screen; pairs it if need be."""
    if not (PYTHON.exists() and local_server.has_data()):
        return local_server.url()
    if KEPT_LINK.is_file() and still_opens(kept := KEPT_LINK.read_text(encoding="utf-8")):
        return kept
    link = f"{local_server.url()}/d/{local_server.pair('screen')}"
    CACHE.mkdir(exist_ok=True)
    KEPT_LINK.touch(mode=0o600)
    KEPT_LINK.write_text(link, encoding="utf-8")
    return link


def still_opens(link: str) -> bool:
    """Tell whether the server still knows this screen; one that is off is no reason to doubt."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(link, timeout=5):
            return link.startswith(local_server.url())
    except urllib.error.HTTPError as refused:
        refused.close()
        return False
    except OSError:
        return link.startswith(local_server.url())


def find_browser() -> Path | None:
    """Return the Chromium or Chrome of this machine."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    return None
