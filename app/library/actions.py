"""Publishing documents, and the links behind QR codes."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from app.accounts.tokens import new_nonce, token_hash
from app.agenda.queries import item_of
from app.clock import now
from app.congresses.models import Congress
from app.congresses.queries import session_of
from app.db import changes, db
from app.delegates.sites import site_of
from app.errors import InvalidError, RefusedError
from app.library.forms import DocumentChange, DocumentForm, LinkForm
from app.library.links import link_token
from app.library.models import Document, DocumentVersion, Link, Page
from app.library.queries import documents_where
from app.library.search import index_version
from app.library.versions import new_version, refuse_twin, sent_before
from app.realtime import commit_and_publish, commit_quietly
from documents.store import StoredFile

MOST_TITLE = 300
"""Letters of a title; names of files may be longer."""


@changes
def add_document(
    congress: Congress,
    form: DocumentForm,
    stored: StoredFile,
    *,
    file_name: str,
    slides_for: int | None = None,
) -> Document:
    """Take up a file; the worker makes its pages. The same upload sent again changes nothing.

    Its pages become slides of the agenda item `slides_for` as soon as they are made.
    """
    before = sent_before(congress, form.key, stored)
    if before is not None:
        return before.document
    if form.if_same == "ask":
        refuse_twin(congress, stored)
    last = db.session.scalar(select(func.max(Document.position)).filter_by(congress_id=congress.id))
    fields = form.model_dump(exclude={"key", "if_same"}) | place_of(congress, form)
    fields["title"] = form.title or (file_name.rpartition(".")[0] or file_name)[:MOST_TITLE]
    document = Document(
        congress_id=congress.id, position=(last or 0) + 1, created_at=now(), **fields
    )
    db.session.add(document)
    db.session.flush()
    new_version(
        congress,
        document,
        stored,
        number=1,
        file_name=file_name,
        key=form.key,
        slides_for=slides_for,
    )
    commit_and_publish(congress, "library", did="document.add", about=f"document:{document.id}")
    return document


@changes
def replace_file(
    congress: Congress,
    document: Document,
    stored: StoredFile,
    *,
    file_name: str,
    key: str | None = None,
) -> DocumentVersion:
    """Take up a new version; readers keep the old one until the new one is ready."""
    before = sent_before(congress, key, stored)
    if before is not None:
        return before
    number = document.newest.number + 1
    version = new_version(congress, document, stored, number=number, file_name=file_name, key=key)
    commit_and_publish(congress, "library", did="document.replace", about=f"document:{document.id}")
    return version


def place_of(congress: Congress, form: DocumentForm | DocumentChange) -> dict[str, int | None]:
    """Return session and item of a document; raises InvalidError for hours that cannot be."""
    if form.opens_at and form.closes_at and form.closes_at <= form.opens_at:
        raise InvalidError(_("The document closes before it opens."))
    if form.agenda_item_id is not None:
        item = item_of(congress, form.agenda_item_id)
        return {"session_id": item.session_id, "agenda_item_id": item.id}
    if form.session_id is not None:
        session_of(congress, form.session_id)
    return {"session_id": form.session_id, "agenda_item_id": None}


@changes
def enter_step(version: DocumentVersion, step: str) -> None:
    """Say what is being done with a file; the office shows it."""
    version.step = step
    if version.state == "waiting":
        version.state = "working"
    commit_quietly()


@changes
def add_pages(congress: Congress, version: DocumentVersion, pages: list[Page], *, of: int) -> None:
    """Make pages readable as they come out of the renderer."""
    version.state = "working"
    version.pages = of
    version.pages_ready += len(pages)
    db.session.add_all(pages)
    first_ones = version.pages_ready == len(pages)
    if first_ones:
        commit_and_publish(
            congress, "library", did="document.first", about=f"document:{version.document_id}"
        )
    else:
        commit_quietly()


@changes
def finish_version(congress: Congress, version: DocumentVersion, *, outline: list[object]) -> None:
    """Make a version the one that readers get, and searchable."""
    version.state, version.step = "ready", ""
    version.outline = outline
    index_version(version)
    commit_and_publish(
        congress, "library", did="document.ready", about=f"document:{version.document_id}"
    )


@changes
def refuse_version(congress: Congress, version: DocumentVersion, *, reason: str) -> None:
    """Keep why a file cannot be published; `reason` is a code of the documents library."""
    version.state, version.reason, version.step = "refused", reason, ""
    version.pages_ready = 0
    db.session.query(Page).filter_by(version_id=version.id).delete()
    commit_and_publish(
        congress, "library", did="document.refused", about=f"document:{version.document_id}"
    )


@changes
def restart_version(version: DocumentVersion) -> None:
    """Forget half-made pages before a version is rendered (again)."""
    db.session.query(Page).filter_by(version_id=version.id).delete()
    version.state, version.pages_ready, version.pages = "working", 0, 0
    version.reason = ""
    commit_quietly()


@changes
def change_document(congress: Congress, document: Document, form: DocumentChange) -> Document:
    """Change title, place, audience, section or hours; phones follow at once."""
    for name, value in (form.model_dump() | place_of(congress, form)).items():
        setattr(document, name, value)
    commit_and_publish(congress, "library", did="document.change", about=f"document:{document.id}")
    return document


@changes
def order_documents(congress: Congress, ids: list[int]) -> None:
    """Put the documents into a new order; those that came meanwhile follow in theirs.

    Raises RefusedError when one is told twice or is not here any more.
    """
    documents = {document.id: document for document in documents_where(congress.id)}
    if len(set(ids)) != len(ids) or not documents.keys() >= set(ids):
        raise RefusedError(_("The list has changed meanwhile. Please load the page again."))
    unseen = [document_id for document_id in documents if document_id not in ids]
    for position, document_id in enumerate(ids + unseen, start=1):
        documents[document_id].position = position
    commit_and_publish(congress, "library", did="document.order", about=f"count:{len(ids)}")


@changes
def withdraw(congress: Congress, document: Document) -> None:
    """Take a document back; connected phones drop it at once."""
    document.withdrawn_at = now()
    commit_and_publish(
        congress, "library", "stage", did="document.withdraw", about=f"document:{document.id}"
    )


@changes
def add_link(congress: Congress, form: LinkForm) -> Link:
    """Make a link for a QR code."""
    check_target(congress, form)
    if form.opens_at and form.closes_at and form.closes_at <= form.opens_at:
        raise InvalidError(_("The link closes before it opens."))
    nonce = new_nonce()
    link = Link(
        congress_id=congress.id,
        target=form.target,
        target_id=form.id,
        site_id=form.site_id,
        nonce=nonce,
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        created_at=now(),
    )
    link.token_hash = token_hash(link_token(link))
    db.session.add(link)
    db.session.flush()
    commit_and_publish(congress, did="link.add", about=f"link:{link.id}")
    return link


def check_target(congress: Congress, form: LinkForm) -> None:
    """Raise unless the link's target, and the site where it hangs, are of this congress."""
    if form.site_id is not None:
        site_of(congress, form.site_id)
    if form.target in ("session", "document") and form.id is None:
        raise InvalidError(_("Say which session or document the link opens."))
    if form.target == "session" and form.id is not None:
        session_of(congress, form.id)
    if form.target == "document" and not documents_where(congress.id, Document.id == form.id):
        raise InvalidError(_("There is no such document in this congress."))


@changes
def revoke_link(congress: Congress, link: Link) -> None:
    """Make a QR code worthless from the next scan on."""
    link.revoked_at = now()
    commit_and_publish(congress, "library", "doors", did="link.revoke", about=f"link:{link.id}")
