"""Erasing a congress: rows, files, keys and index; the house's audit keeps one line with its id."""

import shutil
from contextlib import suppress
from pathlib import Path

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from app.agenda.models import AgendaItem, Slide
from app.archive.person_keys import Owner, destroy, folder
from app.congresses.models import Congress
from app.db import changes, db, overwrite_free_pages
from app.delegates import face_batches, photo_batches
from app.delegates.models import Delegate, Delegation, DiscussionGroup
from app.delegates.seals import photo_seals, seals
from app.errors import InvalidError, RefusedError
from app.i18n import nfc
from app.jobs import Job, ask
from app.library.files import file_store, pages_folder
from app.library.models import Document, DocumentVersion
from app.library.search import unindex_version
from app.realtime import AuditEntry, LiveHead, commit, commit_quietly
from checkin.vault import Vault
from documents.errors import StoreError

SAFEKEEPING = "safekeeping"
"""The worker's lane for what takes long and must not wait behind documents."""


@changes
def ask_to_erase(congress: Congress, *, title: str) -> None:
    """Leave the erasure of a congress to the worker; raises InvalidError for another title."""
    if " ".join(nfc(title).split()) != " ".join(congress.title.split()):
        raise InvalidError(_("This is not the congress's title. Type it as it is written above."))
    if db.session.scalar(select(Congress.id).filter_by(rehearsal_of_id=congress.id)):
        raise RefusedError(_("End the rehearsal of this congress first."))
    ask("erase_congress", lane=SAFEKEEPING, congress_id=None, which=congress.id)
    commit_quietly()


def erase_congress(which: int) -> None:
    """Erase a congress for good; done again after a cut it goes on where that left off."""
    digests = digests_of(which)
    if db.session.get(Congress, which) is not None:
        destroy_keys(which)
        photo_batches.SHELF.drop_archives(which)
        face_batches.SHELF.drop_archives(which)
        erase_rows(which)
    for digest in digests - digests_of(None):
        discard_file(digest)
    overwrite_free_pages()


def digests_of(congress_id: int | None) -> set[str]:
    """Return the files of a congress, or of all."""
    versions = select(DocumentVersion.digest).join(
        Document, Document.id == DocumentVersion.document_id
    )
    slides = [select(Slide.digest), select(Slide.poster_digest)]
    if congress_id is not None:
        versions = versions.where(Document.congress_id == congress_id)
        slides = [each.where(Slide.congress_id == congress_id) for each in slides]
    found = [*db.session.scalars(versions)]
    for each in slides:
        found += [digest for digest in db.session.scalars(each) if digest]
    return set(found)


def destroy_keys(congress_id: int) -> None:
    """Destroy every key of the congress's people: no backup shows them from now on."""
    keys = folder() / str(congress_id)
    for path in keys.glob("*.key"):
        destroy(Owner(congress_id, int(path.stem)))
    for vault in (Vault(folder()), seals(), photo_seals()):
        vault.destroy_congress(str(congress_id))


@changes
def erase_rows(congress_id: int) -> None:
    """Remove every row of the congress in one transaction."""
    mine = select(DocumentVersion.id).join(Document, Document.id == DocumentVersion.document_id)
    for version_id in db.session.scalars(mine.where(Document.congress_id == congress_id)).all():
        unindex_version(version_id)
    # What points to rows of the same congress without going with them is let go first.
    items = update(AgendaItem).where(AgendaItem.congress_id == congress_id)
    db.session.execute(items.values(parent_id=None))
    for unit in (Delegation, DiscussionGroup):
        led = update(unit).where(unit.congress_id == congress_id)
        db.session.execute(led.values(leader_id=None))
    for table in (Delegate, Job, AuditEntry, LiveHead):
        db.session.execute(delete(table).where(table.congress_id == congress_id))
    db.session.execute(delete(Congress).where(Congress.id == congress_id))
    commit(did="congress.erase", about=f"congress:{congress_id}")


def discard_file(digest: str) -> None:
    """Forget a file and its pages."""
    with suppress(StoreError):
        file_store().discard(digest)
    pages: Path = pages_folder(digest)
    shutil.rmtree(pages, ignore_errors=True)
    with suppress(OSError):  # others lie beside it
        pages.parent.rmdir()


def is_being_erased(congress: Congress) -> bool:
    """Tell whether the worker was asked to erase a congress."""
    jobs = select(Job.payload).where(
        Job.kind == "erase_congress", Job.state.in_(("waiting", "working"))
    )
    return any(each["which"] == congress.id for each in db.session.scalars(jobs))
