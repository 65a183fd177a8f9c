"""Versions of a document: what an upload sent twice means, what is here already, going back."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.accounts.models import User
from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.errors import NotFoundError, RefusedError
from app.jobs import Job, ask
from app.library.models import Document, DocumentVersion
from app.realtime import commit_and_publish
from app.realtime.door import actor
from documents.store import StoredFile

DOCUMENT_LANE = "documents"
TRY_AGAIN = frozenset({"disk_full", "failed", "no_converter", "too_heavy"})
"""Refusals that another try may lift: the machine has changed, not the file."""


def new_version(
    congress: Congress,
    document: Document,
    stored: StoredFile,
    *,
    number: int,
    file_name: str,
    key: str | None = None,
    slides_for: int | None = None,
) -> DocumentVersion:
    """Put a version and its job into the present transaction.

    Its pages become slides of the agenda item `slides_for` when they are made.
    """
    version = DocumentVersion(
        document_id=document.id,
        number=number,
        digest=stored.digest,
        media_type=stored.media_type,
        size_bytes=stored.size_bytes,
        file_name=file_name[-200:],
        state="waiting",
        added_by=actor(),
        upload_key=key or None,
        created_at=now(),
    )
    db.session.add(version)
    db.session.flush()
    wanted = {"slides_for": slides_for} if slides_for is not None else {}
    ask("document", lane=DOCUMENT_LANE, congress_id=congress.id, version_id=version.id, **wanted)
    return version


def sent_before(congress: Congress, key: str | None, stored: StoredFile) -> DocumentVersion | None:
    """Return the version that this very upload made when it was sent the first time.

    A phone that lost the answer sends again with the same key. Raises RefusedError when the key
    came with another file.
    """
    if not key:
        return None
    found = db.session.scalar(select(DocumentVersion).filter_by(upload_key=key))
    if found is None:
        return None
    if found.document.congress_id != congress.id or found.digest != stored.digest:
        raise RefusedError(_("This upload was begun with another file. Please choose it again."))
    return found


def refuse_twin(congress: Congress, stored: StoredFile) -> None:
    """Raise RefusedError, with the document, when this very file is on the shelf already."""
    twin = db.session.scalar(
        select(Document)
        .join(DocumentVersion)
        .where(
            Document.congress_id == congress.id,
            Document.withdrawn_at.is_(None),
            DocumentVersion.digest == stored.digest,
        )
        .order_by(Document.id)
        .limit(1)
    )
    if twin is not None:
        sentence = _("This file is already here as “%(title)s”.", title=twin.title)
        raise RefusedError(sentence, same_as={"id": twin.id, "title": twin.title})


def version_of(document: Document, number: int) -> DocumentVersion:
    """Return a version by its number; raises NotFoundError."""
    found = next((each for each in document.versions if each.number == number), None)
    if found is None:
        raise NotFoundError
    return found


def bringers(versions: list[DocumentVersion]) -> dict[str, str]:
    """Return the names of those who brought versions, by what `added_by` says."""
    ids = {int(each.added_by[5:]) for each in versions if each.added_by.startswith("user:")}
    users = db.session.scalars(select(User).where(User.id.in_(ids)))
    return {f"user:{user.id}": user.display_name or user.name for user in users}


@changes
def restore_version(
    congress: Congress, document: Document, old: DocumentVersion
) -> DocumentVersion:
    """Bring an old file back as the newest version; the link stays, readers are told quietly."""
    if old.number == document.newest.number:
        raise RefusedError(_("This version is the newest one already."))
    stored = StoredFile(old.digest, old.size_bytes, old.media_type)
    number = document.newest.number + 1
    version = new_version(congress, document, stored, number=number, file_name=old.file_name)
    commit_and_publish(congress, "library", did="document.restore", about=f"document:{document.id}")
    return version


@changes
def prepare_again(congress: Congress, document: Document) -> DocumentVersion:
    """Try the newest file once more, when it was refused for what may have changed here.

    What was to become slides of an agenda item still does.
    """
    version = document.newest
    if version.state != "refused" or version.reason not in TRY_AGAIN:
        raise RefusedError(_("This file cannot be tried again; please upload another one."))
    version.state, version.reason = "waiting", ""
    ask("document", lane=DOCUMENT_LANE, congress_id=congress.id, **asked_of(congress, version))
    commit_and_publish(congress, "library", did="document.again", about=f"document:{document.id}")
    return version


def asked_of(congress: Congress, version: DocumentVersion) -> dict[str, int]:
    """Return what was asked of the worker about a version: its job is kept when it is done."""
    before = db.session.scalar(
        select(Job.payload)
        .filter_by(kind="document", congress_id=congress.id)
        .where(Job.payload["version_id"].as_integer() == version.id)
        .order_by(Job.id.desc())
        .limit(1)
    )
    return before or {"version_id": version.id}


@changes
def publish_again(congress: Congress, document: Document) -> None:
    """Undo a withdrawal; phones list the document again at once."""
    document.withdrawn_at = None
    commit_and_publish(
        congress, "library", "stage", did="document.publish", about=f"document:{document.id}"
    )
