"""Plants the demo congress through the same actions that organisers use."""

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

from app.agenda import actions as agenda
from app.agenda.forms import ItemForm
from app.agenda.models import AgendaItem
from app.clock import now
from app.congresses import actions as congresses
from app.congresses.models import Congress, CongressSession
from app.delegates import actions as delegates
from app.delegates.forms import DelegateForm
from app.demo import deck, film, people, pictures, printing, programme, texts
from app.library import actions as library
from app.library.files import file_store
from app.library.forms import DocumentForm, LinkForm
from app.library.models import Document
from config import FONTS_DIR
from documents.sheets import register_fonts
from documents.store import StoredFile

FILE_LIMIT_BYTES = 64 * 1024 * 1024
DECK_ITEM = "1.8"
HEADQUARTERS_SEATS = 8
"""So many of the ex officio delegates sit on the presidium of the demo."""
GROUPS = 4
"""Discussion groups of the demo; each takes several delegations."""


def plant_demo(say: Callable[[str], None] = lambda _line: None) -> Congress:
    """Make the whole demo congress; it begins today, so that everything is on."""
    register_fonts(FONTS_DIR)
    congress = plant_congress()
    say("programme")
    sessions, items = plant_agenda(congress)
    say("297 delegates, 12 delegations")
    plant_people(congress)
    with tempfile.TemporaryDirectory() as folder:
        say("six documents")
        plant_documents(congress, sessions, Path(folder))
        say("twelve slides and a film")
        plant_deck(congress, items[DECK_ITEM], sessions[0], Path(folder))
    plant_links(congress, sessions)
    return congress


def plant_congress() -> Congress:
    """Make the congress itself."""
    days = programme.ENDS_ON - programme.STARTS_ON
    today = now().astimezone(ZoneInfo(programme.TIME_ZONE)).date()
    return congresses.add_congress(
        programme.TITLE,
        starts_on=today,
        ends_on=today + days,
        venue=programme.VENUE,
        time_zone=programme.TIME_ZONE,
        term=programme.TERM,
    )


def plant_agenda(
    congress: Congress,
) -> tuple[list[CongressSession], dict[str, AgendaItem]]:
    """Make the sessions and their items; returns the items by their number."""
    shift = congress.starts_on - programme.STARTS_ON
    sessions, items = [], {}
    for planned in programme.AGENDA:
        session = congresses.add_session(
            congress,
            planned.title,
            starts_at=planned.starts_at + shift,
            ends_at=planned.ends_at + shift,
        )
        sessions.append(session)
        for item in planned.items:
            form = ItemForm.model_validate(
                {
                    "session_id": session.id,
                    "title": item.title,
                    "kind": item.kind,
                    "minutes": item.minutes,
                }
            )
            items[item.number] = agenda.add_item(congress, form)
    return sessions, items


def plant_people(congress: Congress) -> None:
    """Enter the roster, and who leads each delegation."""
    cast = [*people.delegates(), *people.guests()]
    seats_on_stage = HEADQUARTERS_SEATS
    forms = []
    for person in cast:
        on_stage = person.standing == "ex_officio" and seats_on_stage > 0
        seats_on_stage -= on_stage
        facts = asdict(person)
        del facts["leads"]
        facts |= {"presidium": on_stage, "group": group_of(person.delegation, person.standing)}
        forms.append(DelegateForm.model_validate(facts))
    added = delegates.add_delegates(congress, forms)
    leaders = [each for each, person in zip(added, cast, strict=True) if person.leads]
    delegates.name_leaders(congress, leaders)


def group_of(delegation: str, standing: str) -> str:
    """Return the discussion group of a delegation's members; guests have none."""
    if standing == "guest":
        return ""
    names = [each.name for each in people.delegations()]
    return f"Tổ {names.index(delegation) % GROUPS + 1}"


def plant_documents(congress: Congress, sessions: list[CongressSession], folder: Path) -> None:
    """Print the six documents and publish them; the worker makes their pages."""
    for document in texts.DOCUMENTS:
        path = folder / f"{document.name}.pdf"
        printing.print_document(document, path)
        session = sessions[document.session - 1] if document.session else None
        publish(congress, path, document.title, audience=document.audience, session=session)


def publish(
    congress: Congress,
    path: Path,
    title: str,
    *,
    audience: str,
    session: CongressSession | None,
) -> Document:
    """Publish a file as an organiser would."""
    form = DocumentForm.model_validate(
        {
            "title": title,
            "audience": audience,
            "session_id": session.id if session else None,
        }
    )
    return library.add_document(congress, form, stored(path), file_name=path.name)


def stored(path: Path) -> StoredFile:
    """Put a file into the store."""
    with path.open("rb") as stream:
        return file_store().save(stream, limit_bytes=FILE_LIMIT_BYTES)


def plant_deck(
    congress: Congress, item: AgendaItem, session: CongressSession, folder: Path
) -> None:
    """Draw the slides and the film, and put them into the item's running order."""
    drawn = {name: folder / f"{name}.jpg" for name in pictures.PICTURES}
    for name, path in drawn.items():
        pictures.draw(name, path)
    printed = folder / "deck.pdf"
    printing.print_deck(printed, pictures=drawn)
    document = publish(
        congress, printed, "Báo cáo chính trị: trình chiếu", audience="delegates", session=session
    )
    movie = folder / "film.webm"
    film.make_film(movie)
    for number, slide in enumerate(deck.DECK, start=1):
        if slide.film:
            words = {"title": slide.title, "notes": slide.notes}
            agenda.add_file_slide(congress, item, stored(movie), **words)
        else:
            agenda.add_page_slides(
                congress, item, document_id=document.id, pages=[number], notes=slide.notes
            )


def plant_links(congress: Congress, sessions: list[CongressSession]) -> None:
    """Make the QR codes: the congress, each session, and the list of delegates."""
    library.add_link(congress, LinkForm(target="congress"))
    for session in sessions:
        library.add_link(congress, LinkForm(target="session", id=session.id))
    library.add_link(congress, LinkForm(target="delegates"))
