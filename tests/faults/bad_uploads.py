"""Bad files sent to a whole running server: what it answers, what is left, what it cost."""

import contextlib
import http.client
import json
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.documents.measure import _descendants, _peak_mb
from tests.running import Client, RunningServer

WITHIN_SECONDS = 240.0
PIECE = bytes(1 << 20)


@dataclass
class Shelf:
    """A congress on a running server, and the organiser's way to its documents."""

    server: RunningServer
    admin: Client
    url: str
    sent: dict[str, int] = field(default_factory=dict)

    def send(self, name: str, content: bytes, **fields: object) -> Any:
        """Upload; return the answer. What was taken is waited for later by its name."""
        files = {"file": (f"{name}.pdf", content)}
        answer = self.admin.call("POST", self.url, {"title": name, **fields}, files=files)
        if answer.status == 202:
            self.sent[name] = answer.json["id"]
        return answer

    def outcome(self, name: str) -> dict[str, Any]:
        """Wait until a document is ready or refused; return it."""
        until = time.monotonic() + WITHIN_SECONDS
        while True:
            answer = self.admin.call("GET", f"{self.url}/{self.sent[name]}")
            found: dict[str, Any] = answer.json
            if answer.status == 200 and found["state"] in ("ready", "refused"):
                return found
            assert time.monotonic() < until, (name, found)
            time.sleep(0.2)

    @property
    def half_stored(self) -> list[str]:
        """Files that should not be: unfinished uploads, and pages that are no whole page."""
        data = self.server.data_dir
        left = [*data.glob("files/incoming/*"), *data.glob("pages/.office/*")]
        left += [path for path in data.glob("pages/*/*/*") if path.name.startswith(".")]
        return [str(path) for path in left]

    def pages_of(self, digest: str) -> list[Path]:
        return list((self.server.data_dir / "pages" / digest[:2] / digest).glob("*"))


def open_shelf(server: RunningServer) -> Shelf:
    admin = server.admin()
    today = datetime.now(UTC).date().isoformat()
    body = {"title": "Đại hội", "starts_on": today, "ends_on": today, "venue": "A"}
    made = admin.call("POST", "/api/congresses", body)
    return Shelf(server, admin, f"/api/congresses/{made.json['id']}/documents")


def process_named(server: RunningServer, mark: str) -> str:
    """Return the id of the server's process whose command line holds `mark`."""
    for pid in _descendants(str(server.supervisor.pid)):
        if mark in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "):
            return pid
    raise AssertionError(f"no process with {mark}")


@contextlib.contextmanager
def watched_peak(pid: str) -> Iterator[list[float]]:
    """Watch what a process starts; the list holds the largest resident peak in MB at the end."""
    peak, stopping = [0.0], threading.Event()

    def look() -> None:
        while not stopping.wait(0.02):
            with contextlib.suppress(OSError, IndexError):
                for each in _descendants(pid):
                    peak[0] = max(peak[0], _peak_mb(each))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peak
    finally:
        stopping.set()
        watcher.join()


def send_long(shelf: Shelf, megabytes: int) -> tuple[int, dict[str, Any]]:
    """Upload so many megabytes without holding them; return status and answer."""
    line = "a-line-between-parts"
    head = (
        f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="x.pdf"\r\n\r\n'
    ).encode()
    tail = f"\r\n--{line}--\r\n".encode()
    length = len(head) + megabytes * len(PIECE) + len(tail)

    def body() -> Iterator[bytes]:
        yield head
        for _ in range(megabytes):
            yield PIECE
        yield tail

    connection = http.client.HTTPConnection(urlsplit(shelf.server.url).netloc, timeout=120)
    cookie = "; ".join(f"{each.name}={each.value}" for each in shelf.admin.jar)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={line}",
        "Content-Length": str(length),
        "Cookie": cookie,
        "Origin": shelf.server.url,
    }
    with contextlib.closing(connection):
        connection.request("POST", shelf.url, body(), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


@contextlib.contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[bool]:
    """Mount a disk of that size on a folder; False where we may not."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)]
    try:
        may = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        may = False
    try:
        yield may
    finally:
        if may:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
