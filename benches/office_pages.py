"""The office's pages in a real Chromium: first paint, search as one types, accessibility."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import TextIO

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benches import Figure, figure, peers
from benches.fanout import CONGRESS_ID
from benches.library import Library
from benches.served import ROOT
from tests.browser.chromium import SCREEN_SIZES, find, launch

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
HOUSE_PAGES = ("/office", "/office/account", "/office/people", "/office/who-may-do-what")
CONGRESS_PAGES = (
    *("", "/documents", "/agenda", "/delegates", "/delegates/groups", "/credentials", "/print"),
    *("/devices", "/people", "/safekeeping", "/settings"),
)
TYPED = ("nguyen", "thi hong", "xa 12", "0042")
WARM_UPS = 1
SCORE_LIMIT = "≥ 95"
WATCH = """
() => {
  const body = document.querySelector("#roster tbody");
  window.__took = [];
  let pressed = 0;
  document.getElementById("find").addEventListener("keydown", () => {
    pressed = performance.now();
  }, true);
  new MutationObserver(() => {
    const since = pressed;
    if (!since) return;
    pressed = 0;
    requestAnimationFrame(() => setTimeout(() => window.__took.push(performance.now() - since)));
  }).observe(body, { childList: true });
}
"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint').map(each => each.startTime)"


def signed_in(context: BrowserContext, office: Library) -> str:
    """Sign the browser in as the first login; returns the address of the server."""
    address = f"http://127.0.0.1:{office.server.port}"
    password = office.house.environment["ADMIN_PASSWORD"]
    answer = context.request.post(
        f"{address}/api/login", data={"name": "admin", "password": password}
    )
    if not answer.ok:
        raise RuntimeError(f"sign-in: {answer.status}")
    return address


def roster_times(office: Library, congress_id: int) -> tuple[float, float, float]:
    """Return ms to the roster's first paint, and from key to list: median and worst."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        try:
            width, height = SCREEN_SIZES[0]
            context = browser.new_context(
                viewport={"width": width, "height": height},
                bypass_csp=True,  # the page allows no code made of text, which waiting needs
            )
            address = f"{signed_in(context, office)}/office/{congress_id}/delegates"
            for _ in range(WARM_UPS):  # the browser's own first start is not the page's
                page = context.new_page()
                page.goto(address, wait_until="load")
                page.close()
            page = context.new_page()
            page.goto(address, wait_until="load")
            page.wait_for_function(f"({PAINT})().length > 0")
            [painted] = page.evaluate(PAINT)
            took = typing_times(page)
            return painted, median(took), max(took)
        finally:
            browser.close()


def typing_times(page: Page) -> list[float]:
    """Type a few searches key by key; returns ms from each key to the list on the screen."""
    page.evaluate(WATCH)
    page.click("#find")
    keys = 0
    for words in TYPED:
        for key in words:
            page.keyboard.press("Space" if key == " " else key)
            keys += 1
            page.wait_for_function("count => window.__took.length >= count", arg=keys)
        page.evaluate("document.getElementById('find').value = ''")
    found: list[float] = page.evaluate("window.__took")
    return found


def accessibility(office: Library, log: TextIO) -> list[Figure]:
    """Score every page by Lighthouse, or count axe-core's serious findings where it is missing."""
    pages = [*HOUSE_PAGES, *(f"/office/{CONGRESS_ID}{path}" for path in CONGRESS_PAGES)]
    program = peers.lighthouse()
    if program is None:
        peers.missing("Lighthouse")
        return axe_findings(office, pages)
    with sync_playwright() as playwright:
        request = playwright.request.new_context()
        password = office.house.environment["ADMIN_PASSWORD"]
        address = f"http://127.0.0.1:{office.server.port}"
        request.post(f"{address}/api/login", data={"name": "admin", "password": password})
        cookies = [f"{each['name']}={each['value']}" for each in request.storage_state()["cookies"]]
        request.dispose()
    scores = {}
    for path in pages:
        scores[path] = score(program, address + path, "; ".join(cookies))
        print(f"Lighthouse {path}: {scores[path]:g}", file=log, flush=True)
    words = f"accessibility of {len(scores)} pages by Lighthouse: the lowest"
    return [figure(words, [min(scores.values())], unit="of 100", limit=SCORE_LIMIT)]


def score(program: Path, address: str, cookie: str) -> float:
    """Return Lighthouse's accessibility score of a page, 0 to 100."""
    chromium = find()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "report.json")
        flags = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage"
        command = [
            *("node", str(program), address, "--quiet", "--only-categories=accessibility"),
            *("--preset=desktop", "--output=json", f"--output-path={told}"),
            *(f"--chrome-flags={flags}", f"--extra-headers={json.dumps({'Cookie': cookie})}"),
        ]
        environment = {**os.environ, **chromium.environment, "CHROME_PATH": str(chromium.path)}
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=120)
        report = json.loads(told.read_text(encoding="utf-8"))
    if not report["finalDisplayedUrl"].startswith(address):
        raise RuntimeError(f"{address} led to {report['finalDisplayedUrl']}")
    return 100 * float(report["categories"]["accessibility"]["score"])


def axe_findings(office: Library, pages: list[str]) -> list[Figure]:
    """Count the serious and critical findings of axe-core over all pages; this is no score."""
    count = 0
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        try:
            context = browser.new_context(bypass_csp=True)
            address = signed_in(context, office)
            page = context.new_page()
            for path in pages:
                page.goto(address + path)
                page.add_script_tag(path=AXE)
                found = page.evaluate("() => axe.run(document).then(told => told.violations)")
                count += sum(each["impact"] in ("serious", "critical") for each in found)
        finally:
            browser.close()
    words = f"serious findings of axe-core on {len(pages)} pages (not Lighthouse)"
    return [figure(words, [count], unit="findings", limit="0")]
