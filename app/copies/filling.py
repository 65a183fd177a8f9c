"""What a copy takes over besides the programme; the worker's work, done again it goes on."""

from sqlalchemy import insert, literal, select

from app.agenda.actions import new_slide
from app.agenda.models import AgendaItem, Slide
from app.agenda.queries import slides_by_item
from app.clock import now
from app.congresses.models import Congress
from app.copies.people_copy import copy_people
from app.copies.programme_copy import Pairs, Places, moved
from app.copies.sites_copy import copied_sites
from app.db import changes, db
from app.delegates.models import Delegation, DiscussionGroup
from app.jobs import ask
from app.library.models import Document, DocumentVersion, Page
from app.library.search import index_version
from app.realtime import commit_and_publish, commit_quietly

JOB = "copy_congress"
LANE = "roster"


def fill(
    *,
    source: int,
    copy: int,
    sessions: Pairs,
    items: Pairs,
    document_ids: list[int],
    units: bool,
    people: bool = False,
) -> None:
    """Bring documents, slides, units and people into a copy.

    A congress that is gone meanwhile is left alone.
    """
    places = Places(dict(sessions), dict(items))
    for document_id in document_ids:
        copy_document(source, copy, document_id, places=places)
    copy_slides(source, copy, places=places)
    if units:
        copy_units(source, copy)
    if people:
        copy_people(source, copy)


def both(source: int, copy: int) -> tuple[Congress, Congress] | None:
    """Return source and copy, or None when one of them was erased."""
    found = db.session.get(Congress, source), db.session.get(Congress, copy)
    return (found[0], found[1]) if found[0] and found[1] else None


def key_of(copy: int, version: DocumentVersion) -> str:
    """Return the key by which a second try knows that a version was copied."""
    return f"copy-{copy}-{version.id}"


@changes
def copy_document(source: int, copy: int, document_id: int, *, places: Places) -> None:
    """Copy a document in its present version; files and pictures are kept once for both."""
    congresses = both(source, copy)
    document = db.session.get(Document, document_id)
    if congresses is None or document is None or document.congress_id != source:
        return
    version = document.current
    key = key_of(copy, version)
    if (
        document.state != "ready"
        or db.session.query(DocumentVersion).filter_by(upload_key=key).count()
    ):
        return
    made = Document(
        congress_id=copy,
        session_id=places.sessions.get(document.session_id or 0),
        agenda_item_id=places.items.get(document.agenda_item_id or 0),
        title=document.title,
        section=document.section,
        position=document.position,
        audience=document.audience,
        opens_at=document.opens_at and moved(document.opens_at, *congresses),
        closes_at=document.closes_at and moved(document.closes_at, *congresses),
        created_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    copy_version(version, made, key=key)
    commit_and_publish(congresses[1], "library", did="document.copy", about=f"document:{made.id}")


def copy_version(version: DocumentVersion, document: Document, *, key: str) -> None:
    """Copy a version with its pages, ready to be read and searched."""
    names = ("digest", "media_type", "size_bytes", "file_name", "pages", "pages_ready", "outline")
    made = DocumentVersion(
        document_id=document.id,
        number=1,
        state="ready",
        upload_key=key,
        created_at=now(),
        **{name: getattr(version, name) for name in names},
    )
    db.session.add(made)
    db.session.flush()
    columns = (Page.number, Page.width, Page.height, Page.text)
    pages = select(literal(made.id), *columns).where(Page.version_id == version.id)
    names_of_page = ["version_id", *(column.key for column in columns)]
    db.session.execute(insert(Page).from_select(names_of_page, pages))
    index_version(made)


def copied_documents(copy: int) -> dict[int, int]:
    """Return {document of the source: its copy} of all documents that were copied."""
    made = select(DocumentVersion.upload_key, DocumentVersion.document_id).where(
        DocumentVersion.upload_key.startswith(f"copy-{copy}-")
    )
    by_version = {int(str(key).rpartition("-")[2]): to for key, to in db.session.execute(made)}
    sources = select(DocumentVersion.id, DocumentVersion.document_id).where(
        DocumentVersion.id.in_(by_version)
    )
    return {document_id: by_version[which] for which, document_id in db.session.execute(sources)}


@changes
def copy_slides(source: int, copy: int, *, places: Places) -> None:
    """Copy the decks; pages of documents that the copy does not have are left out."""
    congresses = both(source, copy)
    if congresses is None or db.session.query(Slide).filter_by(congress_id=copy).count():
        return
    documents = copied_documents(copy)
    for item_id, slides in slides_by_item(source).items():
        item = db.session.get(AgendaItem, places.items.get(item_id, 0))
        if item is None:  # taken out of the copy meanwhile
            continue
        for slide in slides:
            if slide.kind == "page" and slide.document_id not in documents:
                continue
            made = new_slide(
                congresses[1],
                item,
                kind=slide.kind,
                title=slide.title,
                notes=slide.notes,
                document_id=documents.get(slide.document_id or 0),
                page=slide.page,
                digest=slide.digest,
                media_type=slide.media_type,
                poster_digest=slide.poster_digest,
            )
            if made.kind in ("page", "video"):
                ask("slide", lane="documents", congress_id=copy, slide_id=made.id)
    commit_and_publish(
        congresses[1], "agenda", "stage", did="slide.copy", about=f"congress:{source}"
    )


@changes
def copy_units(source: int, copy: int) -> None:
    """Copy names and order of sites, delegations and groups; nobody leads them yet."""
    if both(source, copy) is None:
        return
    sites = copied_sites(source, copy)
    for unit in (Delegation, DiscussionGroup):
        there = set(db.session.scalars(select(unit.name).filter_by(congress_id=copy)))
        for each in db.session.scalars(select(unit).filter_by(congress_id=source)).all():
            if each.name not in there:
                made = unit(congress_id=copy, name=each.name, position=each.position)
                if isinstance(each, Delegation) and isinstance(made, Delegation):
                    made.site_id = sites.get(each.site_id or 0)
                db.session.add(made)
    commit_quietly()
