"""Signing in: for who knows the password, slowly for who guesses, never from another site."""

import pytest

from app.accounts.actions import add_user, grant
from app.accounts.models import SignIn
from app.db import db
from tests.app.accounts.checks import OTHER_SITES, check_the_way_back_never_leads_to_another_site
from tests.factories import make_congress

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def lan(app):
    user = add_user("Lan", PASSWORD, display_name="Nguyễn Thị Lan")
    grant(user, "organiser")
    return user


def sign_in(client, password=PASSWORD, name="lan", **kwargs):
    return client.post("/api/login", json={"name": name, "password": password}, **kwargs)


def test_name_and_password_open_the_office(client, lan):
    assert sign_in(client).status_code == 200
    me = client.get("/api/me").json
    assert (me["kind"], me["name"], me["roles"]) == ("user", "Nguyễn Thị Lan", ["organiser"])


def test_the_cookie_is_for_this_server_alone_and_not_for_scripts(client, lan):
    cookie = sign_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_database_holds_no_token(client, lan):
    sign_in(client)
    with client.session_transaction() as session:
        token = session["sign_in"]
    [kept] = db.session.query(SignIn).all()
    assert token not in (kept.token_hash, kept.browser)


def test_signing_out_makes_the_old_cookie_worthless(app, client, lan):
    cookie = sign_in(client).headers["Set-Cookie"].partition(";")[0]
    client.post("/api/logout")
    thief = app.test_client(use_cookies=False)
    assert thief.get("/api/me", headers={"Cookie": cookie}).status_code == 401


@pytest.mark.parametrize(("name", "password"), [("lan", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client, lan, name, password):
    answer = sign_in(client, password, name)
    assert answer.status_code == 401
    assert answer.json["detail"] == "Tên đăng nhập hoặc mật khẩu không đúng."


def test_guessing_is_slowed_down_by_name(client, lan):
    tries = [sign_in(client, f"guess {turn}").status_code for turn in range(11)]
    assert tries == [401] * 10 + [429]
    assert sign_in(client).status_code == 429
    assert sign_in(client, name="another").status_code == 401


def test_signing_in_often_with_the_right_password_is_nobodys_guess(client, lan):
    assert {sign_in(client).status_code for _ in range(15)} == {200}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://other.hall.test"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_change_anything_with_the_cookie(client, lan, headers):
    sign_in(client)
    body = {"title": "x", "starts_on": "2026-11-21", "ends_on": "2026-11-21"}
    answer = client.post("/api/congresses", json=body, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}],
)
def test_the_own_page_and_programs_can(client, lan, headers):
    sign_in(client)
    body = {"title": "x", "starts_on": "2026-11-21", "ends_on": "2026-11-21"}
    assert client.post("/api/congresses", json=body, headers=headers).status_code == 201


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back(client, lan):
    congress = make_congress("Đại hội")
    answer = client.get(f"/office/{congress.id}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/sign-in?next=%2Foffice%2F{congress.id}"


@pytest.mark.parametrize("wanted", OTHER_SITES)
def test_the_way_back_never_leads_to_another_site(app, wanted):
    check_the_way_back_never_leads_to_another_site(app, wanted)


def test_the_way_back_leads_where_somebody_wanted_to_go(client, lan):
    sign_in(client)
    answer = client.get("/sign-in", query_string={"next": "/office/3?q=đại-biểu#a"})
    assert answer.headers["Location"] == "/office/3?q=%C4%91%E1%BA%A1i-bi%E1%BB%83u#a"
