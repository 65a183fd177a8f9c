"""Pages of safekeeping: the audit, its check and the sheet with its head."""

from datetime import date
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.archive import medium, shelf
from app.archive.audit_names import about_words, actor_words, names_of
from app.archive.audit_search import Search, actors_of, found_entries
from app.archive.audit_words import KINDS, SENTENCES
from app.archive.erasing_congress import is_being_erased
from app.archive.export_words import TABLES
from app.archive.keeping import is_busy
from app.archive.keys_copied import copy_news
from app.archive.recovery import fingerprints
from app.archive.shelf import kept_backups
from app.clock import now
from app.congresses.models import Congress
from app.i18n import time_zone
from app.realtime.audit import check_chain
from app.realtime.models import HOUSE, AuditEntry
from app.threads import in_a_thread

blueprint = Blueprint("archive", __name__)


@blueprint.get("/office/<int:congress_id>/safekeeping")
@needs("export.read")
def show_safekeeping(congress: Congress) -> ResponseReturnValue:
    """Keep what was done: the export, the audit."""
    is_keeper = visitor().may("house.manage", None)
    return render_template(
        "archive/safekeeping.html",
        congress=congress,
        is_being_erased=is_being_erased(congress),
        tables=TABLES,
        copy_news=in_a_thread(copy_news, shelf.settings()) if is_keeper else None,
    )


@blueprint.get("/office/<int:congress_id>/safekeeping/audit")
@needs("audit.read")
def show_audit(congress: Congress) -> ResponseReturnValue:
    """Show who did what when in a congress."""
    return render_template("archive/audit.html", congress=congress, **audit(congress.id))


@blueprint.get("/office/<int:congress_id>/safekeeping/audit/head")
@needs("audit.read")
def show_head(congress: Congress) -> ResponseReturnValue:
    """Show the sheet that proves the audit later, to be printed and signed."""
    return render_template("archive/head.html", congress=congress, **head(congress.id))


@blueprint.get("/office/audit")
@needs("house.manage", everywhere=True)
def show_house_audit() -> ResponseReturnValue:
    """Show who did what when outside any congress: accounts, organisations."""
    return render_template("archive/house_audit.html", **audit(HOUSE))


@blueprint.get("/office/audit/head")
@needs("house.manage", everywhere=True)
def show_house_head() -> ResponseReturnValue:
    """Show the sheet that proves the audit of the house."""
    return render_template("archive/head.html", congress=None, **head(HOUSE))


@blueprint.get("/office/backups")
@needs("house.manage", everywhere=True)
def show_backups() -> ResponseReturnValue:
    """Show the backups of the server, and let make, try and delete them."""
    backups, server, second = kept_backups(), shelf.settings(), medium.medium()
    return render_template(
        "archive/backups.html",
        backups=backups,
        last_good=shelf.last_good(backups),
        is_busy=is_busy(),
        state=shelf.told(),
        medium=second,
        is_medium_there=in_a_thread(medium.is_there, second),
        is_same_disk=second is not None
        and in_a_thread(medium.is_same_disk, second, server.data_dir),
        disks=in_a_thread(medium.disks, server.data_dir),
        started_with=server.backup_dir,
        hours=server.backup_hours,
        keep=server.backup_keep,
        copy_news=in_a_thread(copy_news, server),
    )


@blueprint.get("/office/backups/recovery")
@needs("house.manage", everywhere=True)
def show_recovery() -> ResponseReturnValue:
    """Show the sheet that says what to keep and how to restore; no secret is on it."""
    return render_template(
        "archive/recovery.html",
        prints=fingerprints(shelf.settings()),
        moment=now(),
        server=shelf.settings().public_url,
        newest=next(iter(kept_backups()), None),
    )


def audit(congress_id: int) -> dict[str, Any]:
    """Return what the page of an audit shows."""
    search = asked_for()
    page = found_entries(congress_id, search, time_zone=time_zone())
    names = names_of(page.entries)
    everybody = [AuditEntry(actor=actor, about="") for actor in actors_of(congress_id)]
    people = names_of(everybody)
    return {
        "search": search,
        "lines": [line(entry, names) for entry in page.entries],
        "before": page.before,
        "people": {each.actor: actor_words(each, people) for each in everybody},
        "kinds": KINDS,
    }


def line(entry: AuditEntry, names: dict[str, str]) -> dict[str, Any]:
    """Return an entry as people read it."""
    return {
        "at": entry.at,
        "who": actor_words(entry, names),
        "what": SENTENCES.get(entry.did, entry.did),
        "about": about_words(entry, names),
    }


def asked_for() -> Search:
    """Return what the address asks for; what cannot be read asks for nothing."""
    given = request.args
    return Search(
        words=given.get("q", ""),
        person=given.get("person", ""),
        kind=given.get("kind", ""),
        first=given.get("first", type=date.fromisoformat),
        last=given.get("last", type=date.fromisoformat),
        before=given.get("before", type=int),
    )


def head(congress_id: int) -> dict[str, Any]:
    """Return what the sheet with the head shows."""
    return {
        "check": check_chain(congress_id),
        "moment": now(),
        "server": current_app.config["SETTINGS"].public_url,
    }
