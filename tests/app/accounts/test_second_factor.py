"""The second step: asked for, fresh, not guessable, and replaceable by paper."""

import pytest

from app.accounts.models import RecoveryCode, User
from app.accounts.totp import UnreadableSecretError, seal, unseal
from app.db import db
from tests.app.accounts.checks import (
    PASSWORD,
    browser,
    check_a_code_counts_once,
    check_codes_are_not_guessed,
    check_password_alone_does_not_open,
    check_setting_up_asks_for_the_password,
    code_of,
    is_in,
    make_user,
    set_up,
    sign_in,
    signed_in,
)


def test_name_and_password_are_not_enough(app):
    check_password_alone_does_not_open(app)


def test_without_a_code_the_answer_asks_for_it_and_a_wrong_password_hears_nothing_of_it(app):
    make_user("lan")
    set_up(signed_in(app, "lan"))
    assert sign_in(browser(app), "lan").json["needs_code"] is True
    assert "needs_code" not in sign_in(browser(app), "lan", "not this one at all").json


@pytest.mark.parametrize("steps", [0, 1])
def test_a_fresh_code_opens_also_when_the_phones_clock_is_half_a_minute_off(app, steps):
    make_user("lan")
    secret, _codes = set_up(signed_in(app, "lan"))
    assert is_in(signed_in(app, "lan", code=code_of(secret, steps=steps)))


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_code_of_another_time_does_not(app, steps):
    make_user("lan")
    secret, _codes = set_up(signed_in(app, "lan"))
    code = code_of(secret, steps=steps)
    assert sign_in(browser(app), "lan", code=code).status_code == 401


def test_a_code_counts_once(app):
    check_a_code_counts_once(app)


def test_guessing_codes_is_slowed_down(app):
    check_codes_are_not_guessed(app)


def test_setting_it_up_asks_for_the_password(app):
    check_setting_up_asks_for_the_password(app)


def test_it_is_not_in_force_before_a_right_code_was_shown(app):
    make_user("lan")
    client = signed_in(app, "lan")
    client.post("/api/account/second-factor", json={"password": PASSWORD})
    assert client.put("/api/account/second-factor", json={"code": "000000"}).status_code == 422
    assert sign_in(browser(app), "lan").status_code == 200


def test_setting_it_up_signs_out_whoever_came_in_by_the_password_alone(app):
    make_user("lan")
    here, there = signed_in(app, "lan"), signed_in(app, "lan")
    set_up(here)
    assert is_in(here)
    assert not is_in(there)


def test_each_recovery_code_stands_in_once(app):
    make_user("lan")
    _secret, codes = set_up(signed_in(app, "lan"))
    assert len(set(codes)) == 10
    typed = codes[0].upper().replace("-", " ")
    assert is_in(signed_in(app, "lan", code=typed))
    assert sign_in(browser(app), "lan", code=codes[0]).status_code == 401
    assert is_in(signed_in(app, "lan", code=codes[1]))
    assert db.session.query(RecoveryCode).filter_by(used_at=None).count() == 8


def test_new_recovery_codes_end_the_old_ones_and_ask_for_the_password(app):
    make_user("lan")
    client = signed_in(app, "lan")
    _secret, old = set_up(client)
    address = "/api/account/recovery-codes"
    assert client.post(address, json={"password": "not this one"}).status_code == 422
    new = client.post(address, json={"password": PASSWORD}).json["codes"]
    assert sign_in(browser(app), "lan", code=old[0]).status_code == 401
    assert is_in(signed_in(app, "lan", code=new[0]))


def test_taking_it_away_asks_for_the_password(app):
    make_user("lan")
    client = signed_in(app, "lan")
    set_up(client)
    address = "/api/account/second-factor"
    assert client.delete(address, json={"password": "not this one"}).status_code == 422
    assert sign_in(browser(app), "lan").status_code == 401
    assert client.delete(address, json={"password": PASSWORD}).status_code == 204
    assert sign_in(browser(app), "lan").status_code == 200


def test_the_database_does_not_hold_what_makes_codes(app, tmp_path):
    user = make_user("lan")
    secret, codes = set_up(signed_in(app, "lan"))
    user_id = user.id
    db.session.remove()
    kept = b"".join(each.read_bytes() for each in tmp_path.glob("congress.db*"))
    for word in (secret, *codes):
        assert word.encode() not in kept
    app.config["SETTINGS"] = app.config["SETTINGS"].__class__(
        data_dir=tmp_path, database_url="", secret_key="another key of another server"
    )
    with pytest.raises(UnreadableSecretError):
        unseal(db.session.get_one(User, user_id).totp_secret, user_id)


def test_a_secret_belongs_to_one_account(app):
    with pytest.raises(UnreadableSecretError):
        unseal(seal("JBSWY3DPEHPK3PXP", 1), 2)


def test_a_role_that_asks_for_it_waits_until_it_is_set_up(app, client_for, congress):
    make_user("lan", "organiser", congress_id=congress.id)
    lan = signed_in(app, "lan")
    assert lan.get(f"/office/{congress.id}").status_code == 200
    rules = {"roles": ["organiser"]}
    admin = client_for("admin", None)
    assert admin.put("/api/people/second-factor-rules", json=rules).status_code == 204

    answer = lan.get(f"/office/{congress.id}")
    assert answer.headers["Location"] == "/office/account?missing=second-factor"
    assert lan.get(f"/api/congresses/{congress.id}").status_code == 403
    assert lan.get("/office/account").status_code == 200

    set_up(lan)
    assert lan.get(f"/office/{congress.id}").status_code == 200


def test_an_administrator_without_one_cannot_demand_one_of_administrators(app):
    make_user("root", "admin")
    root = signed_in(app, "root")
    address, rules = "/api/people/second-factor-rules", {"roles": ["admin"]}
    assert root.put(address, json=rules).status_code == 409
    set_up(root)
    assert root.put(address, json=rules).status_code == 204
