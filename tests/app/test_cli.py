"""The console: prepares once, prints secrets once, makes tokens that work."""

import pytest

from app.accounts.models import User
from app.db import db
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_token


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()

    def run(*arguments):
        result = runner.invoke(args=list(arguments))
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_whoever_is_locked_out_gets_a_link_at_the_console(app, run, client):
    run("prepare", "--empty")
    url = run("user-link", "admin", "--without-second-factor").strip()
    body = {"password": "con trâu đi trước"}
    token = url.rpartition("/")[2]
    assert client.post(f"/api/invitations/{token}", json=body).status_code == 200
    assert client.get("/api/me").json["roles"] == ["admin"]
    refused = app.test_cli_runner().invoke(args=["user-link", "nobody"])
    assert refused.exit_code == 1


def test_the_admin_password_is_printed_at_the_first_start_and_never_again(run):
    first, second = run("prepare", "--empty"), run("prepare", "--empty")
    assert "admin password (shown this once): " in first
    assert "password" not in second
    assert [user.name for user in db.session.query(User)] == ["admin"]


def test_the_links_of_the_newest_congress_are_named(run, congress):
    link = library.add_link(congress, LinkForm(target="congress"))
    lines = run("prepare", "--empty").splitlines()
    assert f"link phone /q/{link_token(link)}" in lines
    assert f"link screen /screen/{congress.id}" in lines


def test_a_printed_token_opens_what_its_role_opens(app, run, congress):
    token = run("token", "--role", "chair", "--congress", str(congress.id)).strip()
    headers = {"Authorization": f"Bearer {token}"}
    client = app.test_client()
    base = f"/api/congresses/{congress.id}"
    assert client.put(f"{base}/stage", json={}, headers=headers).status_code == 200
    assert client.get(f"{base}/export.zip", headers=headers).status_code == 404


def test_a_printed_device_token_is_a_desks(app, run, congress):
    token = run("device", "--kind", "kiosk", "--name", "Bàn 1").strip()
    me = app.test_client().get("/api/me", headers={"Authorization": f"Bearer {token}"}).json
    assert (me["kind"], me["congress_id"]) == ("kiosk", congress.id)


@pytest.mark.parametrize(
    "arguments",
    [("token", "--role", "emperor"), ("token", "--role", "chair", "--congress", "99")],
)
def test_what_does_not_exist_is_refused_with_words(app, congress, arguments):
    result = app.test_cli_runner().invoke(args=list(arguments))
    assert result.exit_code != 0
    assert "Traceback" not in result.output
