"""Making a congress out of another one."""

from app.accounts.models import Organisation
from app.congresses.actions import new_congress
from app.congresses.models import Congress
from app.congresses.retention import USUAL_DAYS, last_day, move_along
from app.copies.filling import JOB, LANE
from app.copies.forms import CopyForm
from app.copies.programme_copy import copy_programme, days_between
from app.db import changes
from app.jobs import ask
from app.realtime import commit_and_publish

SETTINGS = ("quorum_numerator", "quorum_denominator")
"""Whether photographs are kept is decided anew for each congress."""


@changes
def copy_congress(
    source: Congress, form: CopyForm, *, organisation: Organisation | None, organiser_id: int | None
) -> Congress:
    """Make a congress with the programme and the settings of another; the worker brings the rest.

    Never copied: people, check-ins, faces, photographs, badges, links, devices, who read what.
    Raises InvalidError for days or a time zone that cannot be.
    """
    organisation_id = organisation.id if organisation else None
    copy = new_congress(form, organisation_id=organisation_id, organiser_id=organiser_id)
    for name in SETTINGS:
        setattr(copy, name, getattr(source, name))
    kept = {audience: last_day(source, audience) for audience in USUAL_DAYS}
    move_along(copy, kept, days_between(source, copy))
    places = copy_programme(source, copy)
    ask(
        JOB,
        lane=LANE,
        congress_id=copy.id,
        source=source.id,
        copy=copy.id,
        sessions=list(places.sessions.items()),
        items=list(places.items.items()),
        units=form.units,
        document_ids=form.document_ids,
    )
    commit_and_publish(
        copy, "agenda", "attendance", did="congress.copy", about=f"congress:{source.id}"
    )
    return copy
