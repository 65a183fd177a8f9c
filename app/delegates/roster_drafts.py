"""A list on its way into the roster: kept on the server, put right row by row, then imported.

A draft keeps the file and what people decided; verdicts are made anew each time, so they hold for
the roster as it is now, whoever changed it meanwhile.
"""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from werkzeug.datastructures import FileStorage

from app.access import visitor
from app.clock import breathing, now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.models import RosterDraft
from app.delegates.roster_draft_file import packed, unpacked
from app.delegates.roster_file import Person, people_in
from app.delegates.roster_fixes import fixed
from app.delegates.roster_import import import_people, planned, table_of
from app.delegates.roster_plan import BREATH, Plan
from app.errors import InvalidError, NotFoundError, RefusedError
from app.jobs import ask
from app.realtime import commit, commit_and_publish, commit_quietly

KEPT = timedelta(days=7)
"""A draft that nobody imports is forgotten: it holds names."""
MOST_DRAFTS = 20
PROGRESS_ROWS = 500


class CancelledError(Exception):
    """Somebody called the import off while it was judged."""


def draft_of(congress: Congress, draft_id: int) -> RosterDraft:
    """Return a draft of this congress; raises NotFoundError."""
    found = db.session.get(RosterDraft, draft_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return found


def drafts_of(congress: Congress) -> list[RosterDraft]:
    """Return the drafts that are not imported yet, the newest first."""
    statement = select(RosterDraft).where(
        RosterDraft.congress_id == congress.id, RosterDraft.state != "done"
    )
    return list(db.session.scalars(statement.order_by(RosterDraft.id.desc())))


def keep_list(congress: Congress, upload: FileStorage | None) -> RosterDraft:
    """Keep an uploaded list as a draft; raises RefusedError where it cannot be read."""
    table = table_of(upload)
    rows = sum(len(sheet.rows) for sheet in table.sheets)
    if rows == 0:
        raise RefusedError(_("The file is empty. Please choose it again."))
    name = (upload.filename or "").replace("\\", "/").rpartition("/")[2] if upload else ""
    return keep_draft(congress, name[:200], packed(table), rows)


@changes
def keep_draft(congress: Congress, file_name: str, content: bytes, rows: int) -> RosterDraft:
    """Write a new draft; the oldest give way when there are too many."""
    forget_old_drafts(congress)
    draft = RosterDraft(
        congress_id=congress.id,
        file_name=file_name,
        made_by=visitor().name[:80],
        made_at=now(),
        packed=content,
        rows=rows,
        meanings={},
        fixes={},
    )
    db.session.add(draft)
    db.session.flush()
    commit_and_publish(congress, did="roster_draft.add", about=f"draft:{draft.id} rows:{rows}")
    return draft


def forget_old_drafts(congress: Congress) -> None:
    """Remove drafts past their time in the present transaction."""
    waiting = drafts_of(congress)
    old = [each.id for each in waiting if each.made_at < now() - KEPT]
    old += [each.id for each in waiting[MOST_DRAFTS - 1 :]]
    db.session.execute(
        delete(RosterDraft).where(RosterDraft.id.in_(old), RosterDraft.state != "working")
    )
    done = delete(RosterDraft).where(
        RosterDraft.congress_id == congress.id,
        RosterDraft.state == "done",
        RosterDraft.made_at < now() - KEPT,
    )
    db.session.execute(done)


@changes
def forget_expired_drafts() -> None:
    """Remove the drafts of all congresses that are past their time."""
    expired = delete(RosterDraft).where(RosterDraft.made_at < now() - KEPT)
    db.session.execute(expired.where(RosterDraft.state != "working"))
    commit(did="roster_draft.expire")


@changes
def drop_draft(congress: Congress, draft: RosterDraft) -> None:
    """Throw a draft away."""
    about = f"draft:{draft.id}"
    db.session.delete(draft)
    commit_and_publish(congress, did="roster_draft.drop", about=about)


@changes
def put_right(draft: RosterDraft, place: str, fixes: dict[str, str | None]) -> None:
    """Put texts in the place of cells of one row; None takes what was put there back."""
    refuse_unless_open(draft)
    told = {**draft.fixes.get(place, {}), **fixes}
    kept = {name: text for name, text in told.items() if text is not None}
    draft.fixes = {key: each for key, each in {**draft.fixes, place: kept}.items() if each}
    commit_quietly()


@changes
def choose_meaning(draft: RosterDraft, *, sheet: int, column: int, meaning: str | None) -> None:
    """Say what a column holds; "" for nothing, None for what its header says."""
    refuse_unless_open(draft)
    told = {**draft.meanings.get(str(sheet), {})}
    # A field stands in one column: choosing it anew takes it from the one chosen before.
    told = {place: each for place, each in told.items() if each != meaning or each == ""}
    told.pop(str(column), None)
    if meaning is not None:
        told[str(column)] = meaning
    draft.meanings = {**draft.meanings, str(sheet): told}
    commit_quietly()


def refuse_unless_open(draft: RosterDraft) -> None:
    """Raise RefusedError when a draft is being imported or was."""
    if draft.state not in ("open", "failed"):
        raise RefusedError(_("This list is being imported or was imported already."))


def people_of_draft(draft: RosterDraft) -> list[Person]:
    """Return the people of a draft with everything that was put right."""
    table = unpacked(draft.packed)
    people = people_in(table, draft.meanings)
    return [
        fixed(person, draft.fixes.get(person.place, {}))
        for person in breathing(people, every=BREATH)
    ]


def judged(congress: Congress, draft: RosterDraft) -> Plan:
    """Return the verdicts on a draft for the roster as it is now."""
    return planned(congress, people_of_draft(draft))


@changes
def ask_to_import(congress: Congress, draft: RosterDraft) -> RosterDraft:
    """Leave the import to the worker; one list after another, so that none is doubled."""
    refuse_unless_open(draft)
    draft.state, draft.progress = "waiting", 0
    ask("roster_import", lane="roster", congress_id=congress.id, draft_id=draft.id)
    commit_and_publish(congress, did="roster_draft.import", about=f"draft:{draft.id}")
    return draft


@changes
def call_off(draft: RosterDraft) -> RosterDraft:
    """Call an import off that is not written yet; the draft is open again."""
    if draft.state in ("waiting", "working"):
        draft.state, draft.progress = "open", 0
        commit_quietly()
    return draft


def import_in_worker(draft_id: int) -> None:
    """Import a draft as its job asks; one that was called off or is done is left alone."""
    draft = db.session.get(RosterDraft, draft_id)
    if draft is None or draft.state not in ("waiting", "working"):
        return
    congress = db.session.get_one(Congress, draft.congress_id)
    try:
        tell_progress(draft, 0)
        people = people_of_draft(draft)
        if not people:
            raise InvalidError(_("No list of people was found."))
        import_people(congress, people, draft=draft, tell=lambda row: tell_progress(draft, row))
    except CancelledError:
        return
    except RefusedError:
        fail_draft(draft_id)


def tell_progress(draft: RosterDraft, row: int) -> None:
    """Note how far an import is; raises CancelledError when it was called off."""
    if row % PROGRESS_ROWS == 0:
        note_progress(draft, row)


@changes
def note_progress(draft: RosterDraft, row: int) -> None:
    """Write how far an import is; raises CancelledError when it was called off."""
    if draft.state not in ("waiting", "working"):
        raise CancelledError
    draft.state, draft.progress = "working", row
    commit_quietly()


@changes
def fail_draft(draft_id: int) -> None:
    """Open a draft again whose import failed for good; nothing of it was written."""
    draft = db.session.get(RosterDraft, draft_id)
    if draft is not None and draft.state in ("waiting", "working"):
        draft.state = "failed"
        commit_quietly()
