"""How soon the first page of a document stands on a slow phone: a real browser, its CPU throttled.

`python -m benches.first_page SERVER DOOR CONGRESS DOCUMENT` prints the milliseconds of each round;
DOOR is the path of a code, such as /q/abc: the phone scans it first.
"""

import json
import statistics
import sys

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import PHONE_SIZES, launch

ROUNDS = 7
SLOWER = 6
PAINTED = """
() => new Promise((done) => {
  const picture = document.querySelector(".sheet-picture img");
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.element === picture) {
        const page = performance.getEntriesByType("navigation")[0];
        done([page.responseStart, entry.renderTime || entry.loadTime]);
      }
    }
  }).observe({ type: "largest-contentful-paint", buffered: true });
})
"""


def first_pages(
    server_url: str, document: str, *, door: str = "", rounds: int = ROUNDS
) -> list[float]:
    """Return, for each round, the ms from the server's answer to the first page being painted.

    `document` is the path of the reader (/c/1/documents/2), `door` of a code that is scanned first.
    Each round is a phone that never was here: its cache is empty, its CPU `SLOWER` times slower.
    """
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        try:
            warm(browser, server_url, document, door=door)
            return [painted_ms(browser, server_url, document, door=door) for _ in range(rounds)]
        finally:
            browser.close()


def warm(browser: Browser, server_url: str, document: str, *, door: str) -> None:
    """Open the reader once, unmeasured: the browser's own first start is not the page's."""
    painted_ms(browser, server_url, document, door=door)


def painted_ms(browser: Browser, server_url: str, document: str, *, door: str) -> float:
    """Return the ms from the first byte of the page to its first picture on the screen."""
    context = browser.new_context(
        viewport={"width": PHONE_SIZES[0][0], "height": PHONE_SIZES[0][1]},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        service_workers="block",
    )
    try:
        if door:
            context.request.get(server_url + door, max_redirects=0)
        answered, painted = slow_page(context, server_url + document)
        return painted - answered
    finally:
        context.close()


def slow_page(context: BrowserContext, address: str) -> tuple[float, float]:
    """Open a page on a slow phone; returns (answered, first picture painted) in ms."""
    page: Page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    answered, painted = page.evaluate(PAINTED)
    return answered, painted


def main() -> None:
    """Print the figures of one document."""
    server_url, door, congress, document = sys.argv[1:5]
    took = first_pages(server_url, f"/c/{congress}/documents/{document}", door=door)
    print(json.dumps({"ms": took, "median": statistics.median(took)}))


if __name__ == "__main__":
    main()
