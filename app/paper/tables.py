"""The paper meter as rows: for the CSV and for the export."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from app.congresses.models import Congress
from app.paper.figures import Saved, saved_by
from app.paper.queries import Paper, paper_of, print_runs
from documents.packing import neutral

LINE_HEADS = (
    *("document_id", "title", "pages", "copies", "sets_printed", "copies_saved", "pages_saved"),
    *("sheets_saved", "cost_saved_vnd", "minutes_saved"),
)
RUN_HEADS = ("id", "document_id", "title", "sets", "printed_on", "entered_by", "entered_at")


def lines(paper: Paper) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each document that is counted, then their sum without an id."""
    for use in paper.uses:
        saved = saved_by(use, is_duplex=paper.settings.is_duplex)
        listed = (use.document_id, use.title, use.pages, use.copies, use.sets_printed)
        yield (*listed, *saved_cells(saved, paper))
    copies = sum(use.copies for use in paper.uses)
    pages = sum(use.pages for use in paper.uses)
    yield (
        *(None, "", pages, copies, paper.meter.printed.copies),
        *saved_cells(paper.meter.saved, paper),
    )


def saved_cells(saved: Saved, paper: Paper) -> tuple[Any, ...]:
    """Return what was saved as cells; what nobody entered stays empty."""
    cost, seconds = paper.settings.cost_per_page, paper.settings.seconds_per_set
    return (
        saved.copies,
        saved.pages,
        saved.sheets,
        None if cost is None else saved.pages * cost,
        None if seconds is None else round(saved.copies * seconds / 60, 2),
    )


def run_rows(congress: Congress) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each entry of what was printed."""
    for run, title in print_runs(congress):
        facts = (run.id, run.document_id, title, run.sets)
        yield (*facts, run.printed_on, run.entered_by, run.entered_at)


def paper_csv(congress: Congress) -> str:
    """Return the meter as CSV: a row for each document, the last one their sum."""
    text = io.StringIO()
    text.write("\ufeff")
    rows = csv.writer(text)
    rows.writerow(LINE_HEADS)
    rows.writerows([neutral(cell) for cell in row] for row in lines(paper_of(congress)))
    return text.getvalue()
