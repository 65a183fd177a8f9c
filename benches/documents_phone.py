"""The first page of a report on a slow phone: our picture beside pdf.js drawing the PDF."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benches import Figure, figure, peers
from benches.corpus import corpus
from benches.first_page import SLOWER, painted_ms
from benches.library import library
from tests.browser.chromium import PHONE_SIZES, launch

PDF_JS = "pdf.js"
DRAW = """<!doctype html><meta name="viewport" content="width=device-width">
<canvas id="page"></canvas>
<script type="module">
import * as pdfjs from "/build/pdf.min.mjs";
pdfjs.GlobalWorkerOptions.workerSrc = "/build/pdf.worker.min.mjs";
const report = await pdfjs.getDocument("/report.pdf").promise;
const page = await report.getPage(1);
const viewport = page.getViewport({ scale: 720 / page.getViewport({ scale: 1 }).width });
const canvas = document.getElementById("page");
[canvas.width, canvas.height] = [viewport.width, viewport.height];
await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
const began = performance.getEntriesByType("navigation")[0].responseStart;
window.took = performance.now() - began;
</script>"""


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def first_page(rounds: int, *, cores: list[int]) -> list[Figure]:
    """Open the report on a phone that never was here, ours and pdf.js in turns."""
    has_pdf_js = peers.PDF_JS.is_dir()
    if not has_pdf_js:
        peers.missing(PDF_JS)
    ours, theirs = [], []
    with library(core=cores[0]) as found, sync_playwright() as playwright:
        document = found.upload(corpus()["political-report"])
        found.wait_until_ready(document)
        reader, door = f"/c/1/documents/{document}", found.link()
        server_url = f"http://127.0.0.1:{found.server.port}"
        browser = launch(playwright.chromium)
        try:
            painted_ms(browser, server_url, reader, door=door)
            for number in range(rounds):
                ours.append(painted_ms(browser, server_url, reader, door=door))
                if has_pdf_js:
                    theirs.append(drawn_ms(browser))
                print(f"{number + 1}: {ours[-1]:.0f} ms {theirs[-1:]}", file=sys.stderr)
        finally:
            browser.close()
    return [
        figure(
            f"first page painted, CPU {SLOWER} × slower",
            ours,
            unit="ms",
            peer=PDF_JS if theirs else None,
            peer_values=theirs or None,
            limit="≤ 200 ms; ≤ 0.2 × peer",
        )
    ]


def drawn_ms(browser: Browser) -> float:
    """Return the ms from the first byte of the page to the first page drawn by pdf.js."""
    width, height = PHONE_SIZES[0]
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=2, is_mobile=True
    )
    try:
        with pdf_js_site() as address:
            page = context.new_page()
            devtools = context.new_cdp_session(page)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(address, wait_until="commit")
            page.wait_for_function("window.took", timeout=60_000)
            took: float = page.evaluate("window.took")
            return took
    finally:
        context.close()


@contextmanager
def pdf_js_site() -> Iterator[str]:
    """Serve pdf.js, a page that uses it as its first example does, and the report."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "build").symlink_to(peers.PDF_JS / "build")
        (site / "report.pdf").symlink_to(corpus()["political-report"])
        (site / "index.html").write_text(DRAW, encoding="utf-8")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/index.html"
        finally:
            server.shutdown()
            server.server_close()
            serving.join()
