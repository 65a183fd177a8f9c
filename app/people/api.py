"""Giving and taking roles, inviting, and looking after accounts, as JSON."""

from typing import Any

from flask import Blueprint, current_app
from flask_babel import lazy_gettext as _

from app.access import Visitor, needs, visitor
from app.accounts import second_factor
from app.accounts.actions import confirm_password, grant, set_closed, take_role
from app.accounts.invitations import invite, invite_to_reset, revoke_invitation
from app.accounts.models import Invitation, User
from app.accounts.queries import user_named
from app.accounts.sign_ins import end_other_sign_ins
from app.contract import Created, answers, takes
from app.db import db
from app.errors import InvalidError, RefusedError
from app.people.forms import (
    AccountAnswer,
    ClosedForm,
    GiveRoleForm,
    InviteForm,
    OnceLinkAnswer,
    RoleAnswer,
    RoleForm,
    RulesForm,
)
from app.people.queries import Person, people_for
from app.people.scope import (
    ADMIN,
    Place,
    account_for,
    check_may_give,
    grant_for,
    invitation_for,
)
from documents.qr import svg

blueprint = Blueprint("people_api", __name__, url_prefix="/api/people")


@blueprint.get("")
@needs("people.manage")
@answers(AccountAnswer, many=True)
def list_people() -> Any:
    """List the accounts with roles where the asker may give them."""
    return [person_answer(each) for each in people_for(visitor())]


@blueprint.post("/invitations")
@needs("people.manage")
@answers(OnceLinkAnswer, 201)
@takes(InviteForm)
def invite_somebody(form: InviteForm) -> Any:
    """Invite somebody new; the link is told this once and works once."""
    place = checked_place(visitor(), form)
    invitation, token = invite(
        form.display_name,
        form.role,
        congress_id=place.congress_id,
        organisation_id=place.organisation_id,
    )
    return link_answer(invitation, token)


@blueprint.delete("/invitations/<int:invitation_id>")
@needs("people.manage")
@answers(status=204)
def take_back(invitation_id: int) -> Any:
    """Make an invitation worthless."""
    revoke_invitation(invitation_for(visitor(), invitation_id).id)


@blueprint.post("/roles")
@needs("people.manage")
@answers(Created, 201)
@takes(GiveRoleForm)
def give_role(form: GiveRoleForm) -> Any:
    """Give an account a further role."""
    place = checked_place(visitor(), form)
    user = user_named(form.name)
    if user is None:
        raise InvalidError(_("Nobody signs in with this name."), fields={"name": ""})
    given = grant(
        user, form.role, congress_id=place.congress_id, organisation_id=place.organisation_id
    )
    return Created(id=given.id)


@blueprint.delete("/roles/<int:grant_id>")
@needs("people.manage")
@answers(status=204)
def remove_role(grant_id: int) -> Any:
    """Take a role away; it opens nothing from the next request on."""
    take_role(grant_for(visitor(), grant_id).id)


@blueprint.post("/<int:user_id>/reset")
@needs("people.manage")
@answers(OnceLinkAnswer, 201)
def reset_password(user_id: int) -> Any:
    """Make a link with which a person sets a new password."""
    invitation, token = invite_to_reset(account_for(visitor(), user_id).id)
    return link_answer(invitation, token)


@blueprint.put("/<int:user_id>/closed")
@needs("people.manage")
@answers(status=204)
@takes(ClosedForm)
def close_account(user_id: int, form: ClosedForm) -> Any:
    """Close an account and sign it out everywhere, or open it again."""
    who = visitor()
    user = account_for(who, user_id)
    if form.closed and who.kind == "user" and who.id == user.id:
        raise RefusedError(_("You cannot close your own account."))
    set_closed(user.id, closed=form.closed)


@blueprint.delete("/<int:user_id>/second-factor")
@needs("people.manage")
@answers(status=204)
def take_second_factor_away(user_id: int) -> Any:
    """Take the second step away from somebody who lost phone and paper."""
    second_factor.take_away(account_for(visitor(), user_id).id)


@blueprint.delete("/<int:user_id>/sign-ins")
@needs("people.manage")
@answers(status=204)
def sign_out_everywhere(user_id: int) -> Any:
    """Sign every browser of an account out."""
    end_other_sign_ins(account_for(visitor(), user_id).id, but=None)


@blueprint.put("/second-factor-rules")
@needs("house.manage", everywhere=True)
@answers(status=204)
@takes(RulesForm)
def set_rules(form: RulesForm) -> Any:
    """Say which roles work only with a second step."""
    own = own_user(visitor())
    if ADMIN in form.roles and own is not None and own.totp_since is None:
        raise RefusedError(_("Set up your own second step first."))
    second_factor.set_rules(set(form.roles))


def checked_place(who: Visitor, form: RoleForm) -> Place:
    """Return where the role is to be held, if this visitor may give it there.

    A person who makes an administrator types their password once more; a program's token is
    a secret already.
    """
    place = Place(form.congress_id, form.organisation_id)
    check_may_give(who, form.role, place)
    own = own_user(who)
    if form.role == ADMIN and own is not None:
        confirm_password(own, form.password)
    return place


def own_user(who: Visitor) -> User | None:
    """Return the account that asks, None for a program."""
    return db.session.get(User, who.id) if who.kind == "user" else None


def link_answer(invitation: Invitation, token: str) -> OnceLinkAnswer:
    """Return a link as it is shown this once."""
    url = f"{current_app.config['SETTINGS'].public_url}/invite/{token}"
    return OnceLinkAnswer(id=invitation.id, url=url, qr=svg(url), expires_at=invitation.expires_at)


def person_answer(person: Person) -> AccountAnswer:
    """Return a person as the API tells it."""
    roles = [
        RoleAnswer(
            id=each.id,
            role=each.role,
            congress_id=each.place.congress_id,
            organisation_id=each.place.organisation_id,
        )
        for each in person.roles
    ]
    return AccountAnswer(
        id=person.user.id,
        name=person.user.name,
        display_name=person.user.display_name,
        is_closed=person.user.closed_at is not None,
        has_second_factor=person.user.totp_since is not None,
        roles=roles,
    )
