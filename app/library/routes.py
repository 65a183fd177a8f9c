"""Pages about documents: the reader, the list of delegates, and the office's shelf."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.congresses.models import Congress
from app.delegates.models import Delegate
from app.delegates.queries import delegates_of, delegations_of
from app.library.links import link_url
from app.library.queries import document_for, documents_for, links_of, pages_of
from app.library.wording import refusal

blueprint = Blueprint("library", __name__)


@blueprint.get("/c/<int:congress_id>/documents/<int:document_id>")
@needs("documents.read")
def read(congress: Congress, document_id: int) -> ResponseReturnValue:
    """Read a document page by page."""
    document = document_for(visitor(), congress, document_id)
    version = document.current
    facts = {
        "id": document.id,
        "title": document.title,
        "state": document.state,
        "reason": refusal(version.reason),
        "pages": version.pages,
        "pages_ready": version.pages_ready,
        "version": version.number,
        "sizes": [[page.width, page.height] for page in pages_of(version)],
        "outline": version.outline,
        "has_text": any(page.text for page in pages_of(version)),
        "file_url": url_for(
            "library_api.download", congress_id=congress.id, document_id=document.id
        ),
    }
    return render_template("library/reader.html", congress=congress, document=facts)


@blueprint.get("/c/<int:congress_id>/delegates")
@needs("delegates.list")
def list_delegates(congress: Congress) -> ResponseReturnValue:
    """Show who is here: name, delegation and position, nothing else."""
    official = [each for each in delegates_of(congress) if each.standing != "guest"]
    by_delegation: dict[int | None, list[Delegate]] = {}
    for delegate in official:
        by_delegation.setdefault(delegate.delegation_id, []).append(delegate)
    delegations = [
        {
            "name": delegation.name,
            "delegates": [
                {"name": each.name, "position": each.position}
                for each in by_delegation.get(delegation.id, [])
            ],
        }
        for delegation in delegations_of(congress)
    ]
    return render_template("library/delegate_list.html", congress=congress, delegations=delegations)


@blueprint.get("/office/<int:congress_id>/documents")
@needs("documents.manage")
def show_shelf(congress: Congress) -> ResponseReturnValue:
    """Upload documents, watch them become pages, and make QR codes."""
    return render_template(
        "library/shelf.html",
        congress=congress,
        documents=documents_for(visitor(), congress),
        refusal=refusal,
        links=links_of(congress),
        link_url=link_url,
    )
