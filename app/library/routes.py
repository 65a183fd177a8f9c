"""Pages about documents: the reader, the list of delegates, and the office's shelf."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.clock import now
from app.congresses.models import Congress
from app.errors import NotFoundError
from app.library.answer_door import keep_answer
from app.library.links import link_url
from app.library.models import Document
from app.library.names import names_of
from app.library.printed import code_facts
from app.library.queries import closed_document, document_for, pages_of
from app.library.shelf import shelf_facts
from app.library.tally import counts_opening
from app.library.wording import refusal
from app.pages import render_long

blueprint = Blueprint("library", __name__)


@blueprint.get("/c/<int:congress_id>/documents/<int:document_id>")
@needs("documents.read")
@counts_opening
def read(congress: Congress, document_id: int) -> ResponseReturnValue:
    """Read a document page by page."""
    try:
        document = document_for(visitor(), congress, document_id)
    except NotFoundError:
        closed = closed_document(visitor(), congress, document_id)
        page = render_template("library/closed.html", congress=congress, closed=closed, now=now())
        return page, HTTPStatus.GONE if closed.withdrawn_at else HTTPStatus.FORBIDDEN
    if document.newest.state == "ready":  # one that is being made changes without news
        keep_answer(congress.id)
    return render_template(
        "library/reader.html",
        congress=congress,
        document=reader_facts(document),
        keeper_id=visitor().delegate_ids.get(congress.id),
    )


def reader_facts(document: Document) -> dict[str, Any]:
    """Return what the reader must know before it asks for anything."""
    version = document.current
    pages = pages_of(version)
    api = f"/api/congresses/{document.congress_id}/documents/{document.id}"
    return {
        "id": document.id,
        "title": document.title,
        "state": document.state,
        "reason": refusal(version.reason),
        "pages": version.pages,
        "pages_ready": version.pages_ready,
        "version": version.number,
        "sizes": [[page.width, page.height] for page in pages],
        "unsearchable": sum(not page.has_text for page in pages),
        "outline": version.outline,
        "is_public": document.audience == "public",
        "first_picture": f"{api}/pages/1?w=720&v={version.number}" if pages else "",
        "file_url": f"{api}/file",
    }


@blueprint.get("/c/<int:congress_id>/delegates")
@needs("delegates.list")
def list_delegates(congress: Congress) -> ResponseReturnValue:
    """Show who is called: name, delegation and position, nothing else."""
    return render_long(
        "library/delegate_list.html", congress=congress, delegations=names_of(congress)
    )


@blueprint.get("/office/<int:congress_id>/documents")
@needs("documents.manage")
def show_shelf(congress: Congress) -> ResponseReturnValue:
    """Upload documents, watch them become pages, and make QR codes."""
    return render_template(
        "library/shelf.html",
        congress=congress,
        **shelf_facts(congress),
        refusal=refusal,
        **code_facts(congress),
        link_url=link_url,
    )
