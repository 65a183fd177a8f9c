"""Writing counts: a few statements for thousands of scans."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.db import Base, changes, db
from app.delegates.models import Delegate
from app.library.models import Document, Link, Opening, Readership
from app.realtime import commit_quietly


@changes
def write_counts(
    *,
    scans: Mapping[int, int],
    openings: Mapping[int, int],
    readers: Mapping[int, int],
    delegates: Mapping[tuple[int, int], datetime],
) -> None:
    """Add what was counted since the last writing, in one transaction."""
    add_scans(scans)
    add_readership(openings, readers)
    keep_openings(delegates)
    commit_quietly()


def add_scans(scans: Mapping[int, int]) -> None:
    """Add to the scans of links."""
    for link_id, count in scans.items():
        db.session.execute(update(Link).where(Link.id == link_id).values(scans=Link.scans + count))


def add_readership(openings: Mapping[int, int], readers: Mapping[int, int]) -> None:
    """Add to the numbers of documents that are still there."""
    for document_id in present(Document, openings):
        insert = insert_into(Readership)
        table = insert.table
        statement = insert.values(
            document_id=document_id,
            openings=openings[document_id],
            readers=readers.get(document_id, 0),
        )
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=["document_id"],
                set_={
                    "openings": table.c.openings + statement.excluded.openings,
                    "readers": table.c.readers + statement.excluded.readers,
                },
            )
        )


def keep_openings(delegates: Mapping[tuple[int, int], datetime]) -> None:
    """Keep when delegates opened documents first; who did before is left as it is."""
    documents = set(present(Document, {document_id for document_id, _who in delegates}))
    people = set(present(Delegate, {delegate_id for _what, delegate_id in delegates}))
    rows = [
        {"document_id": document_id, "delegate_id": delegate_id, "opened_at": opened_at}
        for (document_id, delegate_id), opened_at in delegates.items()
        if document_id in documents and delegate_id in people
    ]
    if rows:
        db.session.execute(insert_into(Opening).on_conflict_do_nothing(), rows)


def present(model: type[Document | Delegate], ids: Iterable[int]) -> list[int]:
    """Return those of `ids` that were not erased meanwhile."""
    return list(db.session.scalars(select(model.id).where(model.id.in_(list(ids)))))


def insert_into(model: type[Base]) -> Any:
    """Return an INSERT of this database's kind, which knows what to do about a conflict."""
    table: Table = model.__table__  # type: ignore[assignment]
    kind = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return kind.insert(table)
