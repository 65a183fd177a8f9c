"""Controls: let roles reach too far, and their checks must fail."""

import pytest

from app.access import Visitor
from app.people import scope
from tests.app.people.checks import (
    check_a_congress_is_not_taken_from_an_organisation,
    check_a_role_in_one_organisation_gives_nothing_in_another,
    check_an_organiser_does_not_become_administrator,
    check_nobody_gives_roles_elsewhere,
    check_nobody_makes_congresses_elsewhere,
    check_the_last_administrator_stays,
)

pytestmark = pytest.mark.control


def control_a_role_that_counts_in_every_organisation(app, monkeypatch):
    monkeypatch.setattr(
        "app.visitors.identity.organisations_below", lambda _organisation_id: {1, 2, 3}
    )
    check_a_role_in_one_organisation_gives_nothing_in_another(app)


def control_roles_given_anywhere(app, monkeypatch):
    monkeypatch.setattr(
        scope,
        "may_manage",
        lambda who, _place: any(who.may(scope.MANAGE, each) for each in who.roles),
    )
    check_nobody_gives_roles_elsewhere(app)


def control_congresses_made_anywhere(app, monkeypatch):
    monkeypatch.setattr(Visitor, "may_in_organisation", lambda *_told: True)
    check_nobody_makes_congresses_elsewhere(app)


def control_an_organiser_who_makes_administrators(app, congress, monkeypatch):
    monkeypatch.setattr(scope, "may_give", lambda who, _role, place: scope.may_manage(who, place))
    check_an_organiser_does_not_become_administrator(app, congress)


def control_an_account_in_anybodys_reach(app, congress, monkeypatch):
    monkeypatch.setattr(scope, "is_ours", lambda _who, _user_id: True)
    check_an_organiser_does_not_become_administrator(app, congress)


def control_an_organisation_asked_like_everywhere(app, monkeypatch):
    monkeypatch.setattr(
        Visitor,
        "may_in_organisation",
        lambda who, permission, _organisation_id: who.may(permission, min(filter(None, who.roles))),
    )
    check_nobody_gives_roles_elsewhere(app)


def control_a_house_without_administrator(app, monkeypatch):
    monkeypatch.setattr("app.accounts.actions.is_last_admin", lambda _user_id: False)
    check_the_last_administrator_stays(app)


def control_a_congress_that_anybody_takes_along(app, monkeypatch):
    monkeypatch.setattr("app.people.organisations_api.may_manage", lambda _who, _place: True)
    check_a_congress_is_not_taken_from_an_organisation(app)
