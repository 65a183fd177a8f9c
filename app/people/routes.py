"""Pages of people: who holds which role, the tree of organisations, and who may do what."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import ROLES, needs, visitor
from app.accounts.queries import roles_with_second_factor
from app.accounts.role_words import ROLE_WORDS
from app.congresses.models import Congress
from app.congresses.queries import congresses_of
from app.people.permission_words import COLUMNS, PERMISSION_WORDS, table
from app.people.queries import open_invitations, people_for, place_names, tree_for
from app.people.scope import ADMIN, MANAGE, Place, may_give, may_manage

blueprint = Blueprint("people", __name__)


@blueprint.get("/office/people")
@needs("people.manage")
def show_people() -> ResponseReturnValue:
    """List everybody with a role where the reader may give roles, and the rules for all."""
    who = visitor()
    branches = tree_for(who)
    return render_template(
        "people/people.html",
        congress=None,
        people=people_for(who),
        invitations=open_invitations(who),
        branches=branches,
        own_congresses=congresses_of(who, MANAGE),
        may_everywhere=may_manage(who, Place()),
        givable=[role for role in ROLES if role != ADMIN or may_give(who, ADMIN, Place())],
        guarded=roles_with_second_factor(),
        **words(),
    )


@blueprint.get("/office/<int:congress_id>/people")
@needs("people.manage")
def show_congress_people(congress: Congress) -> ResponseReturnValue:
    """Show the people of one congress, those whose role comes from above too."""
    who, place = visitor(), Place(congress_id=congress.id)
    return render_template(
        "people/congress_people.html",
        congress=congress,
        people=people_for(who, congress),
        invitations=open_invitations(who, congress),
        branches=tree_for(who),
        givable=[role for role in ROLES if may_give(who, role, place)],
        **words(),
    )


@blueprint.get("/office/organisations")
@needs("organisations.manage")
def show_organisations() -> ResponseReturnValue:
    """Show the tree of organisations with their congresses."""
    who = visitor()
    return render_template(
        "people/organisations.html",
        branches=tree_for(who),
        own_congresses=congresses_of(who, MANAGE),
        may_everywhere=may_manage(who, Place()),
    )


@blueprint.get("/office/who-may-do-what")
@needs("office.enter")
def show_permissions() -> ResponseReturnValue:
    """Show the table of permissions, the very one that every route asks."""
    return render_template(
        "people/permissions.html",
        columns=COLUMNS,
        rows=table(),
        permission_words=PERMISSION_WORDS,
        **words(),
    )


def words() -> dict[str, Any]:
    """Return the names of roles and of the places where they are held."""
    congress_titles, organisation_names = place_names()
    return {
        "role_words": ROLE_WORDS,
        "congress_titles": congress_titles,
        "organisation_names": organisation_names,
    }
