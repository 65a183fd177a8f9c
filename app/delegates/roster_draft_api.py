"""A list on its way into the roster, as JSON: look, put right, import, take the rest along."""

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_file

from app.access import needs
from app.clock import breathing
from app.congresses.models import Congress
from app.contract import NoFields, answers, takes
from app.delegates import roster_drafts as drafts
from app.delegates.models import RosterDraft
from app.delegates.roster_api import row_answer
from app.delegates.roster_columns import Columns, columns_of, header_row, likely_header
from app.delegates.roster_draft_file import unpacked
from app.delegates.roster_draft_forms import (
    ColumnChoice,
    DraftAnswer,
    DraftColumn,
    DraftRow,
    DraftSheet,
    DraftSummary,
    RowFix,
)
from app.delegates.roster_forms import ImportCounts
from app.delegates.roster_plan import BREATH, Line, Plan, explained
from app.delegates.roster_wording import (
    fields,
    heads,
    template_notes,
    template_rows,
    told_choices,
)
from app.delegates.sites import sites_of
from documents.media import SUFFIXES
from documents.press import write_sheet
from documents.tables import Cell, Sheet

blueprint = Blueprint("roster_draft_api", __name__, url_prefix="/api/congresses/<int:congress_id>")
ORDER = ("refused", "warning", "update", "new")
PAGE_ROWS = 100
XLSX = {suffix: kind for kind, suffix in SUFFIXES.items()}.get(
    ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)


@blueprint.post("/import-drafts")
@needs("roster.manage")
@answers(DraftSummary, 201)
@takes(NoFields, files=("file",))
def keep_list(congress: Congress, form: NoFields) -> Any:  # noqa: ARG001
    """Keep a list as a draft: nothing is imported before somebody says so."""
    return summary(drafts.keep_list(congress, request.files.get("file")))


@blueprint.get("/import-drafts")
@needs("roster.manage")
@answers(DraftSummary, many=True)
def list_drafts(congress: Congress) -> Any:
    """List the drafts that are not imported yet."""
    return [summary(draft) for draft in drafts.drafts_of(congress)]


@blueprint.get("/import-drafts/<int:draft_id>")
@needs("roster.manage")
@answers(DraftSummary)
def show_draft(congress: Congress, draft_id: int) -> Any:
    """Say how far a draft is."""
    return summary(drafts.draft_of(congress, draft_id))


@blueprint.get("/import-drafts/<int:draft_id>/rows")
@needs("roster.manage")
@answers(DraftAnswer)
def show_rows(congress: Congress, draft_id: int) -> Any:
    """Judge a draft; list rows with the verdict `q` (all when empty) after the first `before`."""
    return verdicts(congress, drafts.draft_of(congress, draft_id))


@blueprint.put("/import-drafts/<int:draft_id>/rows/<place>")
@needs("roster.manage")
@answers(DraftAnswer)
@takes(RowFix)
def put_right(congress: Congress, draft_id: int, place: str, form: RowFix) -> Any:
    """Put cells of a row right; every row is judged anew. `place` is "sheet:row"."""
    draft = drafts.draft_of(congress, draft_id)
    drafts.put_right(draft, place[:20], form.model_dump(exclude_unset=True))
    return verdicts(congress, draft)


@blueprint.put("/import-drafts/<int:draft_id>/columns")
@needs("roster.manage")
@answers(DraftAnswer)
@takes(ColumnChoice)
def choose_column(congress: Congress, draft_id: int, form: ColumnChoice) -> Any:
    """Say what a column holds; every row is judged anew."""
    draft = drafts.draft_of(congress, draft_id)
    drafts.choose_meaning(draft, sheet=form.sheet, column=form.column, meaning=form.meaning)
    return verdicts(congress, draft)


@blueprint.post("/import-drafts/<int:draft_id>/import")
@needs("roster.manage")
@answers(DraftSummary, 202)
def import_draft(congress: Congress, draft_id: int) -> Any:
    """Import what is right of a draft; the worker does it, lists one after another."""
    return summary(drafts.ask_to_import(congress, drafts.draft_of(congress, draft_id)))


@blueprint.delete("/import-drafts/<int:draft_id>/import")
@needs("roster.manage")
@answers(DraftSummary)
def call_off(congress: Congress, draft_id: int) -> Any:
    """Call an import off that is not written yet."""
    return summary(drafts.call_off(drafts.draft_of(congress, draft_id)))


@blueprint.delete("/import-drafts/<int:draft_id>")
@needs("roster.manage")
@answers(status=204)
def drop_draft(congress: Congress, draft_id: int) -> Any:
    """Throw a draft away."""
    drafts.drop_draft(congress, drafts.draft_of(congress, draft_id))


@blueprint.get("/import-drafts/<int:draft_id>/rest.xlsx")
@needs("roster.manage")
@answers(media_type=XLSX)
def write_rest(congress: Congress, draft_id: int) -> Any:
    """Write the rows that are not imported, with the reasons, as a list to put right."""
    plan = drafts.judged(congress, drafts.draft_of(congress, draft_id))
    rows = rest_rows(plan, has_sites=bool(sites_of(congress.id)))
    return sheet_answer(rows, name="rest.xlsx", title=heads()["rest"])


@blueprint.get("/import-template.xlsx")
@needs("roster.manage")
@answers(media_type=XLSX)
def write_template(congress: Congress) -> Any:
    """Write an empty list with the headings, an example and notes."""
    sites = [site.name for site in sites_of(congress.id)]
    return sheet_answer(
        iter(template_rows(sites)),
        name="template.xlsx",
        title=heads()["list"],
        choices=told_choices(sites),
        notes=template_notes(sites),
        notes_title=heads()["notes"],
    )


