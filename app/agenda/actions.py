"""Preparing the programme and the slides of each item."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from app.agenda.forms import (
    ItemChange,
    ItemForm,
    ItemOrderForm,
    OrderForm,
    PlaceForm,
    SkipForm,
    SlideChange,
)
from app.agenda.merging import give_minutes, take_minutes_back
from app.agenda.models import AgendaItem, Deck, Slide
from app.agenda.placing import number, place, sub_items
from app.agenda.programmes import plant, programmes
from app.agenda.queries import deck_of, items_of, slides_by_item, slides_of
from app.congresses.models import Congress
from app.congresses.queries import session_of
from app.db import changes, db
from app.errors import InvalidError, RefusedError
from app.jobs import ask
from app.realtime import commit_and_publish
from documents.store import StoredFile

IMAGE_TYPES = ("image/png", "image/jpeg", "image/webp")
VIDEO_TYPES = ("video/webm", "video/mp4")


@changes
def begin_with(congress: Congress, name: str, *, language: str) -> None:
    """Fill an empty congress with a built-in programme; RefusedError once it has sessions."""
    programme = programmes().get(name)
    if programme is None:
        raise InvalidError(_("There is no such programme."))
    if congress.sessions:
        raise RefusedError(_("The congress has sessions already. A programme needs an empty one."))
    plant(congress, programme, language=language)
    commit_and_publish(congress, "agenda", "attendance", did="agenda.begin", about=name)


@changes
def add_item(congress: Congress, form: ItemForm) -> AgendaItem:
    """Add an item; a sub-item takes its minutes from what its item has for itself."""
    facts = form.model_dump(exclude=set(PlaceForm.model_fields))
    item = AgendaItem(
        congress_id=congress.id,
        session_id=session_of(congress, form.session_id).id,
        position=0,
        state="planned",
        **facts,
    )
    db.session.add(item)
    db.session.flush()
    place(congress, item, form)
    parent = db.session.get(AgendaItem, item.parent_id) if item.parent_id else None
    if parent is not None:
        parent.minutes = max(0, parent.minutes - item.minutes)
    commit_and_publish(congress, "agenda", did="item.add", about=f"item:{item.id}")
    return item


@changes
def move_item(congress: Congress, item: AgendaItem, form: PlaceForm) -> None:
    """Put an item, and its sub-items with it, at another place, perhaps in another session."""
    if not form.model_fields_set:
        raise InvalidError(_("Choose the place first."))
    place(congress, item, form)
    # With the item that is on the session that is on may change.
    commit_and_publish(
        congress, "agenda", "stage", "attendance", did="item.move", about=f"item:{item.id}"
    )


@changes
def change_item(congress: Congress, item: AgendaItem, form: ItemChange) -> AgendaItem:
    """Change title, kind, length or speaker; the hall sees it at once."""
    for name, value in form.model_dump().items():
        setattr(item, name, value)
    commit_and_publish(congress, "agenda", "stage", did="item.change", about=f"item:{item.id}")
    return item


@changes
def order_items(congress: Congress, form: ItemOrderForm) -> None:
    """Put the items of a session into a new order; raises RefusedError when one is missing.

    Sub-items stay with their item, whatever stands between them in the order that was sent.
    """
    items = {item.id: item for item in items_of(congress.id) if item.session_id == form.session_id}
    put_in_order(items, form.ids)
    number(items.values())
    commit_and_publish(congress, "agenda", did="item.order", about=f"session:{form.session_id}")


@changes
def skip_item(congress: Congress, item: AgendaItem, form: SkipForm) -> None:
    """Pass an item and its sub-items over, or take them in again.

    Raises RefusedError once the hall has been there.
    """
    family = [item, *sub_items(item)]
    if any(each.state in ("current", "done") for each in family):
        raise RefusedError(_("The hall has already been at this item: it cannot be skipped."))
    take_minutes_back(item)
    if form.skipped and form.minutes_to:
        give_minutes(item, form.minutes_to)
    for each in family:
        each.state = "skipped" if form.skipped else "planned"
    did = "item.skip" if form.skipped else "item.take_in"
    commit_and_publish(congress, "agenda", "stage", did=did, about=f"item:{item.id}")


@changes
def remove_item(congress: Congress, item: AgendaItem) -> None:
    """Take an item and its slides out; items below it move up. The present one stays."""
    if item.state == "current":
        raise RefusedError(_("This item is on now. Move the hall to another item first."))
    item_id = item.id
    db.session.query(AgendaItem).filter_by(parent_id=item.id).update({"parent_id": item.parent_id})
    db.session.query(Deck).filter_by(item_id=item.id).delete()
    db.session.delete(item)
    commit_and_publish(congress, "agenda", did="item.remove", about=f"item:{item_id}")


def put_in_order(rows: Mapping[int, AgendaItem | Slide], ids: list[int]) -> None:
    """Renumber rows as `ids` say; raises RefusedError unless both name the same ones."""
    if sorted(ids) != sorted(rows):
        raise RefusedError(_("The list has changed meanwhile. Please load the page again."))
    for position, row_id in enumerate(ids, start=1):
        rows[row_id].position = position


@changes
def add_title_slide(congress: Congress, item: AgendaItem, *, title: str, notes: str) -> Slide:
    """Add a card that shows a title in large type."""
    slide = new_slide(congress, item, kind="title", title=title, notes=notes)
    return published(congress, slide)


@changes
def add_page_slides(
    congress: Congress,
    item: AgendaItem,
    *,
    document_id: int,
    pages: list[int],
    notes: str,
    notes_by_page: Mapping[int, str] | None = None,
) -> list[Slide]:
    """Add pages of a document, in the order given; a page without notes of its own gets `notes`."""
    told = notes_by_page or {}
    slides = [
        new_slide(
            congress,
            item,
            kind="page",
            document_id=document_id,
            page=page,
            notes=told.get(page, notes),
        )
        for page in pages
    ]
    db.session.flush()
    for slide in slides:
        ask("slide", lane="documents", congress_id=congress.id, slide_id=slide.id)
    published(congress, slides[0])
    return slides


@changes
def add_file_slide(
    congress: Congress,
    item: AgendaItem,
    stored: StoredFile,
    *,
    title: str,
    notes: str,
    key: str | None = None,
) -> Slide:
    """Add a picture or a video; raises InvalidError for any other file.

    The same upload sent again, known by its `key`, is the slide that it was.
    """
    before = sent_before(congress, key, stored)
    if before is not None:
        return before
    if stored.media_type in IMAGE_TYPES:
        kind = "image"
    elif stored.media_type in VIDEO_TYPES:
        kind = "video"
    else:
        raise InvalidError(
            _(
                "Slides come from PowerPoint and PDF files, pictures (PNG, JPEG, WebP)"
                " and videos (MP4, WebM)."
            )
        )
    slide = new_slide(
        congress,
        item,
        kind=kind,
        title=title,
        notes=notes,
        digest=stored.digest,
        media_type=stored.media_type,
        upload_key=key,
    )
    db.session.flush()
    if kind == "video":
        ask("slide", lane="documents", congress_id=congress.id, slide_id=slide.id)
    return published(congress, slide)


def sent_before(congress: Congress, key: str | None, stored: StoredFile) -> Slide | None:
    """Return the slide that this very upload made when it was sent the first time.

    Raises RefusedError when the key came with another file.
    """
    found = db.session.scalar(select(Slide).filter_by(upload_key=key)) if key else None
    if found is not None and (found.congress_id, found.digest) != (congress.id, stored.digest):
        raise RefusedError(_("This upload was begun with another file. Please choose it again."))
    return found


def new_slide(congress: Congress, item: AgendaItem, *, kind: str, **fields: object) -> Slide:
    """Put a slide at the end of the item's deck, in the present transaction."""
    deck = deck_of(item)
    if deck is None:
        deck = Deck(item_id=item.id)
        db.session.add(deck)
        db.session.flush()
    last = db.session.scalar(select(func.max(Slide.position)).filter_by(deck_id=deck.id))
    slide = Slide(
        congress_id=congress.id,
        deck_id=deck.id,
        position=(last or 0) + 1,
        kind=kind,
        **fields,
    )
    db.session.add(slide)
    db.session.flush()
    return slide


