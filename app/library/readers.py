"""Who read what: numbers for every document, and for delegates signed in, who has not opened it."""

import csv
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.clock import give_way
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, Delegation
from app.errors import NotFoundError
from app.library.link_forms import DocumentReaders
from app.library.models import Document, Link, Opening, Readership
from app.library.queries import documents_where
from documents.packing import neutral

Statement = Select[*tuple[Any, ...]]
Condition = ColumnElement[bool] | InstrumentedAttribute[bool]
BATCH = 250
"""After so many rows the hub may serve phones."""


class Unopened(NamedTuple):
    """A delegate who may read a document and has not opened it signed in by badge."""

    number: str
    name: str
    delegation: str
    position: str


def readers_of(congress: Congress) -> list[DocumentReaders]:
    """Return the numbers of every document that is not withdrawn, in the office's order."""
    scans, numbers, opened = scans_of(congress), readership_of(congress), opened_by(congress)
    expected = {
        audience: count(select(func.count(Delegate.id)).where(*invited(congress, audience)))
        for audience in ("delegates", "presidium")
    }
    found = []
    give_way()
    for document in documents_where(congress.id, Document.withdrawn_at.is_(None)):
        openings, readers = numbers.get(document.id, (0, 0))
        found.append(
            DocumentReaders(
                document_id=document.id,
                title=document.title,
                scans=scans.get(document.id, 0),
                openings=openings,
                readers=readers,
                opened_by=opened.get(document.id, 0),
                expected=expected["presidium" if is_closed(document) else "delegates"],
            )
        )
    return found


def document_of(congress: Congress, document_id: int) -> Document:
    """Return a document of this congress, whoever may read it; raises NotFoundError."""
    found = documents_where(congress.id, Document.id == document_id)
    if not found:
        raise NotFoundError
    return found[0]


def is_closed(document: Document) -> bool:
    """Tell whether a document is for the presidium alone."""
    return document.audience == "presidium"


def scans_of(congress: Congress) -> dict[int, int]:
    """Return how often the codes of each document were scanned, revoked ones too."""
    statement = select(Link.target_id, func.sum(Link.scans)).where(
        Link.congress_id == congress.id, Link.target == "document"
    )
    return pairs(statement.group_by(Link.target_id))


def readership_of(congress: Congress) -> dict[int, tuple[int, int]]:
    """Return (openings, browsers) by document."""
    statement = (
        select(Readership.document_id, Readership.openings, Readership.readers)
        .join(Document, Document.id == Readership.document_id)
        .where(Document.congress_id == congress.id)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(statement)}


def opened_by(congress: Congress) -> dict[int, int]:
    """Return how many of the invited delegates opened each document, signed in by badge."""
    statement = (
        select(Opening.document_id, func.count())
        .join(Delegate, Delegate.id == Opening.delegate_id)
        .join(Document, Document.id == Opening.document_id)
        .where(
            *invited(congress, "delegates"),
            (Document.audience != "presidium") | Delegate.presidium,
        )
    )
    return pairs(statement.group_by(Opening.document_id))


def invited(congress: Congress, audience: str) -> list[Condition]:
    """Return the conditions of those who should read a document for `audience`: no guests."""
    conditions: list[Condition] = [
        Delegate.congress_id == congress.id,
        Delegate.standing != "guest",
    ]
    return [*conditions, Delegate.presidium] if audience == "presidium" else conditions


def unopened(congress: Congress, document: Document) -> Iterator[Unopened]:
    """Yield who has not opened a document: by delegation, then by given name."""
    has_opened = select(Opening.delegate_id).where(Opening.document_id == document.id)
    statement = (
        select(
            Delegate.number, Delegate.name, func.coalesce(Delegation.name, ""), Delegate.position
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(*invited(congress, document.audience), Delegate.id.not_in(has_opened))
        .order_by(Delegation.position, Delegation.id, Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    for rows in db.session.execute(statement).partitions():
        yield from (Unopened(*row) for row in rows)
        give_way()


def by_delegation(people: Iterator[Unopened]) -> list[tuple[str, list[Unopened]]]:
    """Return people who come in order of their delegations as one list for each."""
    groups: list[tuple[str, list[Unopened]]] = []
    for person in people:
        if not groups or groups[-1][0] != person.delegation:
            groups.append((person.delegation, []))
        groups[-1][1].append(person)
    return groups


def unopened_csv(people: Iterator[Unopened], heads: list[str]) -> str:
    """Return a list as CSV that spreadsheets open with its letters right and run nothing of."""
    text = io.StringIO()
    text.write("\ufeff")
    lines = csv.writer(text)
    lines.writerow(heads)
    lines.writerows([neutral(cell) for cell in person] for person in people)
    return text.getvalue()


def count(statement: Statement) -> int:
    """Return the number that a statement counts."""
    return int(db.session.scalar(statement) or 0)


def pairs(statement: Statement) -> dict[int, int]:
    """Return a statement's rows as a dict."""
    return {row[0]: int(row[1]) for row in db.session.execute(statement)}
