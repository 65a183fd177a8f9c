"""The office's page of the programme: sessions, items and their slides."""

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.agenda.actions import IMAGE_TYPES, VIDEO_TYPES
from app.agenda.calendar import calendar_of
from app.agenda.merging import neighbour_of
from app.agenda.models import KINDS, AgendaItem
from app.agenda.placing import families
from app.agenda.programmes import programmes
from app.agenda.queries import item_of, items_of, planned_starts, slides_by_item
from app.clock import now
from app.congresses.models import Congress
from app.delegates.sites import place_for
from documents.convert import FILTERS, converter
from documents.media import PDF

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/office/<int:congress_id>/agenda")
@needs("congress.prepare")
def show_agenda(congress: Congress) -> ResponseReturnValue:
    """Prepare sessions and items, and what the big screen shows with each."""
    items = items_of(congress.id)
    return render_template(
        "agenda/agenda.html",
        congress=congress,
        items=items,
        families=by_session(congress, items),
        starts=planned_starts(congress, items),
        slides=slides_by_item(congress.id),
        kinds=KINDS,
        programmes=programmes().values(),
    )


def by_session(congress: Congress, items: list[AgendaItem]) -> dict[int, list[list[AgendaItem]]]:
    """Return for each session its items, each with its sub-items behind it."""
    return {
        session.id: families(item for item in items if item.session_id == session.id)
        for session in congress.sessions
    }


@blueprint.get("/office/<int:congress_id>/agenda/run-sheet")
@needs("agenda.notes")
def show_run_sheet(congress: Congress) -> ResponseReturnValue:
    """Show the programme with the private notes, to be printed."""
    items = items_of(congress.id)
    return render_template(
        "agenda/run_sheet.html",
        congress=congress,
        families=by_session(congress, items),
        starts=planned_starts(congress, items),
        slides=slides_by_item(congress.id),
        now=now(),
    )


@blueprint.get("/office/<int:congress_id>/agenda/<int:item_id>")
@needs("congress.prepare")
def show_item(congress: Congress, item_id: int) -> ResponseReturnValue:
    """Prepare one item: its slides, its place, whether it takes place at all."""
    item, items = item_of(congress, item_id), items_of(congress.id)
    by_id = {each.id: each for each in items}
    return render_template(
        "agenda/item.html",
        congress=congress,
        item=item,
        parent=by_id.get(item.parent_id or 0),
        heir=by_id.get(item.given_to_id or 0),
        subs=[each for each in items if each.parent_id == item.id],
        neighbours={"previous": neighbour_of(item, "previous"), "next": neighbour_of(item, "next")},
        families=by_session(congress, items),
        slides=slides_by_item(congress.id).get(item_id, []),
        kinds=KINDS,
        converts=converter() is not None,
        accepted=",".join(accepted_files()),
    )


def accepted_files() -> list[str]:
    """Return what a browser is to offer as files for slides: media types, and office suffixes."""
    office = [suffix for suffix, *_ in FILTERS.values()] if converter() else []
    return [*IMAGE_TYPES, *VIDEO_TYPES, ".pdf", PDF, *office]


@blueprint.get("/c/<int:congress_id>/agenda.ics")
@needs("congress.follow")
def show_calendar(congress: Congress) -> ResponseReturnValue:
    """Hand out the sessions for the calendar of a phone."""
    address = f"{current_app.config['SETTINGS'].public_url}/c/{congress.id}"
    place = place_for(congress, visitor())
    calendar = calendar_of(congress, address=address, place=place)
    response = Response(calendar, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f"attachment; filename=congress-{congress.id}.ics"
    response.headers["Cache-Control"] = "no-cache"
    return response
