"""What axe-core finds on a page."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.chromium import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")
UNFOLD = "document.querySelectorAll('details').forEach((each) => (each.open = true))"
RUN = "() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"


def findings(page: Page) -> list[dict[str, Any]]:
    """Return every violation on the page as it stands, as axe tells it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(page.evaluate(RUN))


def violations(page: Page) -> list[str]:
    """Return each violation with the element that it is about, everything unfolded."""
    page.evaluate(UNFOLD)
    return [f"{found['id']}: {node['html']}" for found in findings(page) for node in found["nodes"]]
