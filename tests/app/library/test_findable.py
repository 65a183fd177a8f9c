"""A search looks at the documents that the visitor may read, in the version that readers get."""

from app.access import Visitor
from app.db import db, writing
from app.library import actions as library
from app.library.models import DocumentVersion
from app.library.queries import documents_for, findable_for
from tests.factories import make_document


def with_newer(document, *, state: str) -> None:
    """Put a newer version beside the ready one."""
    kept = document.current
    with writing():
        db.session.add(
            DocumentVersion(
                document_id=document.id,
                number=kept.number + 1,
                digest="0" * 64,
                media_type=kept.media_type,
                size_bytes=1,
                file_name="b.pdf",
                state=state,
                created_at=kept.created_at,
            )
        )
        db.session.commit()


def test_what_can_be_found_is_what_can_be_read(app, congress):
    documents = [
        make_document(congress, f"Văn kiện {audience}", "chữ", audience=audience)
        for audience in ("public", "delegates", "presidium")
    ]
    with_newer(documents[0], state="working")
    with_newer(documents[1], state="refused")
    library.withdraw(congress, make_document(congress, "Thu hồi", "chữ"))
    for role in ("guest", "delegate", "chair", "organiser"):
        who = Visitor(kind=role, roles={congress.id: frozenset({role})})
        read = [(each.id, each.title, each.current.id) for each in documents_for(who, congress)]
        assert [tuple(each) for each in findable_for(who, congress)] == read, role
