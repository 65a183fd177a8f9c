"""Two web processes on one PostgreSQL: a phone on either follows, with Redis and without."""

import pytest

from tests.phone import Phone
from tests.running import Client, running_server

pytestmark = pytest.mark.server


@pytest.fixture(params=["with Redis", "without Redis", "Redis is down"])
def two_servers(request, tmp_path, postgres_url, redis_url):
    """Two servers that share database and data."""
    addresses = {
        "with Redis": redis_url,
        "without Redis": "",
        "Redis is down": "redis://127.0.0.1:1/0",
    }
    told = {
        "DATABASE_URL": postgres_url,
        "REDIS_URL": addresses[request.param],
        "SECRET_KEY": "k" * 32,
    }
    with (
        running_server(tmp_path / "a", **told) as first,
        running_server(tmp_path / "b", **told) as second,
    ):
        yield first, second


def test_a_phone_on_the_other_process_follows(two_servers):
    first, second = two_servers
    admin = first.admin()
    facts = {"title": "Đại hội", "starts_on": "2026-11-21", "ends_on": "2026-11-21"}
    congress_id = admin.call("POST", "/api/congresses", facts).json["id"]
    guest = Client(second.url)
    link = admin.call("POST", f"/api/congresses/{congress_id}/links", {"target": "congress"})
    assert guest.call("GET", "/q/" + link.json["url"].rpartition("/")[2]).status == 200
    phone = Phone(guest, congress_id)

    for turn in range(5):
        words = f"lần {turn}"
        answer = admin.call("PUT", f"/api/congresses/{congress_id}/stage", {"announcement": words})
        assert answer.status == 200
        phone.wait_for("stage", lambda it, words=words: it.get("announcement") == words)
    phone.close()
