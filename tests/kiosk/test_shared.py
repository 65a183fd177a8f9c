"""A kiosk that browsers share over HTTPS: the code is the door, each desk is its own."""

import http.cookiejar
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.wording import say
from tests.certificates import Certificate, make_certificate
from tests.kiosk.fake_server import TOKEN, FakeServer
from tests.kiosk.people import HOA, LAN, gallery
from tests.kiosk.running_desk import ANSWERED_WITHIN_SECONDS, ROOT

pytestmark = pytest.mark.server


class Browser:
    """A laptop's browser: a cookie jar, and trust in the kiosk's certificate."""

    def __init__(self, url: str, certificate: Certificate) -> None:
        self.url = url
        context = ssl.create_default_context(cafile=str(certificate.cert))
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=context),
            urllib.request.HTTPCookieProcessor(self.jar),
        )

    def ask(self, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **headers}
        request = urllib.request.Request(f"{self.url}{path}", data, sent)
        try:
            with self.opener.open(request, timeout=ANSWERED_WITHIN_SECONDS) as answer:
                raw = answer.read()
                return answer.status, raw.decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def state(self) -> dict[str, Any]:
        return dict(json.loads(self.ask("state")[1]))

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        until = time.monotonic() + 60
        while not wanted(state := self.state()):
            assert time.monotonic() < until, state
            time.sleep(0.05)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def hall() -> Iterator[FakeServer]:
    hall = FakeServer(gallery())
    hall.codes = {"CFG234": TOKEN, "HJK567": TOKEN}
    yield hall
    hall.stop()


@pytest.fixture
def share(
    tmp_path: Path, hall: FakeServer, certificate: Certificate
) -> Iterator[Callable[[], str]]:
    """Start the shared kiosk (again) and return its address."""
    running: list[subprocess.Popen[str]] = []
    command = [sys.executable, "-m", "kiosk", "--shared", "--server", hall.url, "--port", "0"]
    command += ["--tls-cert", str(certificate.cert), "--tls-key", str(certificate.key)]
    environment = {
        **os.environ,
        "KIOSK_DATA_DIR": str(tmp_path / "desks"),
        "MODELS_DIR": str(tmp_path / "no-models"),
    }

    def end() -> None:
        for process in running:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
        running.clear()

    def start() -> str:
        end()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout is not None
        ready = process.stdout.readline()
        assert ready.startswith("ready https://"), ready
        return ready.split()[1]

    yield start
    end()


def test_two_browsers_are_two_desks_and_stay_so_after_a_restart(
    share: Callable[[], str], hall: FakeServer, certificate: Certificate
) -> None:
    first, second = Browser(url := share(), certificate), Browser(url, certificate)
    assert first.ask("pair", {"code": "CFG234"})[0] == 200
    assert second.ask("pair", {"code": "HJK567"})[0] == 200
    first.wait_for(lambda state: state["online"])
    second.wait_for(lambda state: state["online"])
    assert first.ask("direction", {"direction": "out"})[0] == 204
    assert (first.state()["direction"], second.state()["direction"]) == ("out", "in")
    hall.stop()
    assert first.ask("check-in", {"delegate_id": LAN, "method": "name"})[0] == 204
    assert second.ask("check-in", {"delegate_id": HOA, "method": "name"})[0] == 204
    assert (first.state()["delegate_id"], second.state()["delegate_id"]) == (LAN, HOA)
    assert (first.state()["pending"], second.state()["pending"]) == (1, 1)
    first.url = second.url = share()
    assert (first.state()["pending"], second.state()["pending"]) == (1, 1)
    hall.start()
    first.wait_for(lambda state: state["pending"] == 0)
    second.wait_for(lambda state: state["pending"] == 0)
    assert hall.people() == {LAN: 1, HOA: 1}


def test_without_a_code_there_is_a_door_and_nothing_behind_it(
    share: Callable[[], str], certificate: Certificate, tmp_path: Path
) -> None:
    desk, stranger = Browser(url := share(), certificate), Browser(url, certificate)
    assert desk.ask("pair", {"code": "CFG234"})[0] == 200
    (cookie,) = desk.jar
    assert cookie.secure
    assert cookie.has_nonstandard_attr("HttpOnly")
    status, page = stranger.ask("")
    assert status == 200
    assert 'id="pairing-code"' in page
    for path in ("state", "events", "search?q=an", "picture"):
        assert stranger.ask(path)[0] == 404
    assert stranger.ask("check-in", {"delegate_id": LAN, "method": "name"})[0] == 404
    assert stranger.ask("state", Cookie="shared-desk=guessed")[0] == 404
    refused = stranger.ask("pair", {"code": "CFG234"})
    assert (refused[0], json.loads(refused[1])) == (409, {"code": "code_refused"})
    assert stranger.ask("pair", {"code": "x"}, Origin="https://elsewhere.example")[0] == 403
    kept = b"".join(each.read_bytes() for each in tmp_path.rglob("desks/**/*") if each.is_file())
    assert cookie.value is not None
    assert cookie.value.encode() not in kept


def test_a_connection_that_stalls_holds_nobody_up(
    share: Callable[[], str], certificate: Certificate
) -> None:
    url = share()
    port = int(url.rsplit(":", 1)[1].strip("/"))
    with socket.create_connection(("127.0.0.1", port)):  # never says hello
        assert Browser(url, certificate).ask("")[0] == 200


def test_without_a_certificate_it_says_what_is_missing(tmp_path: Path) -> None:
    environment = {**os.environ, "KIOSK_DATA_DIR": str(tmp_path)}
    environment.pop("TLS_CERT", None)
    command = [sys.executable, "-m", "kiosk", "--shared", "--port", "0"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == say("start_shared_needs_tls")
