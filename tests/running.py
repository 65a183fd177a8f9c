"""The whole server as ./run starts it, on a data folder of its own, and a way to talk to it."""

import contextlib
import http.cookiejar
import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN_SECONDS = 120.0
STOPPED_WITHIN_SECONDS = 60.0
ANSWERED_WITHIN_SECONDS = 100.0


@dataclass(frozen=True)
class Answer:
    """What the server answered: the status, and the body as JSON or as bytes."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class Client:
    """One caller of the server, with a cookie jar or a bearer token."""

    url: str
    token: str = ""
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        files: dict[str, tuple[str, bytes]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a JSON body, or with `files` (field → name, bytes) a multipart form."""
        sent = {"Origin": self.url, "Accept": "application/json", **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data: bytes | None = None
        if files is not None:
            data, sent["Content-Type"] = multipart(body if isinstance(body, dict) else {}, files)
        elif body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(self.url + path, data, sent, method=method)
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )
        try:
            with opener.open(request, timeout=ANSWERED_WITHIN_SECONDS) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())


def multipart(fields: dict[str, object], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    """Return a multipart body and its content type."""
    line = f"--------{secrets.token_hex(12)}"
    parts = []
    for name, value in fields.items():
        parts.append(
            f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        )
    body = "".join(parts).encode()
    for name, (filename, content) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'
        kind = "Content-Type: application/octet-stream"
        body += f"--{line}\r\n{head}\r\n{kind}\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


@dataclass
class RunningServer:
    """A started ./run: its address, data folder, first login, and everything it printed."""

    url: str
    data_dir: Path
    admin_password: str
    supervisor: subprocess.Popen[str]
    printed: list[str]

    def client(self, token: str = "") -> Client:
        """Return a caller without a login, or with a bearer token."""
        return Client(self.url, token)

    def admin(self) -> Client:
        """Return a caller that is logged in as the first login."""
        client = self.client()
        answer = client.call(
            "POST", "/api/login", {"name": "admin", "password": self.admin_password}
        )
        assert answer.status == 200, answer
        return client

    def flask(self, *arguments: str) -> str:
        """Run a command of the server on its data folder; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(self.data_dir), "PUBLIC_URL": self.url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.supervisor.poll() is None:
            self.supervisor.send_signal(signal.SIGINT)
        self.supervisor.wait(STOPPED_WITHIN_SECONDS)


@contextlib.contextmanager
def running_server(
    data_dir: Path, *, demo: bool = False, **environment: str
) -> Iterator[RunningServer]:
    """Start the server on a free port, wait until it is ready, and end it afterwards."""
    password = secrets.token_urlsafe(12)
    told = {"PORT": "0", "HOST": "127.0.0.1", "PUBLIC_URL": "", "ADMIN_PASSWORD": password}
    command = [sys.executable, "-m", "tools.supervise", *([] if demo else ["--empty"])]
    log = data_dir.with_name(f"{data_dir.name}.terminal")
    with log.open("w") as written, log.open() as shown:
        supervisor = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **told, "DATA_DIR": str(data_dir), **environment},
            stdout=written,
            stderr=subprocess.STDOUT,
            text=True,
        )
        printed: list[str] = []
        try:
            url = wait_until_ready(supervisor, shown, printed)
            yield RunningServer(url, data_dir, password, supervisor, printed)
        finally:
            if supervisor.poll() is None:
                supervisor.send_signal(signal.SIGINT)
            try:
                supervisor.wait(STOPPED_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                supervisor.kill()
                supervisor.wait()
                raise


def wait_until_ready(
    supervisor: subprocess.Popen[str], shown: Iterator[str], printed: list[str]
) -> str:
    """Return the address of the `ready` line; what came before it goes to `printed`."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    begun = ""
    while time.monotonic() < deadline:
        for piece in shown:
            line, begun = begun + piece, ""
            if not line.endswith("\n"):  # the rest of it is not written yet
                begun = line
                break
            printed.append(line)
            if line.startswith("ready "):
                return line.split()[1].rstrip("/")
        assert supervisor.poll() is None, "".join(printed)
        time.sleep(0.05)
    raise AssertionError("not ready in time:\n" + "".join(printed))
