"""The real server: what web, worker and command line commit reaches phones."""

import subprocess
import sys
import time
from datetime import datetime
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from tests.phone import Phone
from tests.running import ROOT, running_server

pytestmark = pytest.mark.server
COMMAND = """
from wsgi import app
from app.congresses.models import Congress
from app.db import db
from app.live.actions import move_stage
from app.live.forms import StageForm
with app.app_context():
    move_stage(db.session.get_one(Congress, {congress_id}), StageForm(announcement="từ dòng lệnh"))
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("realtime") / "data") as server:
        yield server


@pytest.fixture
def admin(server):
    return server.admin()


@pytest.fixture
def congress_id(admin):
    facts = {"title": "Đại hội", "starts_on": "2026-11-21", "ends_on": "2026-11-21"}
    return admin.call("POST", "/api/congresses", facts).json["id"]


@pytest.fixture
def phone(server, admin, congress_id):
    """A phone that scanned the congress's QR."""
    link = admin.call("POST", f"/api/congresses/{congress_id}/links", {"target": "congress"})
    client = server.client()
    assert client.call("GET", "/q/" + link.json["url"].rpartition("/")[2]).status == 200
    phone = Phone(client, congress_id)
    yield phone
    phone.close()


def test_a_move_of_the_hall_reaches_the_phone(admin, congress_id, phone):
    answer = admin.call("PUT", f"/api/congresses/{congress_id}/stage", {"announcement": "Mời"})

    assert answer.status == 200
    phone.wait_for("stage", lambda it: it.get("announcement") == "Mời")


def test_what_the_command_line_commits_reaches_the_phone(server, congress_id, phone):
    subprocess.run(
        [sys.executable, "-c", COMMAND.format(congress_id=congress_id)],
        cwd=ROOT,
        env={"DATA_DIR": str(server.data_dir), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    phone.wait_for("stage", lambda it: it.get("announcement") == "từ dòng lệnh")


def test_what_the_worker_prepares_reaches_the_phone(admin, congress_id, phone):
    picture = BytesIO()
    Image.new("RGB", (800, 600), "navy").save(picture, "PNG")
    answer = admin.call(
        "POST",
        f"/api/congresses/{congress_id}/documents",
        {"title": "Ảnh"},
        files={"file": ("anh.png", picture.getvalue())},
    )
    assert answer.status == 202

    def is_there(state):
        return any(
            each["title"] == "Ảnh" and each["state"] == "ready"
            for each in state.get("documents", [])
        )

    phone.wait_for("library", is_there, within_seconds=100)


def test_the_heartbeat_comes_every_three_seconds(phone):
    def beats():
        sent = [body["at"] for _at, name, body in list(phone.events) if name == "head"]
        return [datetime.fromisoformat(at).timestamp() for at in sent]

    deadline = time.monotonic() + 60
    while len(beats()) < 3:
        assert time.monotonic() < deadline, phone.events
        time.sleep(0.1)
    assert min(after - before for before, after in pairwise(beats())) >= 2.9