def sheet_answer(rows: Iterator[list[Any]], *, name: str, **about: Any) -> Response:
    """Answer with rows as XLSX, made by the press; formulas are neutral."""
    with tempfile.TemporaryDirectory() as folder:
        source, path = Path(folder) / "rows.jsonl", Path(folder) / name
        with source.open("w", encoding="utf-8") as file:
            for row in breathing(rows, every=BREATH):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        write_sheet(path, source, **about)
        response = send_file(path.open("rb"), mimetype=XLSX, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def rest_rows(plan: Plan, *, has_sites: bool) -> Iterator[list[Any]]:
    """Yield the head and the refused rows, the reason last."""
    names = fields(has_sites=has_sites)
    yield [*(heads()[name] for name in names), heads()["reason"]]
    for line in plan.lines:
        if line.verdict == "refused":
            yield [*(told(line, name) for name in names), explained(line)]


def told(line: Line, name: str) -> str:
    """Return a row's field as people write it."""
    if name == "birth":
        return born(line)
    value = line.site if name == "site" else line.facts.get(name, "")
    words = told_choices().get(heads()[name])
    if words and value in ("female", "male", True):
        return {"female": words[1], "male": words[0], True: words[0]}[value]
    return "" if value in (None, False) else str(value)


def born(line: Line) -> str:
    """Return a birth as people write it."""
    day = line.facts.get("birth_date")
    if isinstance(day, date):
        return day.strftime("%d/%m/%Y")
    return str(line.facts.get("birth_year") or "")


def summary(draft: RosterDraft) -> DraftSummary:
    """Return a draft without its rows."""
    names = DraftSummary.model_fields
    return DraftSummary(**{name: getattr(draft, name) for name in names})


def verdicts(congress: Congress, draft: RosterDraft) -> DraftAnswer:
    """Return a draft with its columns and a page of its rows."""
    plan = drafts.judged(congress, draft)
    wanted = request.args.get("q", "")
    start = max(request.args.get("before", 0, type=int), 0)
    lines = [line for line in plan.lines if wanted in ("", line.verdict)]
    lines.sort(key=lambda line: ORDER.index(line.verdict))
    return DraftAnswer(
        **summary(draft).model_dump(),
        counts=ImportCounts(**plan.counts),
        sheets=sheets_of(draft, has_sites=bool(sites_of(congress.id))),
        page=[draft_row(draft, line) for line in lines[start : start + PAGE_ROWS]],
        of=len(lines),
    )


def draft_row(draft: RosterDraft, line: Line) -> DraftRow:
    """Return one row of a draft as the API tells it."""
    doubtful = list(line.doubtful)
    if line.verdict == "refused" and not line.person.is_left_out:
        doubtful.append("number" if line.facts.get("name") else "name")
    return DraftRow(
        **{**row_answer(line), "birth_year": line.facts["birth_year"] or None},
        place=line.person.place,
        doubtful=doubtful,
        changed=changed_fields(line),
        fixed=draft.fixes.get(line.person.place, {}),
        birth=born(line),
    )


def changed_fields(line: Line) -> list[str]:
    """Return in which fields a row changes somebody who is in the roster."""
    if line.known is None or line.verdict == "refused":
        return []
    changed = [name for name, value in line.facts.items() if line.known.facts.get(name) != value]
    return [*changed, "site"] if line.known.site_id != line.site_id else changed


def sheets_of(draft: RosterDraft, *, has_sites: bool) -> list[DraftSheet]:
    """Return the sheets of a draft with what each column is taken for.

    Where everybody meets in one place (not `has_sites`) a column of sites is one of nothing.
    """
    found = []
    for number, sheet in enumerate(unpacked(draft.packed).sheets):
        chosen = draft.meanings.get(str(number), {})
        columns = columns_of(sheet.rows, chosen)
        if columns is not None and not has_sites:
            columns.places.pop("site", None)
        found.append(
            DraftSheet(
                sheet=number,
                name=sheet.name,
                is_list=columns is not None,
                columns=columns_told(sheet, columns, chosen),
            )
        )
    return found


def columns_told(
    sheet: Sheet, columns: Columns | None, chosen: dict[str, str]
) -> list[DraftColumn]:
    """Return the columns of a sheet that hold anything."""
    head = header_row(sheet.rows)
    head = likely_header(sheet.rows) if head is None else head
    if head is None:
        return []
    first = columns.first_row if columns else head + 1
    meanings = {at: name for name, at in columns.places.items()} if columns else {}
    births = columns.births if columns else []
    meanings |= dict(zip(births, ("male", "female"), strict=False))
    below = [row.cells for row in sheet.rows[first : first + 40]]
    width = max((len(cells) for cells in [sheet.rows[head].cells, *below]), default=0)
    told_columns = []
    for place in range(width):
        header = " ".join(
            str(text)
            for row in sheet.rows[head:first]
            if (text := cell_at(row.cells, place)) != "" and isinstance(text, str)
        )
        examples = [str(cell_at(cells, place)) for cells in below]
        told_columns.append(
            DraftColumn(
                column=place,
                header=header,
                examples=[each for each in examples if each][:2],
                meaning=chosen.get(str(place), meanings.get(place, "")),
                is_chosen=str(place) in chosen,
            )
        )
    return [each for each in told_columns if each.header or each.examples]


def cell_at(cells: tuple[Cell, ...], place: int) -> Cell:
    """Return a cell, "" beyond the row's end."""
    return cells[place] if place < len(cells) else ""
