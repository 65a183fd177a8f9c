"""What the three journeys share: a congress to tell them in, eyes that scan, and a stopwatch."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from config import FONTS_DIR
from documents.sheets import Block, Heading, Prose, register_fonts, report
from tests.running import Client, RunningServer

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
PROSE = (
    "Đại hội đại biểu lần thứ XII nhìn lại một nhiệm kỳ nhiều chuyển biến của tuổi trẻ tỉnh nhà. "
    "Các cấp bộ Đoàn đã giữ vững nền nếp sinh hoạt, mở rộng mặt trận đoàn kết, tập hợp thanh niên "
    "và đưa công nghệ số vào từng chi đoàn, từ thành phố đến những thôn bản xa nhất."
)


@dataclass
class Hall:
    """A congress of one test on a running server, and the organiser's way to its API."""

    server: RunningServer
    admin: Client
    id: int
    title: str
    sessions: list[int] = field(default_factory=list)

    @property
    def api(self) -> str:
        return f"/api/congresses/{self.id}"

    def page(self, path: str) -> str:
        """The address of a page such as /office/{id}/documents."""
        return self.server.url + path.format(id=self.id)

    def post(self, path: str, body: object = None, **more: Any) -> Any:
        answer = self.admin.call("POST", self.api + path, body, **more)
        assert answer.status in (201, 202), answer
        return answer.json

    def get(self, path: str) -> Any:
        answer = self.admin.call("GET", self.api + path)
        assert answer.status == 200, answer
        return answer.json

    def add_session(self, title: str, *, starts_in_hours: float = -1) -> int:
        starts = datetime.now(UTC) + timedelta(hours=starts_in_hours)
        hours = {
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=4)).isoformat(),
        }
        self.sessions.append(self.post("/sessions", {"title": title, **hours})["id"])
        return self.sessions[-1]

    def add_document(self, path: Path, title: str, **fields: object) -> int:
        """Upload a file and wait until its pages are made."""
        upload = {"file": (path.name, path.read_bytes())}
        made = self.post("/documents", {"title": title, **fields}, files=upload)
        until = time.monotonic() + 200
        while (found := self.get(f"/documents/{made['id']}"))["state"] != "ready":
            assert time.monotonic() < until, found
            assert found["newest"]["state"] != "refused", found
            time.sleep(0.1)
        return int(made["id"])

    def pair(self, kind: str, name: str = "Bàn 1, cửa chính") -> dict[str, Any]:
        """Pair a desk or a big screen; the answer holds its token."""
        return dict(self.post("/devices", {"kind": kind, "name": name}))

    def scanned_by(self, page: Page, *, session: int, through: str = "") -> None:
        """Let a phone come in by a session's code, perhaps at another address of the server."""
        url: str = self.post("/links", {"target": "session", "id": session})["url"]
        page.goto((through or self.server.url) + urlsplit(url).path)

    def opened_by_staff(self, page: Page, path: str) -> None:
        """Open a page with the organiser's sign-in."""
        cookies = [
            {"name": each.name, "value": each.value or "", "url": self.server.url}
            for each in self.admin.jar
        ]
        page.context.add_cookies(cookies)
        page.goto(self.page(path))


def found_hall(server: RunningServer, admin: Client, title: str) -> Hall:
    """Make a congress of two days that has begun."""
    today = datetime.now(UTC).date()
    body = {
        "title": title,
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=1)).isoformat(),
        "venue": "Trung tâm Hội nghị tỉnh",
    }
    answer = admin.call("POST", "/api/congresses", body)
    assert answer.status == 201, answer
    return Hall(server, admin, answer.json["id"], title)


def write_report(path: Path, title: str, *, pages: int, last_words: str = "") -> Path:
    """Write a Vietnamese PDF with a heading on each page; `last_words` stand on the last."""
    register_fonts(FONTS_DIR)
    blocks: list[Block] = []
    for number in range(1, pages + 1):
        blocks.append(Heading(f"{number}. Kết quả năm thứ {number}"))
        # The title takes room on the first page; ten paragraphs just fill one.
        blocks += [Prose(PROSE)] * (8 if number == 1 else 10)
    if last_words:
        blocks.append(Prose(last_words))
    report(path, title=title, subtitle="Nhiệm kỳ 2022–2027", blocks=blocks)
    return path


def scan(picture: bytes) -> str:
    """Read the only code in a picture, as a phone's camera does."""
    codes = zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("RGB"))
    assert len(codes) == 1, [code.text for code in codes]
    return codes[0].text


def keep_picture(page: Page, name: str) -> None:
    """Save what the page shows for whoever looks at the test's results."""
    RESULTS.mkdir(exist_ok=True)
    page.screenshot(path=RESULTS / f"{name}.png")


def wait_until(is_true: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Ask again and again; raises AssertionError when it never becomes true."""
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


WATCH = """
expression => {
  const read = new Function(`return (${expression})`);
  const seen = (window.__seen = window.__seen || {});
  const moments = (seen[expression] = seen[expression] || []);
  const look = () => {
    let value = null;
    try { value = read(); } catch (error) { value = null; }
    const last = moments[moments.length - 1];
    if (!last || last[1] !== value) moments.push([Date.now(), value]);
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
  look();
}
"""


def watch(page: Page, expression: str, *, from_the_start: bool = False) -> None:
    """Note each change of what a JavaScript expression says; `from_the_start` on coming pages."""
    if from_the_start:
        page.add_init_script(f"({WATCH})({expression!r})")
    else:
        page.evaluate(WATCH, expression)


def moments(page: Page, expression: str) -> list[tuple[int, Any]]:
    """Every value of a watched expression with its moment, in ms since 1970."""
    return [tuple(each) for each in page.evaluate("name => window.__seen[name]", expression)]


def moment_of(
    page: Page, expression: str, value: Any, *, since: int = 0, within_seconds: float = 60
) -> int:
    """When a watched expression began to say `value` (not before `since`); waits for it."""
    until = time.monotonic() + within_seconds
    while True:
        seen = moments(page, expression)
        found = [at for at, each in seen if each == value and at >= since]
        if found:
            return found[0]
        assert time.monotonic() < until, f"never {value!r}: {seen}"
        page.wait_for_timeout(20)


def now_ms() -> int:
    """The same clock as the pages' Date.now(): all browsers run on this machine."""
    return round(time.time() * 1000)
