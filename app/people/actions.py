"""Rules of the tree of organisations."""

from flask_babel import lazy_gettext as _

from app.accounts.models import Invitation, Organisation, RoleGrant, User
from app.congresses.models import Congress
from app.congresses.queries import organisations_below
from app.db import changes, db
from app.errors import InvalidError, RefusedError
from app.i18n import nfc
from app.realtime import commit, commit_and_publish


@changes
def add_organisation(name: str, parent_id: int | None) -> Organisation:
    """Add a unit to the tree."""
    organisation = Organisation(name=nfc(name), parent_id=parent_id)
    db.session.add(organisation)
    db.session.flush()
    commit(did="organisation.add", about=f"organisation:{organisation.id}")
    return organisation


@changes
def change_organisation(organisation_id: int, name: str, parent_id: int | None) -> Organisation:
    """Rename a unit or hang it elsewhere; never below itself."""
    organisation = db.session.get_one(Organisation, organisation_id)
    if parent_id is not None and parent_id in organisations_below(organisation.id):
        raise InvalidError(_("An organisation cannot stand below itself."))
    organisation.name, organisation.parent_id = nfc(name), parent_id
    commit(did="organisation.change", about=f"organisation:{organisation.id}")
    return organisation


@changes
def remove_organisation(organisation_id: int) -> None:
    """Remove a unit that nothing belongs to."""
    uses = (
        (Organisation, Organisation.parent_id),
        (Congress, Congress.organisation_id),
        (RoleGrant, RoleGrant.organisation_id),
        (Invitation, Invitation.organisation_id),
        (User, User.organisation_id),
    )
    for model, column in uses:
        if db.session.query(model).filter(column == organisation_id).first() is not None:
            raise RefusedError(
                _("Something still belongs here: units below, congresses, or people's roles.")
            )
    db.session.delete(db.session.get_one(Organisation, organisation_id))
    commit(did="organisation.remove", about=f"organisation:{organisation_id}")


@changes
def move_congress(congress: Congress, organisation_id: int | None) -> None:
    """Let a congress belong to another organisation; roles held there follow at once."""
    congress.organisation_id = organisation_id
    about = f"congress:{congress.id}"
    if organisation_id is not None:
        about += f" organisation:{organisation_id}"
    commit_and_publish(congress, "doors", did="congress.move", about=about)
