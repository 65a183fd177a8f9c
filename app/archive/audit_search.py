"""Finding entries of the audit: by words without accents, person, kind and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from app.archive.audit_names import references, references_named
from app.archive.audit_words import PREFIXES, SENTENCES
from app.clock import give_way
from app.db import db
from app.realtime import AuditEntry
from documents.search import fold

PAGE = 50
BATCH = 200
LONGEST_LOOK = 20_000
"""So many entries are looked through for words at once; the page then offers to go on."""


@dataclass(frozen=True)
class Search:
    """What is asked for; empty fields ask for nothing."""

    words: str = ""
    person: str = ""
    """Who did it, as the chain says it: `user:3`."""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None
    """Go on below the entry with this id."""


@dataclass(frozen=True)
class Page:
    """Entries, newest first, and where the next page begins (None: there is none)."""

    entries: list[AuditEntry]
    before: int | None


def found_entries(congress_id: int, search: Search, *, time_zone: str) -> Page:
    """Return a page of what was found in one chain."""
    matches = matcher(search.words)
    found: list[AuditEntry] = []
    entries = candidates(congress_id, search, time_zone)
    for looked, entry in enumerate(entries, start=1):
        if matches(entry):
            found.append(entry)
        if len(found) == PAGE or looked == LONGEST_LOOK:
            return Page(found, entry.id)
    return Page(found, None)


def candidates(congress_id: int, search: Search, time_zone: str) -> Iterator[AuditEntry]:
    """Yield what person, kind and days leave over, newest first; phones are served meanwhile."""
    statement = select(AuditEntry).filter_by(congress_id=congress_id)
    if search.person:
        statement = statement.where(AuditEntry.actor == search.person)
    if search.kind in PREFIXES:
        starts = (
            AuditEntry.did.startswith(each, autoescape=True) for each in PREFIXES[search.kind]
        )
        statement = statement.where(or_(*starts))
    if search.first:
        statement = statement.where(AuditEntry.at >= midnight(search.first, time_zone))
    if search.last:
        end = midnight(search.last + timedelta(days=1), time_zone)
        statement = statement.where(AuditEntry.at < end)
    before = search.before
    while True:
        part = statement if before is None else statement.where(AuditEntry.id < before)
        entries = list(db.session.scalars(part.order_by(AuditEntry.id.desc()).limit(BATCH)))
        yield from entries
        if len(entries) < BATCH:
            return
        before = entries[-1].id
        give_way()


class Matcher:
    """Tells whether every word stands in an entry's sentence, or in a name that it points to."""

    def __init__(self, words: list[str]) -> None:
        """Look up once what bears each word."""
        self.named = references_named(words) if words else []
        self.coded = [codes_with(word) for word in words]

    def __call__(self, entry: AuditEntry) -> bool:
        """Judge one entry."""
        pointed = set(references(entry))
        return all(
            entry.did in codes or named & pointed
            for codes, named in zip(self.coded, self.named, strict=True)
        )


def matcher(words: str) -> Matcher:
    """Return what judges entries by these words."""
    return Matcher(fold(words).split())


def codes_with(word: str) -> set[str]:
    """Return the codes in whose sentence (of the reader's language) or own text a word stands."""
    return {did for did, said in SENTENCES.items() if word in fold(str(said)) or word in did}


def midnight(day: date, time_zone: str) -> datetime:
    """Return the moment at which a day begins at the venue."""
    return datetime.combine(day, time(), ZoneInfo(time_zone))


def actors_of(congress_id: int) -> list[str]:
    """Return who did something in a chain."""
    statement = select(AuditEntry.actor).filter_by(congress_id=congress_id).distinct()
    return sorted(db.session.scalars(statement))
