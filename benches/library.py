"""A server with documents and a worker, as the benchmarks of reading need it."""

import contextlib
import http.client
import json
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benches.fanout import CONGRESS_ID, House, house
from benches.served import ROOT, Served, served

READY_WITHIN_SECONDS = 120.0
API = f"/api/congresses/{CONGRESS_ID}"


@dataclass(frozen=True)
class Library:
    """A server, what opens it, and the folder that its files lie in."""

    server: Served
    house: House

    def folder(self) -> Path:
        """Return a folder that goes when the server goes."""
        return Path(self.house.environment["DATA_DIR"]).parent

    def upload(self, path: Path, *, audience: str = "public") -> int:
        """Publish a file as the office does; returns the document's id."""
        boundary = secrets.token_hex(12)
        fields = {"title": path.stem, "audience": audience}
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{path.name}"\r\nContent-Type: application/pdf\r\n\r\n'
        )
        body = "".join(parts).encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Authorization": f"Bearer {self.house.chair}",
        }
        link = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        with contextlib.closing(link):
            link.request("POST", f"{API}/documents", body, headers)
            answer = json.loads(link.getresponse().read())
        return int(answer["id"])

    def state(self, document_id: int) -> dict[str, Any]:
        """Return how far a document is."""
        content = self.server.call("GET", f"{API}/documents/{document_id}", token=self.house.chair)
        found: dict[str, Any] = json.loads(content)
        return found

    def wait_until_ready(self, *document_ids: int) -> None:
        """Return when the worker has made all pages; raises RuntimeError."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        for document_id in document_ids:
            while (state := self.state(document_id))["state"] != "ready":
                if state["state"] == "refused" or time.monotonic() > deadline:
                    raise RuntimeError(f"document {document_id}: {state}")
                time.sleep(0.1)

    def link(self, target: str = "congress", target_id: int | None = None) -> str:
        """Make a link for a QR code; returns its path."""
        made = self.server.call(
            "POST", f"{API}/links", {"target": target, "id": target_id}, token=self.house.chair
        )
        return "/q/" + str(json.loads(made)["url"]).rpartition("/")[2]

    def scan(self, link: str) -> str:
        """Scan as a phone does; returns the cookie that the phone gets."""
        phone = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        with contextlib.closing(phone):
            phone.request("GET", link)
            answer = phone.getresponse()
            answer.read()
        cookie = answer.getheader("Set-Cookie")
        if answer.status != 302 or cookie is None:
            raise RuntimeError(f"the link answered {answer.status}")
        return cookie.partition(";")[0]

    def live(self, cookie: str) -> dict[str, Any]:
        """Return the parts of the live state as a phone with this cookie gets them."""
        phone = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        with contextlib.closing(phone):
            phone.request("GET", f"{API}/live", headers={"Cookie": cookie})
            answer = phone.getresponse()
            content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"the live state answered {answer.status}")
        parts: dict[str, Any] = json.loads(content)["parts"]
        return parts


@contextlib.contextmanager
def library(
    *, core: int, environment: Mapping[str, str] | None = None, has_worker: bool = True
) -> Iterator[Library]:
    """Start a server on one core and a worker beside it, with one empty congress."""
    with (
        house(environment) as prepared,
        worker(prepared) if has_worker else contextlib.nullcontext(),
        served([sys.executable, "wsgi.py"], core=core, environment=prepared.environment) as server,
    ):
        yield Library(server, prepared)


@contextlib.contextmanager
def worker(prepared: House) -> Iterator[None]:
    """Run the worker of a house."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.worker"],
        cwd=ROOT,
        env=prepared.whole_environment(),
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)
