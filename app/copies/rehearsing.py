"""The rehearsal (tổng duyệt): a marked copy with everybody in it, erased at the end."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.accounts.models import RoleGrant
from app.archive.erasing_congress import SAFEKEEPING, is_being_erased
from app.congresses.actions import new_congress
from app.congresses.forms import CongressForm
from app.congresses.models import Congress
from app.copies.filling import JOB, LANE
from app.copies.programme_copy import copy_programme
from app.copies.queries import rehearsal_of
from app.db import changes, db
from app.errors import RefusedError
from app.jobs import ask
from app.library.queries import documents_where
from app.realtime import commit_and_publish

MOST_LETTERS = 300


@changes
def make_rehearsal(congress: Congress, *, starts_on: date) -> Congress:
    """Make the rehearsal of a congress; RefusedError where there is one, or for a rehearsal.

    It has programme, slides, documents, delegates and who may do what; badges and codes are its
    own, and it begins without a check-in. Its title says what it is wherever a title stands.
    """
    if congress.rehearsal_of_id is not None:
        raise RefusedError(_("This is a rehearsal itself."))
    if rehearsal_of(congress) is not None:
        raise RefusedError(_("There is a rehearsal already. End it first."))
    if is_being_erased(congress):
        raise RefusedError(_("This congress is being erased."))
    form = CongressForm(
        title=gettext("REHEARSAL: %(title)s", title=congress.title)[:MOST_LETTERS],
        starts_on=starts_on,
        ends_on=starts_on + (congress.ends_on - congress.starts_on),
        venue=congress.venue,
        time_zone=congress.time_zone,
        term=congress.term,
    )
    rehearsal = new_congress(form, organisation_id=congress.organisation_id)
    rehearsal.rehearsal_of_id = congress.id
    rehearsal.quorum_numerator = congress.quorum_numerator
    rehearsal.quorum_denominator = congress.quorum_denominator
    let_in(congress, rehearsal)
    ask_to_fill(congress, rehearsal)
    commit_and_publish(congress, did="rehearsal.make", about=f"congress:{rehearsal.id}")
    return rehearsal


def let_in(congress: Congress, rehearsal: Congress) -> None:
    """Give everybody with a role in the congress the same role in its rehearsal."""
    grants = select(RoleGrant.user_id, RoleGrant.role).filter_by(congress_id=congress.id)
    for user_id, role in db.session.execute(grants).all():
        db.session.add(RoleGrant(user_id=user_id, role=role, congress_id=rehearsal.id))


def ask_to_fill(congress: Congress, rehearsal: Congress) -> None:
    """Copy the programme, and leave documents, slides and people to the worker."""
    places = copy_programme(congress, rehearsal)
    documents = [each.id for each in documents_where(congress.id) if each.state == "ready"]
    ask(
        JOB,
        lane=LANE,
        congress_id=rehearsal.id,
        source=congress.id,
        copy=rehearsal.id,
        sessions=list(places.sessions.items()),
        items=list(places.items.items()),
        document_ids=documents,
        units=True,
        people=True,
    )


@changes
def end_rehearsal(congress: Congress) -> None:
    """Leave the erasure of a congress's rehearsal to the worker; RefusedError without one."""
    rehearsal = rehearsal_of(congress)
    if rehearsal is None:
        raise RefusedError(_("Nothing is being rehearsed."))
    if not is_being_erased(rehearsal):
        ask("erase_congress", lane=SAFEKEEPING, congress_id=None, which=rehearsal.id)
        commit_and_publish(congress, did="rehearsal.end", about=f"congress:{rehearsal.id}")
