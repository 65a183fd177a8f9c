"""A phone on a real websocket: Engine.IO 4 and Socket.IO 5, no more than the product uses."""

import json
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from websocket import WebSocketException, create_connection

from tests.running import Client

JOINED_WITHIN_SECONDS = 60.0


class Phone:
    """Joins a congress and keeps every event with the moment at which it came."""

    def __init__(self, client: Client, congress_id: int) -> None:
        self.events: list[tuple[float, str, dict[str, Any]]] = []
        cookie = "; ".join(f"{each.name}={each.value}" for each in client.jar)
        address = urlsplit(client.url).netloc
        self.socket = create_connection(
            f"ws://{address}/socket.io/?EIO=4&transport=websocket",
            timeout=JOINED_WITHIN_SECONDS,
            cookie=cookie,
            origin=client.url,
        )
        assert self.socket.recv()[0] == "0"
        self.socket.send("40" + json.dumps({"token": client.token}) if client.token else "40")
        connected = self.socket.recv()
        assert connected.startswith("40"), connected
        self.socket.send("420" + json.dumps(["join", {"congress": congress_id}]))
        self.socket.settimeout(None)
        self.joined = threading.Event()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        assert self.joined.wait(JOINED_WITHIN_SECONDS), "the server did not let the phone join"

    def read(self) -> None:
        """Keep what comes until the connection ends."""
        while True:
            try:
                packet = self.socket.recv()
            except (WebSocketException, OSError):
                return
            if packet == "2":
                self.socket.send("3")
            elif packet.startswith("430"):
                if json.loads(packet[3:])[0]["joined"]:
                    self.joined.set()
            elif packet.startswith("42"):
                name, body = json.loads(packet[2:])
                self.events.append((time.monotonic(), name, body))

    def wait_for(self, part: str, matches, *, within_seconds: float = 60) -> float:
        """Return when the first `changed` of `part` came whose state matches."""
        deadline = time.monotonic() + within_seconds
        while time.monotonic() < deadline:
            for at, name, body in list(self.events):
                if name == "changed" and body["part"] == part and matches(body.get("state", {})):
                    return at
            time.sleep(0.005)
        raise AssertionError(f"no such {part} within {within_seconds} s: {self.events}")

    def close(self) -> None:
        self.socket.close()
