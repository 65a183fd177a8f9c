"""The documents as the office's shelf shows them: under their headings, with old versions."""

from dataclasses import dataclass
from typing import Any

from app.access import visitor
from app.agenda.models import AgendaItem
from app.agenda.queries import items_of
from app.congresses.models import Congress
from app.library.models import Document
from app.library.queries import documents_for
from app.library.versions import TRY_AGAIN, bringers
from documents.convert import converter


@dataclass(frozen=True)
class Group:
    """Documents under one heading of the list, as phones show them too."""

    heading: str
    documents: list[Document]


def shelf_facts(congress: Congress) -> dict[str, Any]:
    """Return what the office's page shows of the documents."""
    documents = documents_for(visitor(), congress)
    items = items_of(congress.id)
    return {
        "documents": documents,
        "groups": grouped([each for each in documents if each.withdrawn_at is None], congress),
        "withdrawn": [each for each in documents if each.withdrawn_at is not None],
        "sections": sorted({each.section for each in documents if each.section}),
        "items": {
            session.id: [each for each in items if each.session_id == session.id]
            for session in congress.sessions
        },
        "places": places(congress, items),
        "bringers": bringers([version for each in documents for version in each.versions]),
        "converts": converter() is not None,
        "try_again": TRY_AGAIN,
    }


def grouped(documents: list[Document], congress: Congress) -> list[Group]:
    """Return the documents under their headings, each where its first document stands.

    The heading is the section, else the session, else none.
    """
    titles = {session.id: session.title for session in congress.sessions}
    groups: dict[str, list[Document]] = {}
    for document in documents:
        heading = document.section or titles.get(document.session_id or 0, "")
        groups.setdefault(heading, []).append(document)
    return [Group(heading, found) for heading, found in groups.items()]


def places(congress: Congress, items: list[AgendaItem]) -> dict[str, str]:
    """Return the titles of sessions and items by what the page calls them: 3, item-5."""
    sessions = {str(session.id): session.title for session in congress.sessions}
    return sessions | {f"item-{item.id}": item.title for item in items}
