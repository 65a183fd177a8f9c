"""Sockets of accounts: whoever loses sign-in, role or account is hung up on, and nobody else."""

import pytest

from app.accounts.actions import set_closed, take_role
from app.accounts.models import SignIn
from app.accounts.sign_ins import end_other_sign_ins, end_sign_in
from app.db import db
from app.people.actions import add_organisation, move_congress
from tests.app.accounts.checks import make_user, signed_in
from tests.app.realtime.hang_up_checks import Loss, check_hung_up, opened


def account(app, congress, **where):
    where = where or {"congress_id": congress.id}
    user = make_user("lan", "organiser", **where)
    return user, opened(app, congress, signed_in(app, "lan").client)


def signed_out_from_another_device(app, congress):
    user, phone = account(app, congress)
    [own] = db.session.query(SignIn).filter_by(user_id=user.id)
    return Loss(phone, lambda: end_sign_in(user.id, own.id))


def signed_out_everywhere(app, congress):
    user, phone = account(app, congress)
    return Loss(phone, lambda: end_other_sign_ins(user.id, but=None))


def closed(app, congress):
    user, phone = account(app, congress)
    return Loss(phone, lambda: set_closed(user.id, closed=True))


def robbed_of_the_role(app, congress):
    user, phone = account(app, congress)
    return Loss(phone, lambda: take_role(user.grants[0].id))


def left_by_the_congress(app, congress):
    here, there = add_organisation("Đông", None).id, add_organisation("Tây", None).id
    move_congress(congress, here)
    _user, phone = account(app, congress, organisation_id=here)
    return Loss(phone, lambda: move_congress(congress, there))


@pytest.mark.parametrize(
    "lose",
    [
        signed_out_from_another_device,
        signed_out_everywhere,
        closed,
        robbed_of_the_role,
        left_by_the_congress,
    ],
    ids=lambda lose: lose.__name__,
)
def test_the_socket_is_cut_and_no_other(app, congress, lose):
    check_hung_up(app, congress, lose)
