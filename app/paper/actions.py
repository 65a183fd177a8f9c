"""Telling the paper meter how paper would have been used, and what was printed."""

from flask_babel import lazy_gettext as _

from app.access import Visitor
from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.errors import InvalidError
from app.library.models import Document
from app.library.queries import documents_where
from app.paper.forms import PaperSettingsForm, PrintRunForm
from app.paper.models import PaperSettings, PrintRun
from app.realtime import commit_and_publish

SECONDS = 60


@changes
def save_settings(congress: Congress, form: PaperSettingsForm) -> PaperSettings:
    """Keep the settings; the audit tells that and by whom, the figures follow at once."""
    known = {document.id for document in documents_where(congress.id)}
    if not known.issuperset(form.left_out):
        raise InvalidError(_("There is no such document in this congress."))
    settings = db.session.get(PaperSettings, congress.id)
    if settings is None:
        settings = PaperSettings(congress_id=congress.id)
        db.session.add(settings)
    minutes = form.minutes_per_set
    settings.copies, settings.is_duplex = form.copies, form.is_duplex
    settings.cost_per_page = form.cost_per_page
    settings.seconds_per_set = None if minutes is None else round(minutes * SECONDS)
    settings.left_out = sorted(set(form.left_out))
    about = (
        f"copies:{form.copies} duplex:{form.is_duplex} cost:{form.cost_per_page}"
        f" seconds:{settings.seconds_per_set} left_out:{len(settings.left_out)}"
    )
    commit_and_publish(congress, did="paper.settings", about=about)
    return settings


@changes
def add_print_run(congress: Congress, form: PrintRunForm, *, by: Visitor) -> PrintRun:
    """Enter what was printed after all."""
    if not documents_where(congress.id, Document.id == form.document_id):
        raise InvalidError(_("There is no such document in this congress."))
    run = PrintRun(
        congress_id=congress.id,
        document_id=form.document_id,
        sets=form.sets,
        printed_on=form.printed_on,
        entered_by=by.name[:120],
        entered_at=now(),
    )
    db.session.add(run)
    db.session.flush()
    about = f"print_run:{run.id} document:{form.document_id} sets:{form.sets}"
    commit_and_publish(congress, did="paper.printed", about=about)
    return run


@changes
def remove_print_run(congress: Congress, run: PrintRun) -> None:
    """Take back an entry that was wrong; the audit keeps that it was there."""
    about = f"print_run:{run.id} document:{run.document_id} sets:{run.sets}"
    db.session.delete(run)
    commit_and_publish(congress, did="paper.printed_removed", about=about)
