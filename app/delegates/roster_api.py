"""The roster as files: an office's list comes in."""

import json
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, request, stream_with_context

from app.access import needs
from app.congresses.models import Congress
from app.contract import NoFields, answers, takes
from app.delegates.roster_forms import ImportAnswer
from app.delegates.roster_import import import_people, people_of, planned
from app.delegates.roster_plan import Line, Plan, explained, in_batches

blueprint = Blueprint("roster_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/delegates/import")
@needs("roster.manage")
@answers(ImportAnswer)
@takes(NoFields, files=("file",))
def import_list(congress: Congress, form: NoFields) -> Any:  # noqa: ARG001
    """Import an Excel or CSV list, or with `dry_run` only say what would become of each row."""
    people = people_of(request.files.get("file"))
    is_trial = request.args.get("dry_run", "") not in ("", "0", "false")
    plan = planned(congress, people) if is_trial else import_people(congress, people)
    return Response(stream_with_context(plan_json(plan)), mimetype="application/json")


def plan_json(plan: Plan) -> Iterator[str]:
    """Yield an ImportAnswer piece by piece: one of 5,000 rows would hold the hub."""
    yield '{"rows": ['
    for number, batch in enumerate(in_batches(plan.lines)):
        pieces = [json.dumps(row_answer(line), ensure_ascii=False) for line in batch]
        yield ("," if number else "") + ",".join(pieces)
    yield f'], "counts": {json.dumps(plan.counts)}}}'


def row_answer(line: Line) -> dict[str, Any]:
    """Return an ImportRow as plain data."""
    born = line.facts["birth_date"] or None
    return {
        **line.facts,
        "birth_date": born.isoformat() if born else None,
        "party": bool(line.facts["party"]),
        "site": line.site,
        "sheet": line.person.sheet,
        "row": line.person.row,
        "verdict": line.verdict,
        "reason": explained(line),
    }
