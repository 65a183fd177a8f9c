"""The server speaks HTTPS beside HTTP: pages, secure cookies, and live news over both."""

import json
import ssl
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from websocket import create_connection

from tests.certificates import Certificate, make_certificate
from tests.running import Client, RunningServer, running_server

pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def server(
    certificate: Certificate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    told = {
        "TLS_CERT": str(certificate.cert),
        "TLS_KEY": str(certificate.key),
        "TLS_PORT": "0",
        "HOST": "0.0.0.0",
    }
    with running_server(tmp_path_factory.mktemp("https") / "data", **told) as server:
        yield server


def secure_port(server: RunningServer) -> int:
    """The port that the terminal names."""
    (line,) = [each for each in server.printed if "https://" in each]
    return int(line.rsplit(":", 1)[1].strip("/\n "))


@pytest.fixture
def trusting(certificate: Certificate) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate.cert))


def sign_in(url: str, password: str, context: ssl.SSLContext | None = None) -> str:
    """Sign in; return the cookie as the server sets it."""
    body = json.dumps({"name": "admin", "password": password}).encode()
    headers = {"Content-Type": "application/json", "Origin": url}
    request = urllib.request.Request(f"{url}/api/login", body, headers)
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    with opener.open(request, timeout=30) as answer:
        return answer.headers["Set-Cookie"]


def test_the_cookie_is_as_secret_as_the_connection(server, trusting):
    secure = f"https://127.0.0.1:{secure_port(server)}"
    assert "Secure" in sign_in(secure, server.admin_password, trusting)
    assert "Secure" not in sign_in(server.url, server.admin_password)


def test_news_comes_over_tls(server, certificate, trusting):
    port = secure_port(server)
    admin = server.admin()
    today = datetime.now(UTC).date().isoformat()
    body = {"title": "Đại hội", "starts_on": today, "ends_on": today, "venue": "Hội trường"}
    congress = admin.call("POST", "/api/congresses", body).json["id"]
    cookie = sign_in(f"https://127.0.0.1:{port}", server.admin_password, trusting)
    socket = create_connection(
        f"wss://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket",
        timeout=60,
        cookie=cookie.partition(";")[0],
        origin=f"https://127.0.0.1:{port}",
        sslopt={"ca_certs": str(certificate.cert)},
    )
    assert socket.recv()[0] == "0"
    socket.send("40")
    assert socket.recv().startswith("40")
    socket.send("420" + json.dumps(["join", {"congress": congress}]))
    while not socket.recv().startswith("430"):
        pass
    moved = admin.call(
        "PUT", f"/api/congresses/{congress}/stage", {"announcement": "Mời vào hội trường"}
    )
    assert moved.status == 200
    heard = ""
    while "Mời vào hội trường" not in heard:
        packet = socket.recv()
        socket.send("3") if packet == "2" else None
        heard += (
            json.dumps(json.loads(packet[2:]), ensure_ascii=False) if packet[:2] == "42" else ""
        )
    socket.close()


def test_who_does_not_trust_the_certificate_stays_with_http(server):
    with pytest.raises(OSError, match=r"certificate|CERTIFICATE"):
        sign_in(f"https://127.0.0.1:{secure_port(server)}", server.admin_password)
    assert Client(server.url).call("GET", "/healthz").status == 200
    assert "Traceback" not in (server.data_dir / "logs" / "web.log").read_text()


def test_a_certificate_that_is_none_is_a_sentence(tmp_path):
    (tmp_path / "cert.pem").write_text("no certificate")
    told = {"TLS_CERT": str(tmp_path / "cert.pem")}
    with (
        pytest.raises(AssertionError, match="certificate and its key cannot be used"),
        running_server(tmp_path / "data", **told),
    ):
        pass
