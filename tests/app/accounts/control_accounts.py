"""Controls: take one protection of accounts away, and its check must fail."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import limits, second_factor
from app.accounts.models import Invitation, PairingCode, SignIn
from app.accounts.tokens import token_hash
from app.db import db
from tests.app.accounts.checks import (
    check_a_code_counts_once,
    check_a_code_pairs_once,
    check_an_invitation_works_once,
    check_an_old_code_pairs_nothing,
    check_an_old_invitation_opens_nothing,
    check_codes_are_not_guessed,
    check_many_addresses_together_cannot_try_codes,
    check_one_address_cannot_try_codes,
    check_password_alone_does_not_open,
    check_setting_up_asks_for_the_password,
    check_signing_out_another_device_is_immediate,
    check_the_database_does_not_give_codes_away,
    check_the_way_back_never_leads_to_another_site,
)

pytestmark = pytest.mark.control


def control_a_sign_in_that_asks_for_no_code(app, monkeypatch):
    monkeypatch.setattr("app.accounts.actions.pass_second_factor", lambda _user_id, _code: None)
    check_password_alone_does_not_open(app)


def control_setting_it_up_at_a_browser_that_stands_open(app, monkeypatch):
    monkeypatch.setattr("app.accounts.account_api.confirm_password", lambda _user, _password: None)
    check_setting_up_asks_for_the_password(app)


def control_a_code_that_counts_again(app, monkeypatch):
    step_of = second_factor.step_of
    monkeypatch.setattr(
        second_factor,
        "step_of",
        lambda secret, code, *, at, after: step_of(secret, code, at=at, after=0),
    )
    check_a_code_counts_once(app)


def control_codes_that_nobody_counts(app, monkeypatch):
    monkeypatch.setattr(second_factor, "count_code", lambda _user_id: None)
    check_codes_are_not_guessed(app)


def control_an_invitation_without_an_end(app, organiser, congress, monkeypatch):
    monkeypatch.setattr("app.accounts.invitations.INVITED_FOR", timedelta(days=3650))
    check_an_old_invitation_opens_nothing(app, organiser, congress, monkeypatch)


def control_an_invitation_that_is_not_used_up(app, organiser, congress, monkeypatch):
    monkeypatch.setattr(
        "app.accounts.invitations.open_invitation",
        lambda token, **_kwargs: (
            db.session.query(Invitation).filter_by(token_hash=token_hash(token)).one()
        ),
    )
    check_an_invitation_works_once(app, organiser, congress)


def control_a_cookie_that_outlives_its_sign_in(app, monkeypatch):
    monkeypatch.setattr("app.accounts.queries.live_sign_ins", lambda: select(SignIn))
    check_signing_out_another_device_is_immediate(app)


def control_a_way_back_with_tabs_in_it(app, monkeypatch):
    monkeypatch.setattr("app.accounts.routes.OWN_PAGE", re.compile(r"/(?![/\\]).*", re.DOTALL))
    check_the_way_back_never_leads_to_another_site(app, "/\t/evil.test")


def uncounted(monkeypatch, dropped):
    """Count everything but one kind of try."""
    count = limits.count
    monkeypatch.setattr(
        limits,
        "count",
        lambda limit, *what: None if what[0] == dropped else count(limit, *what),
    )


def control_pairing_codes_that_an_address_may_try_for_ever(app, organiser, congress, monkeypatch):
    uncounted(monkeypatch, "pairing-address")
    check_one_address_cannot_try_codes(app, organiser, congress)


def control_pairing_codes_that_many_may_try_for_ever(app, organiser, congress, monkeypatch):
    uncounted(monkeypatch, "pairing")
    check_many_addresses_together_cannot_try_codes(app, organiser, congress)


def control_a_pairing_code_that_is_not_used_up(app, organiser, congress, monkeypatch):
    monkeypatch.setattr(
        "app.accounts.pairing.open_code",
        lambda hashed: db.session.query(PairingCode).filter_by(code_hash=hashed).one_or_none(),
    )
    check_a_code_pairs_once(app, organiser, congress)


def control_a_pairing_code_without_an_end(app, organiser, congress, monkeypatch):
    monkeypatch.setattr("app.accounts.pairing.OPEN_FOR", timedelta(days=3650))
    check_an_old_code_pairs_nothing(app, organiser, congress, monkeypatch)


def control_a_pairing_code_that_is_hashed_bare(app, organiser, congress, monkeypatch):
    monkeypatch.setattr("app.accounts.pairing.code_hash", token_hash)
    check_the_database_does_not_give_codes_away(app, organiser, congress)
