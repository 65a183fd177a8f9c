"""The page of the credentials report."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs
from app.agenda.queries import items_of
from app.attendance.queries import current_session, quorum_needed
from app.congresses.models import Congress
from app.credentials.changes import figure
from app.credentials.figures import APPOINTED_LIMIT, Group
from app.credentials.queries import adoptions_of
from app.credentials.report import person_words, shown_figures, substitute_words
from app.credentials.reports import report_meant
from app.credentials.wording import figure_names, formulas, label, percent, table_titles

blueprint = Blueprint("credentials", __name__)


@blueprint.get("/office/<int:congress_id>/credentials")
@needs("credentials.read")
def show_report(congress: Congress) -> ResponseReturnValue:
    """Show a session's report: as it is now (`session_id`), or as adopted (`report_id`)."""
    if current_session(congress) is None:
        return render_template("credentials/credentials.html", congress=congress, report=None)
    report = report_meant(
        congress, request.args.get("session_id", type=int), request.args.get("report_id", type=int)
    )
    found = report.found
    return render_template(
        "credentials/credentials.html",
        congress=congress,
        report=report,
        is_frozen="report_id" in request.args,
        adoptions=adoptions_of(report.session),
        totals=[(figure_names()[name], figure(found, name), name) for name in shown_figures(found)],
        substitutes=[substitute_words(each) for each in report.substitutes],
        formulas=formulas(),
        tables={
            heading: [(label(name, group.value), group) for group in found.tables[name]]
            for name, heading in table_titles().items()
            if name in found.tables
        },
        sums=sums,
        percent=percent,
        limit=APPOINTED_LIMIT,
        quorum=quorum_needed(congress, found.counts.convened),
        oldest=found.oldest and person_words(found.oldest, found),
        youngest=found.youngest and person_words(found.youngest, found),
        items=[item for item in items_of(congress.id) if item.session_id == report.session.id],
    )


def sums(lines: list[tuple[str, Group]]) -> tuple[int, int]:
    """Return (convened, present) over the lines of a table."""
    counts = [group.counts for _words, group in lines]
    return sum(each.convened for each in counts), sum(each.present for each in counts)
