"""The paper meter as JSON and CSV."""

from typing import Any

from flask import Blueprint, Response

from app.access import needs, visitor
from app.congresses.models import Congress
from app.contract import Created, answers, takes
from app.paper import actions
from app.paper.figures import Use, saved_by
from app.paper.forms import (
    PaperAnswer,
    PaperLine,
    PaperSettingsForm,
    PrintRunAnswer,
    PrintRunForm,
)
from app.paper.models import PrintRun
from app.paper.queries import paper_of, print_run_of, print_runs
from app.paper.tables import paper_csv

blueprint = Blueprint("paper_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/paper")
@needs("paper.read")
@answers(PaperAnswer)
def show_paper(congress: Congress) -> Any:
    """Show what was not printed, and what it is made of."""
    return paper_answer(congress)


@blueprint.get("/paper.csv")
@needs("paper.read")
@answers(media_type="text/csv")
def write_paper(congress: Congress) -> Any:
    """Write the meter as a table: a row for each document, the last one their sum."""
    response = Response(paper_csv(congress), mimetype="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=paper.csv"
    response.headers["Cache-Control"] = "no-store, private"
    return response


@blueprint.put("/paper")
@needs("paper.manage")
@answers(PaperAnswer)
@takes(PaperSettingsForm)
def save_settings(congress: Congress, form: PaperSettingsForm) -> Any:
    """Say how paper would have been used."""
    actions.save_settings(congress, form)
    return paper_answer(congress)


@blueprint.post("/print-runs")
@needs("paper.manage")
@answers(Created, 201)
@takes(PrintRunForm)
def add_print_run(congress: Congress, form: PrintRunForm) -> Any:
    """Enter what was printed after all."""
    return Created(id=actions.add_print_run(congress, form, by=visitor()).id)


@blueprint.delete("/print-runs/<int:run_id>")
@needs("paper.manage")
@answers(status=204)
def remove_print_run(congress: Congress, run_id: int) -> Any:
    """Take back an entry that was wrong."""
    actions.remove_print_run(congress, print_run_of(congress, run_id))


def paper_answer(congress: Congress) -> PaperAnswer:
    """Return the meter as the API tells it."""
    paper = paper_of(congress)
    settings, counted = paper.settings, paper.meter
    return PaperAnswer(
        copies=paper.copies,
        is_duplex=settings.is_duplex,
        cost_per_page=settings.cost_per_page,
        minutes_per_set=minutes(settings.seconds_per_set),
        left_out=settings.left_out,
        copies_saved=counted.saved.copies,
        pages_saved=counted.saved.pages,
        sheets_saved=counted.saved.sheets,
        sets_printed=counted.printed.copies,
        pages_printed=counted.printed.pages,
        cost_saved=counted.cost,
        minutes_saved=minutes(counted.seconds),
        documents=[line(use, is_duplex=settings.is_duplex) for use in paper.uses],
        print_runs=[run_answer(run, title) for run, title in print_runs(congress)],
    )


def line(use: Use, *, is_duplex: bool) -> PaperLine:
    """Return one document as the API tells it."""
    saved = saved_by(use, is_duplex=is_duplex)
    return PaperLine(
        document_id=use.document_id,
        title=use.title,
        pages=use.pages,
        copies=use.copies,
        sets_printed=use.sets_printed,
        pages_saved=saved.pages,
        sheets_saved=saved.sheets,
    )


def run_answer(run: PrintRun, title: str) -> PrintRunAnswer:
    """Return an entry as the API tells it."""
    names = ("id", "document_id", "sets", "printed_on", "entered_by", "entered_at")
    return PrintRunAnswer(title=title, **{name: getattr(run, name) for name in names})


def minutes(seconds: int | None) -> float | None:
    """Return seconds as minutes."""
    return None if seconds is None else round(seconds / 60, 2)
