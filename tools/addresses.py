"""Where the server is reached: host, port, the address phones use, and the links to show."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import socket
import ssl
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from tools.console import stop
from tools.tree import PYTHON, ROOT

EVERY_INTERFACE = ("0.0.0.0", "::", "")  # noqa: S104  names of it, nothing is bound here
NO_NETWORK = "127.0.0.1"
PICKED = range(20_000, 32_000)
"""Below the ports that systems give to outgoing connections: none takes it before we listen."""
TRIES = 50
QR_IN_TERMINAL = "import sys; from documents import qr; print(qr.terminal(sys.argv[1]))"


@dataclass
class Address:
    """One server's place on the network."""

    host: str
    port: int
    public_url: str
    tls_port: int | None = None
    """Where HTTPS is spoken too, when there is a certificate (TLS_CERT)."""
    paths: dict[str, str] = field(default_factory=lambda: {"phone": "/", "office": "/office"})

    @classmethod
    def from_environment(cls) -> Address:
        """Read HOST, PORT and PUBLIC_URL; ends the command if the port is taken."""
        host = os.environ.get("HOST") or "0.0.0.0"  # noqa: S104  phones must reach it
        wanted = os.environ.get("PORT") or "8000"
        if not wanted.isdecimal() or int(wanted) > 65535:
            stop(f"PORT phải là một số: {wanted}", f"PORT must be a number: {wanted}")
        port = free_port(host, int(wanted))
        tls_port = None
        if os.environ.get("TLS_CERT"):
            check_certificate()
            tls_port = free_port(host, int(os.environ.get("TLS_PORT") or "8443"))
        reached = lan_address() if host in EVERY_INTERFACE else host
        public_url = os.environ.get("PUBLIC_URL") or f"http://{reached}:{port}"
        return cls(host, port, public_url.rstrip("/"), tls_port)

    @property
    def local_url(self) -> str:
        """The address on this very machine, ending in a slash."""
        local = self.host in (*EVERY_INTERFACE, "localhost")
        return f"http://{'127.0.0.1' if local else self.host}:{self.port}/"

    def environment(self) -> dict[str, str]:
        """Return what the processes of the server read."""
        told = {"HOST": self.host, "PORT": str(self.port), "PUBLIC_URL": self.public_url}
        if self.tls_port is not None:
            told["TLS_PORT"] = str(self.tls_port)
        return told

    def answers(self) -> bool:
        """Tell whether the server says that it can serve."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.local_url}healthz", timeout=2) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def show_links(self) -> None:
        """Print the links, the QR of the phone page and, last, the ready line."""
        phone = self.public_url + self.paths["phone"]
        print(f"\n{terminal_qr(phone)}")
        rows = [("Điện thoại · phone", phone)]
        rows.append(("Văn phòng · office", self.local_url.rstrip("/") + self.paths["office"]))
        if screen := self.paths.get("screen"):
            rows.append(("Màn hình lớn · big screen", self.local_url.rstrip("/") + screen))
        if self.tls_port is not None:
            rows.append(("Có mã hóa · HTTPS", f"https://{lan_address()}:{self.tls_port}/"))
        if self.host in EVERY_INTERFACE:
            rows.append(("Mạng nội bộ · local network", self._lan_row()))
        for name, link in rows:
            print(f"  {name:<28} {link}")
        print("  Ctrl-C: dừng · stop\n")
        print(f"ready {self.local_url}", flush=True)

    def _lan_row(self) -> str:
        lan = lan_address()
        if lan == NO_NETWORK:
            return "máy chưa vào mạng nào · this machine is in no network"
        return f"http://{lan}:{self.port}/  (mở trên mọi cổng mạng · open on every interface)"


def check_certificate() -> None:
    """End the command with a sentence if the certificate or its key cannot be used."""
    certificate, key = os.environ["TLS_CERT"], os.environ.get("TLS_KEY") or None
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        stop(
            f"Không dùng được chứng thư TLS_CERT={certificate} với TLS_KEY={key}: {error}",
            f"The certificate and its key cannot be used together: {error}",
        )


def free_port(host: str, wanted: int) -> int:
    """Return the port to use, 0 picking one; ends the command if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted = wanted or picked_port(family, host)
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, wanted))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                stop(
                    f"Cổng {wanted} đang bận; chọn cổng khác: PORT=8080 ./run",
                    f"Port {wanted} is taken; choose another one: PORT=8080 ./run",
                )
            stop(
                f"Không mở được {host}:{wanted} ({error.strerror}).",
                f"Cannot listen on {host}:{wanted} ({error.strerror}).",
            )
        return int(probe.getsockname()[1])


def picked_port(family: socket.AddressFamily, host: str) -> int:
    """Return a port that is free now; 0 leaves the choice to the system."""
    for port in random.sample(PICKED, TRIES):
        with contextlib.suppress(OSError), socket.socket(family) as probe:
            probe.bind((host, port))
            return port
    return 0


def lan_address() -> str:
    """Return the address other machines of the network see, or loopback; sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address that is nobody's
        except OSError:
            return NO_NETWORK
        return str(probe.getsockname()[0])


def terminal_qr(link: str) -> str:
    """Return the QR of a link as text; empty if it cannot be drawn."""
    drawn = subprocess.run(
        [PYTHON, "-c", QR_IN_TERMINAL, link], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return drawn.stdout.rstrip("\n")
