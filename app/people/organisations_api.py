"""The tree of organisations, and which of them a congress belongs to, as JSON."""

from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _

from app.access import needs, visitor
from app.accounts.models import Organisation
from app.congresses.models import Congress
from app.contract import Created, answers, takes
from app.db import db
from app.errors import NotFoundError, NotOpenError
from app.people import actions
from app.people.forms import MoveForm, OrganisationAnswer, OrganisationForm
from app.people.queries import tree_for
from app.people.scope import Place, check_place, may_manage

blueprint = Blueprint("organisations_api", __name__, url_prefix="/api")
MANAGE = "organisations.manage"


@blueprint.get("/organisations")
@needs(MANAGE)
@answers(OrganisationAnswer, many=True)
def list_organisations() -> Any:
    """List the organisations in the asker's reach, each after its parent."""
    return [
        OrganisationAnswer(id=each.id, name=each.name, parent_id=each.parent_id)
        for each in (branch.organisation for branch in tree_for(visitor()))
    ]


@blueprint.post("/organisations")
@needs(MANAGE)
@answers(Created, 201)
@takes(OrganisationForm)
def add_organisation(form: OrganisationForm) -> Any:
    """Add an organisation to the tree."""
    check_parent(form.parent_id)
    return Created(id=actions.add_organisation(form.name, form.parent_id).id)


@blueprint.put("/organisations/<int:organisation_id>")
@needs(MANAGE)
@answers(OrganisationAnswer)
@takes(OrganisationForm)
def change_organisation(organisation_id: int, form: OrganisationForm) -> Any:
    """Rename an organisation, or hang it elsewhere in the tree."""
    organisation = organisation_for(organisation_id)
    if form.parent_id != organisation.parent_id:
        check_parent(form.parent_id)
    changed = actions.change_organisation(organisation.id, form.name, form.parent_id)
    return OrganisationAnswer(id=changed.id, name=changed.name, parent_id=changed.parent_id)


@blueprint.delete("/organisations/<int:organisation_id>")
@needs(MANAGE)
@answers(status=204)
def remove_organisation(organisation_id: int) -> Any:
    """Remove an organisation that nothing belongs to."""
    actions.remove_organisation(organisation_for(organisation_id).id)


@blueprint.put("/congresses/<int:congress_id>/organisation")
@needs("people.manage")
@answers(status=204)
@takes(MoveForm)
def move_congress(congress: Congress, form: MoveForm) -> Any:
    """Let a congress belong to an organisation; who holds a role there holds it here at once."""
    if form.organisation_id == congress.organisation_id:
        return
    left, joined = Place(None, congress.organisation_id), Place(None, form.organisation_id)
    check_place(joined)
    is_theirs = left.is_everywhere or may_manage(visitor(), left)
    if not is_theirs or not may_manage(visitor(), joined):
        raise NotOpenError(_("You may move a congress only between organisations of your own."))
    actions.move_congress(congress, form.organisation_id)


def organisation_for(organisation_id: int) -> Organisation:
    """Return an organisation that the visitor may change; raises NotFoundError."""
    found = db.session.get(Organisation, organisation_id)
    if found is None or not visitor().may_in_organisation(MANAGE, organisation_id):
        raise NotFoundError
    return found


def check_parent(parent_id: int | None) -> None:
    """Raise unless the visitor may hang something below this organisation, or at the top."""
    if parent_id is not None:
        organisation_for(parent_id)
    elif not visitor().may(MANAGE, None):
        raise NotOpenError(_("Only an administrator of everything adds to the top of the tree."))
