"""What a phone fetches to read without a network, and the pack for other offices."""

import gzip
import json
from typing import Any

from flask import Blueprint, Response, current_app, request, send_file
from flask_babel import lazy_gettext as _

from app.access import needs, visitor
from app.congresses.models import Congress
from app.contract import answers
from app.errors import InvalidError, NotFoundError, NotOpenError
from app.library.api import for_ever
from app.library.models import AUDIENCES, Document
from app.library.pack import Packs, holder_of, pictures, texts_file
from app.library.pack_forms import PackAnswer
from app.library.pack_zip import choices, send_pack
from app.library.queries import document_for, documents_for, documents_where, readable_by
from app.threads import in_a_thread

blueprint = Blueprint("pack_api", __name__, url_prefix="/api/congresses/<int:congress_id>")
MOST_PICTURES = 32


def packs() -> Packs:
    """Return the descriptions that this process keeps in memory."""
    found: Packs = current_app.extensions.setdefault("packs", Packs())
    return found


@blueprint.app_context_processor
def pack_block() -> dict[str, Any]:
    """Let the block of library/pack.html ask what it offers."""
    return {"pack_choices": choices}


@blueprint.get("/pack")
@needs("documents.read")
@answers(PackAnswer)
def show_pack(congress: Congress) -> Any:
    """List what a phone may keep to be read without a network, with every size."""
    holder = json.dumps(holder_of(visitor(), congress))
    documents = packs().get(visitor(), congress)
    response = Response(
        f'{{"holder": {holder}, "documents": {documents}}}', mimetype="application/json"
    )
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


@blueprint.get("/documents/<int:document_id>/texts")
@needs("documents.read")
@answers(media_type="application/json")
def show_texts(congress: Congress, document_id: int) -> Any:
    """Show the words of all pages of a ready document, in order, as each page's text does."""
    document = ready_document(congress, document_id)
    path = texts_file(document.current)
    if not request.accept_encodings["gzip"]:
        plain = in_a_thread(lambda: gzip.decompress(path.read_bytes()))
        return for_ever(Response(plain, mimetype="application/json"), document)
    response = send_file(path, mimetype="application/json", conditional=True)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return for_ever(response, document)


@blueprint.get("/documents/<int:document_id>/pictures")
@needs("documents.read")
@answers(media_type="application/octet-stream")
def show_pictures(congress: Congress, document_id: int) -> Any:
    """Show the pictures of the pages `first` to `last`, WebP files one after the other."""
    document = ready_document(congress, document_id)
    numbers = asked_pages(document)
    length, pieces = pictures(document.current.digest, numbers)
    response = Response(pieces, mimetype="application/octet-stream")
    response.content_length = length
    return for_ever(response, document)


@blueprint.get("/pack.zip")
@needs("documents.read")
@answers(media_type="application/zip")
def download_pack(congress: Congress) -> Any:
    """Download what one may read, with an index for a browser; the office chooses `audience`."""
    audience = request.args.get("audience", "")
    documents = [each for each in packed_for(congress, audience) if each.state == "ready"]
    return send_pack(congress, documents, audience=audience or visitor().audience_in(congress.id))


def packed_for(congress: Congress, audience: str) -> list[Document]:
    """Return the documents of a pack: one's own, or as the office asks, those of an audience."""
    if not audience:
        return documents_for(visitor(), congress)
    if audience not in AUDIENCES:
        raise InvalidError(_("There is no such audience."))
    if not visitor().may("documents.manage", congress.id):
        raise NotOpenError(_("Your role does not open this."))
    return documents_where(congress.id, readable_by(audience))


def asked_pages(document: Document) -> range:
    """Return the pages that the address asks for; raises InvalidError."""
    first = request.args.get("first", 1, type=int)
    last = request.args.get("last", first, type=int)
    if not 1 <= first <= last <= document.current.pages or last - first >= MOST_PICTURES:
        raise InvalidError(_("Ask for at most %(most)s pages of the document.", most=MOST_PICTURES))
    return range(first, last + 1)


def ready_document(congress: Congress, document_id: int) -> Document:
    """Return a document that this visitor may read, once all its pages are there."""
    document = document_for(visitor(), congress, document_id)
    if document.state != "ready":
        raise NotFoundError
    return document
