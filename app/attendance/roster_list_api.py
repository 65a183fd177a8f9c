"""The roster as the office looks through it: with who is here, and filtered by it."""

from typing import Any

from flask import Blueprint, request
from sqlalchemy import ColumnElement, select

from app.access import needs
from app.attendance.queries import current_session, present_ids
from app.congresses.models import Congress
from app.contract import Answer, answers
from app.delegates.models import Delegate
from app.delegates.roster_list import PAGE_ROWS, Wanted, found_ids, found_rows

blueprint = Blueprint("roster_list_api", __name__, url_prefix="/api/congresses/<int:congress_id>")
MOST_ROWS = 200


class RosterPerson(Answer):
    """A line of the list."""

    id: int
    number: str
    name: str
    delegation: str
    group: str
    position: str
    standing: str
    seat: str
    face: str


class RosterPage(Answer):
    """Some lines of the list; `of` people fit in all."""

    people: list[RosterPerson]
    of: int


class RosterIds(Answer):
    """Everybody who fits."""

    ids: list[int]


@blueprint.get("/roster")
@needs("roster.read")
@answers(RosterPage)
def list_people(congress: Congress) -> Any:
    """List those who fit, by given name, from the place `before` on, at most `limit`.

    `q` words without accents; `delegation` and `group` an id or none; `site` an id; `standing`;
    `sex`; `face` none, waiting, ready or refused; `presence` in or out of the present session.
    """
    start = max(request.args.get("before", 0, type=int), 0)
    most = min(max(request.args.get("limit", PAGE_ROWS, type=int), 1), MOST_ROWS)
    rows, of = found_rows(congress, wanted(), also=presence(congress), start=start, most=most)
    return RosterPage(people=[RosterPerson(**row._asdict()) for row in rows], of=of)


@blueprint.get("/roster/ids")
@needs("roster.read")
@answers(RosterIds)
def list_ids(congress: Congress) -> Any:
    """List the ids of all who fit.

    `q`, `delegation`, `group`, `site`, `standing`, `sex`, `face` and `presence` as in the list.
    """
    return RosterIds(ids=found_ids(congress, wanted(), also=presence(congress)))


def wanted() -> Wanted:
    """Return what the request narrows the list to."""
    names = {name: request.args.get(name, "") for name in Wanted._fields if name != "words"}
    return Wanted(words=request.args.get("q", "")[:100], **names)


def presence(congress: Congress) -> list[ColumnElement[bool]]:
    """Return who is asked for: those who came to the present session, or those who did not."""
    asked, session = request.args.get("presence", ""), current_session(congress)
    if asked not in ("in", "out") or session is None:
        return []
    came = Delegate.id.in_(select(present_ids(session).c.delegate_id))
    return [came if asked == "in" else ~came]
