"""Documents, their pages, search and links as JSON and files."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext as _

from app.access import needs, visitor
from app.congresses.models import Congress
from app.congresses.print_actions import note_printing
from app.contract import answers, takes
from app.errors import InvalidError, NotFoundError
from app.library import actions
from app.library.files import (
    file_name,
    file_store,
    page_picture,
    pages_folder,
    sent,
    take_file,
)
from app.library.forms import (
    DocumentAnswer,
    DocumentChange,
    DocumentForm,
    DocumentMade,
    DocumentOrder,
    FileForm,
    LinkAnswer,
    LinkForm,
    LinkMade,
    PageText,
    SearchHit,
    VersionAnswer,
)
from app.library.links import link_url
from app.library.models import Document, DocumentVersion, Link
from app.library.page_door import etag, grant, keeping
from app.library.posters import poster_pdf
from app.library.prepare import page_facts
from app.library.printed import network_of
from app.library.queries import (
    document_for,
    documents_for,
    findable_for,
    link_of,
    links_of,
    page_of,
)
from app.library.search_door import found, grant_search
from app.library.wording import refusal
from documents.qr import svg
from documents.store import safe_name

blueprint = Blueprint("library_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/documents")
@needs("documents.manage")
@answers(DocumentMade, 202)
@takes(DocumentForm, files=("file",))
def add_document(congress: Congress, form: DocumentForm) -> Any:
    """Take up a file; its pages are made in the background."""
    upload = request.files.get("file")
    stored = take_file(upload)
    document = actions.add_document(congress, form, stored, file_name=file_name(upload))
    return DocumentMade(id=document.id, state=document.state)


@blueprint.get("/documents")
@needs("documents.read")
@answers(DocumentAnswer, many=True)
def list_documents(congress: Congress) -> Any:
    """List what the visitor may read now."""
    return [answer_for(document) for document in documents_for(visitor(), congress)]


@blueprint.get("/documents/<int:document_id>")
@needs("documents.read")
@answers(DocumentAnswer)
def show_document(congress: Congress, document_id: int) -> Any:
    """Say how far a document is."""
    return answer_for(document_for(visitor(), congress, document_id))


@blueprint.put("/documents/<int:document_id>")
@needs("documents.manage")
@answers(DocumentAnswer)
@takes(DocumentChange)
def change_document(congress: Congress, document_id: int, form: DocumentChange) -> Any:
    """Change title, session, item, audience, section or hours of a document."""
    document = document_for(visitor(), congress, document_id)
    return answer_for(actions.change_document(congress, document, form))


@blueprint.put("/documents/order")
@needs("documents.manage")
@answers(status=204)
@takes(DocumentOrder)
def order_documents(congress: Congress, form: DocumentOrder) -> Any:
    """Put the documents into a new order; all of them are named."""
    actions.order_documents(congress, form.ids)


@blueprint.put("/documents/<int:document_id>/file")
@needs("documents.manage")
@answers(DocumentMade, 202)
@takes(FileForm, files=("file",))
def replace_file(congress: Congress, document_id: int, form: FileForm) -> Any:
    """Take up a new version; readers keep the old one until the new one is ready."""
    document = document_for(visitor(), congress, document_id)
    upload = request.files.get("file")
    stored, name = take_file(upload), file_name(upload)
    actions.replace_file(congress, document, stored, file_name=name, key=form.key)
    return DocumentMade(id=document.id, state=document.newest.state)


@blueprint.delete("/documents/<int:document_id>")
@needs("documents.manage")
@answers(status=204)
def withdraw(congress: Congress, document_id: int) -> Any:
    """Take a document back from every phone."""
    actions.withdraw(congress, document_for(visitor(), congress, document_id))


@blueprint.get("/documents/<int:document_id>/pages/<int:number>")
@needs("documents.read")
@answers(media_type="image/webp")
def show_page(congress: Congress, document_id: int, number: int) -> Any:
    """Show a page as a picture, 720 or 1440 (`w`) pixels wide."""
    document = document_for(visitor(), congress, document_id)
    version = document.current
    page_of(version, number)
    width_px = request.args.get("w", "720")
    if width_px not in ("720", "1440"):
        raise InvalidError(_("A page comes 720 or 1440 pixels wide."))
    path = page_picture(version.digest, number, int(width_px))
    if version.state == "ready":
        grant(digest=version.digest, version=version.number, pages=version.pages)
    response = sent(path, media_type="image/webp", etag=etag(version.digest, path.name).strip('"'))
    return for_ever(response, document)


@blueprint.get("/documents/<int:document_id>/pages/<int:number>/text")
@needs("documents.read")
@answers(PageText)
def show_text(congress: Congress, document_id: int, number: int) -> Any:
    """Show the words of a page and where they stand."""
    document = document_for(visitor(), congress, document_id)
    page_of(document.current, number)
    facts = page_facts(pages_folder(document.current.digest), number)
    return PageText(**{name: facts[name] for name in PageText.model_fields})


@blueprint.get("/documents/<int:document_id>/file")
@needs("documents.read")
@answers(media_type="application/octet-stream")
def download(congress: Congress, document_id: int) -> Any:
    """Download the file as it was uploaded."""
    document = document_for(visitor(), congress, document_id)
    is_office = visitor().may("documents.manage", congress.id)
    if document.current.state != "ready" and not is_office:
        raise NotFoundError  # what was refused, such as a file with macros, is handed to nobody
    return original(document.current, title=document.title)


@blueprint.get("/search")
@needs("documents.read")
@answers(SearchHit, many=True)
def search(congress: Congress) -> Any:
    """Find pages by words (`q`), without accents, in all that is open or one `document_id`.

    The best 20 of all, the next 20 with `skip=20`; of one document all, at most 400.
    """
    shelf = findable_for(visitor(), congress)
    grant_search(shelf)
    return found(request.args, shelf)


@blueprint.post("/links")
@needs("links.manage")
@answers(LinkMade, 201)
@takes(LinkForm)
def add_link(congress: Congress, form: LinkForm) -> Any:
    """Make a link for a QR code."""
    link = actions.add_link(congress, form)
    return LinkMade(id=link.id, url=link_url(link))


@blueprint.get("/links")
@needs("links.manage")
@answers(LinkAnswer, many=True)
def list_links(congress: Congress) -> Any:
    """List the links that were not revoked."""
    return [link_answer(link) for link in links_of(congress)]


@blueprint.get("/links/<int:link_id>.svg")
@needs("links.manage")
@answers(media_type="image/svg+xml")
def show_qr(congress: Congress, link_id: int) -> Any:
    """Show the link's QR code."""
    return Response(svg(link_url(link_of(congress, link_id))), mimetype="image/svg+xml")


