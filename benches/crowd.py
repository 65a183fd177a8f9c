"""A crowd that scans: each phone opens the QR's address, the page, its files, socket, a picture.

As a browser does it: cookies are kept, what the page names below /static/ is fetched once over the
same connection, the socket shows the cookie, and on its connect the phone asks for the live state.
"""

import asyncio
import json
import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field

from benches.phones import PING, PONG, frame

STATIC = re.compile(rb'(?:href|src)="(/static/[^"#]+)"')
TAG = re.compile(rb'id="snapshot-etag"[^>]*>([^<]*)<')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *(congress=[^;]*)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]*)", re.IGNORECASE)
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Scene:
    """Where the crowd goes: `link` is what the QR holds, `wants` what each phone opens then."""

    port: int
    congress_id: int
    link: str
    wants: tuple[str, ...]
    phones: int = 2000
    seconds: float = 30.0


@dataclass
class Crowd:
    """What happened: milliseconds by step, and every error in words."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    downloaded: int = 0


class HurtPhoneError(Exception):
    """An answer that no phone should get."""


class Phone:
    """One phone with one kept connection and its cookie."""

    def __init__(self, scene: Scene, crowd: Crowd) -> None:
        """Stand in this crowd."""
        self.scene, self.crowd = scene, crowd
        self.cookie = b""

    async def live(self, starts_in: float, done: asyncio.Event) -> None:
        """Wait, scan, look, and stay until the crowd is through."""
        await asyncio.sleep(starts_in)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                socket = await self.look()
        except (HurtPhoneError, OSError, EOFError, TimeoutError) as error:
            self.crowd.errors.append(f"{type(error).__name__} {error}")
            return
        await self.stay(*socket, done)

    async def look(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Scan, read the page, fetch what it names, connect the socket, open a picture."""
        scanned = time.perf_counter()
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.scene.port)
        head, _ = await self.get(self.scene.link, status=302)
        page = (LOCATION.search(head) or [b"", b"/"])[1].decode()
        _, body = await self.get(page, step="page")
        self.note("from the scan to the page", scanned)
        for path in dict.fromkeys(STATIC.findall(body)):
            await self.get(path.decode(), step="file of the page")
        socket = await self.connect()
        tag = (TAG.search(body) or [b"", b'""'])[1].decode().strip('"\\').replace("\\", "")
        live = f"/api/congresses/{self.scene.congress_id}/live"
        await self.get(live, tag=json.loads(f'"{tag}"'), step="live state")
        for path in self.scene.wants:
            await self.get(path, step=path)
        self.note("from the scan to the picture", scanned)
        self.writer.close()
        return socket

    async def get(
        self, path: str, *, status: int = 200, tag: str | None = None, step: str = "scan"
    ) -> tuple[bytes, bytes]:
        """Fetch over the kept connection; raises HurtPhoneError on another status."""
        started = time.perf_counter()
        known = f'If-None-Match: "{tag}"\r\n' if tag else ""
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.scene.port}\r\n{known}Cookie: "
        self.writer.write(request.encode() + self.cookie + b"\r\n\r\n")
        head = await self.reader.readuntil(b"\r\n\r\n")
        code, length = int(head[9:12]), LENGTH.search(head)
        body = await self.reader.readexactly(int(length[1])) if length and code != 304 else b""
        if code != status and not (tag and code == 304):
            raise HurtPhoneError(f"{path}: {code}")
        if found := COOKIE.search(head):
            self.cookie = found[1]
        self.crowd.downloaded += len(head) + len(body)
        self.note(step, started)
        return head, body

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open the socket and join the congress."""
        started = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.scene.port)
        writer.write(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: " + KEY.encode() + b"\r\nCookie: " + self.cookie + b"\r\n\r\n"
        )
        join = json.dumps(["join", {"congress": self.scene.congress_id}])
        for awaited, say in ((b'0{"', "40"), (b"40{", f"420{join}"), (b'430[{"joined":true', "")):
            unread = b""
            while awaited not in unread:
                piece = await reader.read(65536)
                unread += piece
                if not piece or b"44{" in unread or b'"joined":false' in unread:
                    raise HurtPhoneError(f"socket: {unread[-200:]!r}")
            if say:
                writer.write(frame(say))
        self.note("socket", started)
        return reader, writer

    async def stay(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, done: asyncio.Event
    ) -> None:
        """Answer pings until everybody is through."""
        through = asyncio.create_task(done.wait())
        while not done.is_set():
            listening = asyncio.create_task(reader.read(65536))
            await asyncio.wait({through, listening}, return_when=asyncio.FIRST_COMPLETED)
            if not listening.done():
                listening.cancel()
                break
            piece = listening.result()
            if not piece:
                self.crowd.errors.append("a socket was cut off")
                break
            if PING in piece:
                writer.write(PONG)
        writer.close()

    def note(self, step: str, started: float) -> None:
        """Keep how long a step took."""
        self.crowd.times[step].append(1000 * (time.perf_counter() - started))


async def gather(scene: Scene, *, seed: int) -> Crowd:
    """Let the whole crowd scan at moments spread by chance; returns what happened."""
    chance, crowd, done = random.Random(seed), Crowd(), asyncio.Event()
    phones = [
        asyncio.create_task(Phone(scene, crowd).live(chance.uniform(0, scene.seconds), done))
        for _ in range(scene.phones)
    ]
    last = scene.wants[-1] if scene.wants else "live state"
    deadline = time.monotonic() + scene.seconds + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        await asyncio.sleep(0.1)
        if len(crowd.times[last]) + len(crowd.errors) >= scene.phones:
            break
    done.set()
    await asyncio.gather(*phones)
    return crowd
