"""Documents and links as far as a visitor may see them: the lookup is the authorisation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import selectinload

from app.access import Visitor
from app.accounts.tokens import token_hash, token_in
from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.errors import NotFoundError
from app.library.models import Document, DocumentVersion, Link, Page


def readable_by(audience: str, document_ids: frozenset[int] = frozenset()) -> Any:
    """Return the condition of documents that an audience may read now."""
    moment = now()
    return and_(
        Document.withdrawn_at.is_(None),
        or_(Document.opens_at.is_(None), Document.opens_at <= moment),
        or_(Document.closes_at.is_(None), Document.closes_at > moment),
        kept_at(moment),
        meant_for(audience, document_ids),
    )


def kept_at(moment: datetime) -> Any:
    """Return the condition of documents whose congress still keeps them for their audience."""
    until = case(
        (Document.audience == "public", Congress.public_until),
        (Document.audience == "delegates", Congress.delegates_until),
        else_=Congress.presidium_until,
    )
    still = select(Congress.id).where(
        Congress.id == Document.congress_id, or_(until.is_(None), until > moment)
    )
    return still.exists()


def meant_for(audience: str, document_ids: frozenset[int] = frozenset()) -> Any:
    """Return the condition of documents that are for an audience, at whatever hour."""
    scopes: dict[str, ColumnElement[bool]] = {
        "presidium": Document.id.is_not(None),
        "delegates": Document.audience.in_(("public", "delegates")),
    }
    scope = scopes.get(audience, Document.audience == "public")
    if audience.startswith("session-"):
        ids = [int(each) for each in audience.split("-")[1:]]
        own = and_(Document.audience == "delegates", Document.session_id.in_(ids))
        scope = or_(scope, own)
    by_link: ColumnElement[bool] = false()
    if document_ids:
        by_link = and_(Document.id.in_(document_ids), Document.audience != "presidium")
    return or_(scope, by_link)


def documents_for(visitor: Visitor, congress: Congress) -> list[Document]:
    """Return what this visitor may read now, in the office's order."""
    if visitor.may("documents.manage", congress.id):
        return documents_where(congress.id)
    condition = readable_by(visitor.audience_in(congress.id), visitor.document_ids)
    return [
        document
        for document in documents_where(congress.id, condition)
        if document.current.pages_ready
    ]


def documents_where(congress_id: int, *conditions: Any) -> list[Document]:
    """Return documents of a congress with their versions."""
    statement = (
        select(Document)
        .where(Document.congress_id == congress_id, *conditions)
        .options(selectinload(Document.versions))
        .order_by(Document.position, Document.id)
    )
    return list(db.session.scalars(statement))


class Findable(NamedTuple):
    """What a search must know of a document: the version that readers get."""

    id: int
    title: str
    version_id: int


def findable_for(visitor: Visitor, congress: Congress) -> list[Findable]:
    """Return the same documents as `documents_for`, as rows: a search needs no more."""
    version = DocumentVersion
    statement = (
        select(Document.id, Document.title, version.id, version.state, version.pages_ready)
        .join(version, version.document_id == Document.id)
        .where(Document.congress_id == congress.id)
        .order_by(Document.position, Document.id, version.number)
    )
    is_office = visitor.may("documents.manage", congress.id)
    if not is_office:
        audience = visitor.audience_in(congress.id)
        statement = statement.where(readable_by(audience, visitor.document_ids))
    current: dict[int, Any] = {}
    for row in db.session.execute(statement):
        before = current.get(row[0])
        if before is None or row.state == "ready" or before.state != "ready":
            current[row[0]] = row
    return [Findable(*row[:3]) for row in current.values() if is_office or row.pages_ready]


def document_for(visitor: Visitor, congress: Congress, document_id: int) -> Document:
    """Return a document that this visitor may read now; raises NotFoundError."""
    conditions = [Document.id == document_id]
    if not visitor.may("documents.manage", congress.id):
        conditions.append(readable_by(visitor.audience_in(congress.id), visitor.document_ids))
    found = documents_where(congress.id, *conditions)
    if not found:
        raise NotFoundError
    return found[0]


def closed_document(visitor: Visitor, congress: Congress, document_id: int) -> Document:
    """Return a document that is for this visitor but withdrawn or outside its hours.

    It may be named as such, never shown. Raises NotFoundError when there is none.
    """
    audience = visitor.audience_in(congress.id)
    condition = meant_for(audience, visitor.document_ids)
    found = documents_where(congress.id, Document.id == document_id, condition)
    if not found:
        raise NotFoundError
    return found[0]


class PageFacts(NamedTuple):
    """What a reader must know of a page before its picture is there; the size is in points."""

    width: float
    height: float
    has_text: bool


def pages_of(version: DocumentVersion) -> list[PageFacts]:
    """Return the pages that are ready, in order, without gaps being filled."""
    has_text = func.trim(Page.text, " \n\r\t") != ""
    statement = select(Page.width, Page.height, has_text).where(Page.version_id == version.id)
    rows = db.session.execute(statement.order_by(Page.number))
    return [PageFacts(width, height, bool(found)) for width, height, found in rows]


def unsearchable_pages(versions: Sequence[DocumentVersion]) -> dict[int, int]:
    """Return how many pages without text (scans) each of the versions has, by its id."""
    statement = (
        select(Page.version_id, func.count())
        .where(Page.version_id.in_([version.id for version in versions]))
        .where(func.trim(Page.text, " \n\r\t") == "")
        .group_by(Page.version_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def page_of(version: DocumentVersion, number: int) -> Page:
    """Return one page that is ready; raises NotFoundError."""
    page = db.session.scalar(select(Page).filter_by(version_id=version.id, number=number))
    if page is None:
        raise NotFoundError
    return page


def links_of(congress: Congress) -> list[Link]:
    """Return the links that were not revoked, oldest first."""
    statement = select(Link).filter_by(congress_id=congress.id, revoked_at=None)
    return list(db.session.scalars(statement.order_by(Link.id)))


def link_of(congress: Congress, link_id: int) -> Link:
    """Return a link of this congress that was not revoked; raises NotFoundError."""
    link = db.session.get(Link, link_id)
    if link is None or link.congress_id != congress.id or link.revoked_at:
        raise NotFoundError
    return link


def link_with(token: str) -> Link | None:
    """Return the link that a scanned token opens, unless it was revoked."""
    hashed = token_hash(token_in(token))
    return db.session.scalar(select(Link).filter_by(token_hash=hashed, revoked_at=None))
