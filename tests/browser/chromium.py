"""Finds a Chromium, and opens it for tests with a fake camera and no traffic of its own.

The machine's own browser is taken if there is one; else the one that npm brought, unpacked once
into the project's cache together with its libraries and fonts.
"""

import fcntl
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, BrowserType

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE_SIZES = [(360, 640), (412, 915)]
SCREEN_SIZES = [(1366, 768), (1920, 1080)]
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    "--no-first-run",
    "--font-render-hinting=none",
]
UNPACK = """
import chromium from "@sparticuz/chromium";
console.log(await chromium.executablePath());
"""
# Its own settings look for fonts in places of another machine: a page would show no letter.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{home}/fonts/fonts</dir>
  <dir>{modules}/@expo-google-fonts/be-vietnam-pro</dir>
  <cachedir>{home}/fonts-cache</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Program:
    """A browser and what its process needs in its environment."""

    path: Path
    environment: dict[str, str]


def find() -> Program:
    """Return the browser for tests; raises FileNotFoundError when there is none at all."""
    if os.environ.get("TEST_CHROMIUM") != "npm":
        for name in BROWSERS:
            if found := shutil.which(name):
                return Program(Path(found), {})
    return unpacked()


def unpacked() -> Program:
    """Return npm's Chromium, unpacked once; several test runs may ask at the same time."""
    if not PACKAGE.is_dir():
        raise FileNotFoundError("no Chromium: neither of the machine nor from `npm ci`")
    version = json.loads((PACKAGE / "package.json").read_text())["version"]
    home = ROOT / ".cache" / f"chromium-{version}"
    home.parent.mkdir(exist_ok=True)
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "chromium").exists():
            unpack(home)
    libraries = [str(home / "al2023" / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
    environment = {
        "LD_LIBRARY_PATH": os.pathsep.join(filter(None, libraries)),
        "FONTCONFIG_FILE": str(home / "fonts.conf"),
    }
    return Program(home / "chromium", environment)


def unpack(home: Path) -> None:
    """Let the package unpack itself, with the libraries it keeps for a bare machine."""
    half_done = home.with_suffix(".part")
    shutil.rmtree(half_done, ignore_errors=True)
    half_done.mkdir()
    venv_node = ROOT / ".venv" / "bin" / "node"
    node = shutil.which("node") or str(venv_node)
    told = {"TMPDIR": str(half_done), "AWS_LAMBDA_JS_RUNTIME": "nodejs20.x"}
    command = [node, "--input-type=module", "--eval", UNPACK]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, check=True, capture_output=True)
    (half_done / "fonts.conf").write_text(FONTS.format(home=home, modules=ROOT / "node_modules"))
    half_done.rename(home)


def launch(browser_type: BrowserType, *, camera: Path | None = None) -> Browser:
    """Open the browser; `camera` is a Y4M or MJPEG file that its camera shows."""
    program = find()
    options = [*OPTIONS]
    if camera is not None:
        options.append(f"--use-file-for-fake-video-capture={camera}")
    return browser_type.launch(
        executable_path=program.path,
        args=options,
        env={**os.environ, **program.environment},
    )


def launch_kept(browser_type: BrowserType, folder: Path) -> BrowserContext:
    """Open the browser with a profile on disk: opened again, it is the same computer."""
    program = find()
    return browser_type.launch_persistent_context(
        folder,
        executable_path=program.path,
        args=OPTIONS,
        env={**os.environ, **program.environment},
        viewport={"width": SCREEN_SIZES[0][0], "height": SCREEN_SIZES[0][1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
