"""What the tests of accounts and their controls ask alike."""

from datetime import timedelta
from hashlib import sha256

import pyotp

from app.accounts.actions import add_user, grant
from app.accounts.models import PairingCode
from app.clock import now
from app.db import db
from tests.conftest import Bearer

PASSWORD = "con trâu đi trước"
NEW_PASSWORD = "cái cày theo sau"


def make_user(name, role="organiser", *, password=PASSWORD, **where):
    user = add_user(name, password, display_name=name.title())
    if role:
        grant(user, role, **where)
    return user


def browser(app) -> Bearer:
    """A browser: cookies and no token."""
    client = Bearer(app, "")
    client.headers = {}
    return client


def sign_in(client, name, password=PASSWORD, **more):
    return client.post("/api/login", json={"name": name, "password": password, **more})


def signed_in(app, name, password=PASSWORD, **more) -> Bearer:
    client = browser(app)
    answer = sign_in(client, name, password, **more)
    assert answer.status_code == 200, answer.text
    return client


def is_in(client) -> bool:
    return client.get("/api/account/sign-ins").status_code == 200


def code_of(secret, *, steps=0, at=None) -> str:
    return pyotp.TOTP(secret).at(at or now(), counter_offset=steps)


def half_minute(instant) -> int:
    """Return the step that a code of this instant is of."""
    return int(instant.timestamp()) // 30


def set_up(client) -> tuple[str, list[str]]:
    """Set the second step up; returns its secret and the recovery codes."""
    secret = client.post("/api/account/second-factor", json={"password": PASSWORD}).json["secret"]
    # The code of the step before: the tests sign in with the present one a moment later.
    at, answer = now(), None
    while answer is None or (answer.status_code != 200 and half_minute(now()) != half_minute(at)):
        at = now()  # a code that was overtaken by the next half minute is no answer
        code = code_of(secret, steps=-1, at=at)
        answer = client.put("/api/account/second-factor", json={"code": code})
    assert answer.status_code == 200, answer.text
    return secret, answer.json["codes"]


def check_setting_up_asks_for_the_password(app):
    """Whoever finds a browser open must not lock its owner out with a phone of their own."""
    make_user("lan")
    client = signed_in(app, "lan")
    for body in ({}, {"password": "not this one"}):
        assert client.post("/api/account/second-factor", json=body).status_code == 422


def token_of(link) -> str:
    return link.json["url"].rpartition("/")[2]


def use(client, token, **body):
    return client.post(f"/api/invitations/{token}", json={"password": NEW_PASSWORD, **body})


def check_password_alone_does_not_open(app):
    """With a second step in force, name and password are not enough."""
    make_user("lan")
    set_up(signed_in(app, "lan"))
    assert sign_in(browser(app), "lan").status_code == 401


def check_a_code_counts_once(app):
    """Who looks over a shoulder comes too late."""
    make_user("lan")
    secret, _codes = set_up(signed_in(app, "lan"))
    code = code_of(secret)
    signed_in(app, "lan", code=code)
    assert sign_in(browser(app), "lan", code=code).status_code == 401


def check_codes_are_not_guessed(app):
    """After a handful of wrong codes even the right one waits."""
    make_user("lan")
    secret, _codes = set_up(signed_in(app, "lan"))
    tries = [sign_in(browser(app), "lan", code="000000").status_code for _turn in range(6)]
    assert 429 in tries
    assert sign_in(browser(app), "lan", code=code_of(secret)).status_code == 429


def check_an_old_invitation_opens_nothing(app, organiser, congress, monkeypatch):
    """After seven days a link is worthless."""
    body = {"display_name": "Hoa", "role": "secretary", "congress_id": congress.id}
    token = token_of(organiser.post("/api/people/invitations", json=body))
    later = now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr("app.accounts.queries.now", lambda: later)
    assert use(browser(app), token, name="hoa").status_code == 404


def check_an_invitation_works_once(app, organiser, congress):
    """The second who opens a link gets nothing."""
    body = {"display_name": "Hoa", "role": "secretary", "congress_id": congress.id}
    token = token_of(organiser.post("/api/people/invitations", json=body))
    assert use(browser(app), token, name="hoa").status_code == 200
    assert use(browser(app), token, name="thief").status_code == 404


def check_signing_out_another_device_is_immediate(app):
    """The other browser's cookie is dead at its next request."""
    make_user("lan")
    here, there = signed_in(app, "lan"), signed_in(app, "lan")
    [other] = [each for each in here.get("/api/account/sign-ins").json if not each["is_this_one"]]
    assert here.delete(f"/api/account/sign-ins/{other['id']}").status_code == 204
    assert is_in(here)
    assert not is_in(there)


OTHER_SITES = (
    *("//evil.test", "https://evil.test", "/\\evil.test", "/\t/evil.test", "/\n//evil.test"),
    *("/\r\\evil.test", "\t//evil.test", "javascript:alert(1)"),
)


def check_the_way_back_never_leads_to_another_site(app, wanted):
    """Neither the page nor the answer to who is signed in already names another site."""
    make_user("lan")
    for client in (browser(app), signed_in(app, "lan")):
        answer = client.get("/sign-in", query_string={"next": wanted})
        assert "evil.test" not in answer.headers.get("Location", "")
        assert "evil.test" not in answer.text
        assert "alert(1)" not in answer.text


def offered(organiser, congress, kind="kiosk", name="Bàn 1"):
    """Ask for a pairing code; returns the answer's JSON."""
    path = f"/api/congresses/{congress.id}/devices/codes"
    answer = organiser.post(path, json={"kind": kind, "name": name})
    assert answer.status_code == 201, answer.text
    return answer.json


def enter(app, code, door="/api/pair", *, address="10.0.0.7"):
    """Enter a code from a machine at `address`, which nobody knows yet."""
    client = app.test_client()
    answer = client.post(door, json={"code": code}, environ_overrides={"REMOTE_ADDR": address})
    return client, answer


def check_a_code_pairs_once(app, organiser, congress):
    """Whoever reads the code over a shoulder comes too late."""
    code = offered(organiser, congress)["code"]
    assert enter(app, code)[1].status_code == 200
    assert enter(app, code)[1].status_code == 422


def check_an_old_code_pairs_nothing(app, organiser, congress, monkeypatch):
    code = offered(organiser, congress)["code"]
    later = now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr("app.accounts.pairing.now", lambda: later)
    assert enter(app, code)[1].status_code == 422


def check_one_address_cannot_try_codes(app, organiser, congress):
    """After ten tries in a minute the right code, too, opens nothing from there."""
    code = offered(organiser, congress)["code"]
    tried = [enter(app, "222222")[1].status_code for _ in range(10)]
    assert tried == [422] * 10
    assert enter(app, code)[1].status_code == 429
    assert enter(app, code, address="10.0.0.8")[1].status_code == 200


def check_many_addresses_together_cannot_try_codes(app, organiser, congress):
    """Who has many addresses has no more tries than thirty a minute."""
    code = offered(organiser, congress)["code"]
    tried = [enter(app, "222222", address=f"10.0.1.{n}")[1].status_code for n in range(30)]
    assert tried == [422] * 30
    assert enter(app, code, address="10.0.2.1")[1].status_code == 429


def check_the_database_does_not_give_codes_away(app, organiser, congress):
    """Who copies the database cannot find a code by hashing all there are."""
    made = offered(organiser, congress)
    [row] = db.session.query(PairingCode).filter_by(id=made["id"])
    bare = sha256(made["code"].encode()).hexdigest()
    assert row.code_hash != bare
    assert made["code"] not in row.code_hash
