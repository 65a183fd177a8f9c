"""What organisers do with documents on the shelf: old versions, second tries, publishing again."""

from typing import Any

from flask import Blueprint

from app.access import needs, visitor
from app.congresses.models import Congress
from app.contract import answers
from app.library import versions
from app.library.api import answer_for, original, version_answer
from app.library.forms import DocumentAnswer, DocumentMade, OldVersion
from app.library.queries import document_for

blueprint = Blueprint("shelf_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/documents/<int:document_id>/versions")
@needs("documents.manage")
@answers(OldVersion, many=True)
def list_versions(congress: Congress, document_id: int) -> Any:
    """List every file that this document had, newest first."""
    document = document_for(visitor(), congress, document_id)
    names = versions.bringers(document.versions)
    return [
        OldVersion(
            **version_answer(version).model_dump(),
            media_type=version.media_type,
            added_by=names.get(version.added_by, ""),
            is_current=version.number == document.current.number,
        )
        for version in reversed(document.versions)
    ]


@blueprint.get("/documents/<int:document_id>/versions/<int:number>/file")
@needs("documents.manage")
@answers(media_type="application/octet-stream")
def download_version(congress: Congress, document_id: int, number: int) -> Any:
    """Download the file of one version as it was uploaded."""
    document = document_for(visitor(), congress, document_id)
    version = versions.version_of(document, number)
    return original(version, title=f"{document.title} ({number})")


@blueprint.post("/documents/<int:document_id>/versions/<int:number>/restore")
@needs("documents.manage")
@answers(DocumentMade, 202)
def restore_version(congress: Congress, document_id: int, number: int) -> Any:
    """Bring an old version back as the newest one."""
    document = document_for(visitor(), congress, document_id)
    old = versions.version_of(document, number)
    versions.restore_version(congress, document, old)
    return DocumentMade(id=document.id, state=document.newest.state)


@blueprint.post("/documents/<int:document_id>/prepare")
@needs("documents.manage")
@answers(DocumentMade, 202)
def prepare_again(congress: Congress, document_id: int) -> Any:
    """Try a refused file once more."""
    document = document_for(visitor(), congress, document_id)
    versions.prepare_again(congress, document)
    return DocumentMade(id=document.id, state=document.newest.state)


@blueprint.post("/documents/<int:document_id>/publish")
@needs("documents.manage")
@answers(DocumentAnswer)
def publish_again(congress: Congress, document_id: int) -> Any:
    """Publish a document again that was withdrawn."""
    document = document_for(visitor(), congress, document_id)
    versions.publish_again(congress, document)
    return answer_for(document)