def published(congress: Congress, slide: Slide) -> Slide:
    """Commit, and let remotes know that a deck grew."""
    commit_and_publish(congress, "agenda", "stage", did="slide.add", about=f"slide:{slide.id}")
    return slide


@changes
def change_slide(congress: Congress, slide: Slide, form: SlideChange) -> Slide:
    """Change a slide's title and notes."""
    slide.title, slide.notes = form.title, form.notes
    commit_and_publish(congress, "agenda", "stage", did="slide.change", about=f"slide:{slide.id}")
    return slide


@changes
def order_slides(congress: Congress, item: AgendaItem, form: OrderForm) -> None:
    """Put an item's slides into a new order; raises RefusedError when one is missing."""
    slides = {slide.id: slide for slide in slides_by_item(congress.id).get(item.id, [])}
    put_in_order(slides, form.ids)
    commit_and_publish(congress, "agenda", "stage", did="slide.order", about=f"item:{item.id}")


@changes
def remove_slide(congress: Congress, slide: Slide) -> None:
    """Take a slide out of its deck."""
    slide_id = slide.id
    db.session.delete(slide)
    commit_and_publish(congress, "agenda", "stage", did="slide.remove", about=f"slide:{slide_id}")


@changes
def remove_page_slides(congress: Congress, item: AgendaItem, *, document_id: int) -> None:
    """Take all pages of one document out of an item's deck; RefusedError when there are none."""
    slides = [slide for slide in slides_of(item) if slide.document_id == document_id]
    if not slides:
        raise RefusedError(_("The list has changed meanwhile. Please load the page again."))
    for slide in slides:
        db.session.delete(slide)
    about = f"item:{item.id} document:{document_id}"
    commit_and_publish(congress, "agenda", "stage", did="slide.remove", about=about)


@changes
def keep_still(congress: Congress, slide: Slide, digest: str) -> None:
    """Keep the still picture that stands for a video where the network is poor."""
    slide.poster_digest = digest
    commit_and_publish(congress, "stage", did="slide.still", about=f"slide:{slide.id}")
