"""Which documents codes open, for sheets that show them all."""

from sqlalchemy import ColumnElement

from app.congresses.models import Congress
from app.library.models import Document, Link
from app.library.queries import documents_where, links_of


def linked_documents(congress: Congress) -> list[tuple[Document, Link]]:
    """Return the documents that codes open, each with its oldest link, in the office's order."""
    to_documents = [link for link in links_of(congress) if link.target == "document"]
    links = {link.target_id: link for link in reversed(to_documents)}
    open_ones = documents_where(congress.id, *opened_by_codes())
    return [(each, links[each.id]) for each in open_ones if each.id in links]


def documents_without_link(congress: Congress) -> list[Document]:
    """Return the documents that a code could open but none does."""
    linked = {link.target_id for link in links_of(congress) if link.target == "document"}
    open_ones = documents_where(congress.id, *opened_by_codes())
    return [each for each in open_ones if each.id not in linked]


def opened_by_codes() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of documents that a link may open."""
    return (Document.withdrawn_at.is_(None), Document.audience != "presidium")
