"""Taking an office's list into the roster: read, judged row by row, written whole or not at all."""

import tempfile
import threading
from functools import partial
from pathlib import Path

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import FileStorage

from app.clock import breathing, now
from app.congresses.models import Congress
from app.db import is_writing
from app.delegates.badges import give_new_badge
from app.delegates.models import Delegate, RosterDraft, RosterStep
from app.delegates.roster_file import Person, people_in
from app.delegates.roster_plan import (
    BREATH,
    UNITS,
    Plan,
    Tell,
    known_delegates,
    nobody,
    plan_import,
)
from app.delegates.roster_rows import changed_rows, told
from app.delegates.roster_sites import NamedSites
from app.delegates.roster_staging import Ready, write_ready
from app.delegates.roster_steps import Facts, begin_step
from app.delegates.roster_stroke import in_one_stroke
from app.delegates.roster_units import Units, ids_to_be
from app.errors import InvalidError, RefusedError
from app.realtime import commit_and_publish
from documents.tables import MOST_ROWS, Table, TableError, read_table

FILE_LIMIT_BYTES = 20 * 1024 * 1024
reading = threading.BoundedSemaphore(2)
"""Spreadsheets are read in child processes; more than two at once help nobody."""


def people_of(upload: FileStorage | None) -> list[Person]:
    """Return the people of an uploaded list; raises RefusedError with a sentence."""
    people = list(breathing(people_in(table_of(upload)), every=BREATH))
    if not people:
        raise RefusedError(_("No list of people was found: one column must be headed “Họ và tên”."))
    return people


def table_of(upload: FileStorage | None) -> Table:
    """Return the sheets of an uploaded list; raises RefusedError with a sentence."""
    if upload is None:
        raise InvalidError(_("Choose a file to upload."))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        upload.save(path)
        upload.close()
        if path.stat().st_size > FILE_LIMIT_BYTES:
            raise RefusedError(table_sentence("too_heavy"))
        try:
            with reading:
                return read_table(path)
        except TableError as error:
            raise RefusedError(table_sentence(error.code)) from error


def table_sentence(code: str) -> LazyString:
    """Return the sentence for a file that cannot be read."""
    sentences = {
        "empty": _("The file is empty. Please choose it again."),
        "encrypted": _("The file asks for a password. Save it without one and try again."),
        "damaged": _("The file is damaged. Open it in Excel, save it again and try again."),
        "not_a_table": _("This is not a spreadsheet. Use .xlsx, .xls, .ods or .csv."),
        "too_heavy": _("The file is too heavy to open. Copy the list alone into a new file."),
        "too_many_rows": _("The list has more than %(rows)s rows.", rows=MOST_ROWS),
    }
    sentence: LazyString = sentences.get(code, _("The file could not be read. Please try again."))
    return sentence


def planned(congress: Congress, people: list[Person], tell: Tell = nobody) -> Plan:
    """Return what importing would do, and write nothing; `tell` hears how far it is."""
    sites = NamedSites(congress)
    return plan_import(people, known_delegates(congress), sites=sites, tell=tell)


def import_people(
    congress: Congress,
    people: list[Person],
    *,
    draft: RosterDraft | None = None,
    tell: Tell = nobody,
) -> Plan:
    """Import what is right of a list, in one step; what is refused is left out.

    A `draft` is done with the same commit.
    """

    def think() -> tuple[Ready, Plan]:
        plan = planned(congress, people, nobody if is_writing() else tell)
        return rows_of(congress, plan), plan

    def write(ready: Ready, plan: Plan) -> None:
        step = begin_import(congress, draft)
        write_ready(congress, ready, step)
        step.counts = {"added": len(plan.added), "changed": len(plan.changed), "removed": 0}

    return in_one_stroke(congress, think, write=write, tell=partial(announce, congress))


def announce(congress: Congress, plan: Plan) -> None:
    """Commit an import and let phones and desks know."""
    about = f"new:{len(plan.added)} update:{len(plan.changed)}"
    commit_and_publish(congress, "attendance", "roster", did="roster.import", about=about)


def begin_import(congress: Congress, draft: RosterDraft | None) -> RosterStep:
    """Begin the step of an import; the draft is done."""
    if draft is None:
        return begin_step(congress, "import")
    if draft.state not in ("waiting", "working"):
        raise RefusedError(_("The import was called off."))
    step = begin_step(congress, "import", note=draft.file_name, made_by=draft.made_by)
    draft.state, draft.step_id, draft.packed, draft.fixes = "done", step.id, b"", {}
    return step


def rows_of(congress: Congress, plan: Plan) -> Ready:
    """Return what is laid ready for a plan: new delegates with badges, changes with what was."""
    ready = Ready(Units(congress))
    for line in breathing(plan.taken, every=BREATH):
        for name in UNITS:
            ready.units.id_of(f"{name}_id", line.facts[name])
    moment, ids = now(), ids_to_be(Delegate, len(plan.added))
    ready.added += [
        {"id": new, "created_at": moment, **told(line.whole, ready.units), **new_badge()}
        for new, line in zip(ids, breathing(plan.added, every=BREATH), strict=True)
    ]
    ready.changed += changed_rows(plan.changed, ready.units)
    return ready


def new_badge() -> Facts:
    """Return the columns of a new delegate's badge."""
    badge = Delegate()
    give_new_badge(badge)
    return {
        "presidium": False,
        "badge_nonce": badge.badge_nonce,
        "badge_hash": badge.badge_hash,
    }
