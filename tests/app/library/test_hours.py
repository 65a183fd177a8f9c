"""An hour that passes is announced once, whatever it opens or closes."""

from datetime import timedelta

from app.clock import now
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.hours import announce_turn, congresses_that_turned
from app.realtime import present_head
from tests.factories import make_document

SECOND = timedelta(seconds=1)


def turned(moment):
    return [each.title for each in congresses_that_turned(moment - SECOND, moment)]


def test_a_document_that_opens_turns_its_congress_once(congress):
    opens_at = now() + timedelta(hours=9)
    make_document(congress, "Theo giờ", "x", opens_at=opens_at)

    assert turned(opens_at - SECOND) == []
    assert turned(opens_at) == [congress.title]
    assert turned(opens_at + SECOND) == []


def test_a_link_that_closes_turns_its_congress(congress):
    closes_at = now() + timedelta(hours=9)
    library.add_link(congress, LinkForm(target="congress", closes_at=closes_at))
    assert turned(closes_at) == [congress.title]


def test_a_session_that_begins_or_ends_turns_its_congress(congress):
    session = congress.sessions[1]
    assert turned(session.starts_at) == [congress.title]
    assert turned(session.ends_at) == [congress.title]


def test_the_turn_is_news_of_documents_agenda_and_attendance(congress):
    announce_turn(congress)
    head = present_head(congress.id)
    assert {head.parts[part] for part in ("library", "agenda", "attendance")} == {head.seq}