@blueprint.get("/links/<int:link_id>/poster.pdf")
@needs("links.manage")
@answers(media_type="application/pdf")
def print_poster(congress: Congress, link_id: int) -> Any:
    """Print the link's QR code as a poster, A4 or A3 (`size`), perhaps with the Wi-Fi.

    `wifi` is name, or letters for the password too.
    """
    link = link_of(congress, link_id)
    size = "A3" if request.args.get("size") == "A3" else "A4"
    shows = request.args.get("wifi", "")
    response = poster_pdf(congress, link, size=size, network=network_of(congress), shows=shows)
    note_printing(congress, "poster", link_id=link.id)
    return response


@blueprint.delete("/links/<int:link_id>")
@needs("links.manage")
@answers(status=204)
def revoke_link(congress: Congress, link_id: int) -> Any:
    """Make a QR code worthless."""
    actions.revoke_link(congress, link_of(congress, link_id))


def original(version: DocumentVersion, *, title: str) -> Response:
    """Hand out a stranger's file: saved, never shown by the browser, without any right."""
    response = sent(
        file_store().path(version.digest),
        media_type=version.media_type,
        as_attachment=True,
        download_name=safe_name(title, version.media_type),
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def for_ever(response: Response, document: Document) -> Response:
    """Let the phone keep a page whose address names its version."""
    is_named = request.args.get("v") == str(document.current.number)
    response.headers["Cache-Control"] = keeping(is_named)
    return response


def answer_for(document: Document) -> DocumentAnswer:
    """Return a document as the API tells it."""
    version = document.current
    return DocumentAnswer(
        id=document.id,
        title=document.title,
        state=document.state,
        pages=version.pages,
        pages_ready=version.pages_ready,
        reason=refusal(version.reason),
        audience=document.audience,
        session_id=document.session_id,
        agenda_item_id=document.agenda_item_id,
        opens_at=document.opens_at,
        closes_at=document.closes_at,
        section=document.section,
        version=version.number,
        media_type=version.media_type,
        size_bytes=version.size_bytes,
        newest=version_answer(document.newest),
    )


def version_answer(version: DocumentVersion) -> VersionAnswer:
    """Return a version as the API tells it."""
    return VersionAnswer(
        number=version.number,
        state=version.state,
        pages=version.pages,
        pages_ready=version.pages_ready,
        reason=refusal(version.reason),
        file_name=version.file_name,
        step=version.step,
        size_bytes=version.size_bytes,
        created_at=version.created_at,
    )


def link_answer(link: Link) -> LinkAnswer:
    """Return a link as the API tells it."""
    names = set(LinkAnswer.model_fields) - {"url"}
    return LinkAnswer(url=link_url(link), **{name: getattr(link, name) for name in names})
