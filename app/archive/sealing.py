"""What a backup holds of a person is sealed with that person's key, row by row.

A row keeps its ids; its personal columns become one text, AES-256-GCM, bound to table, row and
delegate. Where the key was destroyed the row comes back without the person, or not at all.
"""

import base64
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, select

from app.agenda.models import AgendaItem
from app.archive.person_keys import GoneError, Owner, seal, unseal
from app.attendance.models import Absence, CheckIn, EarlierAbsence, WalkIn
from app.credentials.models import AdoptedReport
from app.delegates.face_models import (
    EnrolmentLink,
    FaceBatch,
    FaceCalibration,
    FaceDifference,
)
from app.delegates.models import (
    ERASED_NAME,
    Consent,
    Delegate,
    DelegatePhoto,
    FaceTemplate,
    PhotoBatch,
    Portrait,
    ReplacedBadge,
    RosterDraft,
    RosterEntry,
    RosterStep,
)
from app.delegates.roster_steps import derived
from app.library.models import Opening, PrivateNote

Row = dict[str, Any]
SEALED = "~sealed"
"""Where a row or a person of a backup holds what is sealed; no column can be called so."""
PERSONS = ("oldest", "youngest")
"""The persons in the figures of an adopted report."""
IDENTITY = (
    *("number", "name", "sort_name", "sort_key", "folded", "position", "sex", "birth_date"),
    *("birth_year", "ethnicity", "religion", "party", "education", "seat", "presidium"),
    *("group_id", "badge_nonce", "badge_hash"),
)
"""What makes a delegate's row a person; the others (delegation, standing) only count."""
LEFT_OUT = frozenset(
    each.__tablename__
    for each in (RosterDraft, PhotoBatch, FaceBatch, FaceCalibration, FaceDifference)
)
"""Lists on their way into the roster hold names that have no key yet: they stay out of backups.

So do reports on photographs, whose files may be called like people, and what faces say about each
other, which is counted anew.
"""


@dataclass(frozen=True)
class Rule:
    """Whose row it is, and what of it is sealed."""

    owner: str = "delegate_id"
    columns: tuple[str, ...] = ()
    """Empty: every column that is no key of a table."""
    blank: Callable[[int], Row] | None = None
    """What an erased person's columns become; None: the row goes with the person."""


def anonymous(delegate_id: int) -> Row:
    """Return the columns of an erased delegate: a number and nothing more; the badge is dead."""
    facts = {"number": f"#{delegate_id}", "name": ERASED_NAME, "sort_name": ""}
    return {
        **dict.fromkeys(IDENTITY, ""),
        **facts,
        **derived({**facts, "position": "", "seat": ""}),
        **dict.fromkeys(("birth_date", "birth_year", "group_id")),
        **dict.fromkeys(("party", "presidium"), False),
        "badge_hash": secrets.token_hex(32),
    }


def nameless(person: Mapping[str, Any]) -> Row:
    """Return a person of an adopted report of whom only the year of birth is left."""
    kept = {name: person[name] for name in ("state", "standing", "birth_year") if name in person}
    texts = ("delegation", "position", "sex", "ethnicity", "religion", "education")
    blank = {**dict.fromkeys(texts, ""), "birth_date": None, "birth_year": None, "party": False}
    return {**blank, **kept, "name": ERASED_NAME}


RULES: dict[str, Rule] = {
    Delegate.__tablename__: Rule("id", IDENTITY, anonymous),
    Absence.__tablename__: Rule(
        columns=("reason", "decline_reason"),
        blank=lambda _id: {"reason": "", "decline_reason": ""},
    ),
    EarlierAbsence.__tablename__: Rule(columns=("reason",), blank=lambda _id: {"reason": ""}),
    CheckIn.__tablename__: Rule(columns=("undo_reason",), blank=lambda _id: {"undo_reason": ""}),
    RosterEntry.__tablename__: Rule(columns=("before", "after")),
    PrivateNote.__tablename__: Rule(columns=("page", "marked", "text", "changed_at")),
    **{
        each.__tablename__: Rule()
        for each in (
            Consent,
            EnrolmentLink,
            DelegatePhoto,
            Portrait,
            FaceTemplate,
            Opening,
            ReplacedBadge,
            WalkIn,
        )
    },
}


@dataclass
class People:
    """Whose rows the tables hold, and under which names people stand in free text."""

    congresses: dict[int, int] = field(default_factory=dict)
    """The congress of each delegate, also of those who were removed."""
    names: dict[int, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(dict))
    """For each congress every name, also those of before, and who bore it."""

    def note(self, congress_id: int, delegate_id: int, name: Any) -> None:
        """Take up a delegate, and one of the names."""
        if name == ERASED_NAME:  # nothing of this person is left that a key could guard
            return
        self.congresses[delegate_id] = congress_id
        if name:
            self.names[congress_id].setdefault(name, set()).add(delegate_id)

    def called(self, congress_id: int, words: str) -> list[int]:
        """Return everybody whose name stands in a text."""
        bearers = self.names.get(congress_id, {})
        return sorted({each for name in bearers if name in words for each in bearers[name]})


def known_people(connection: Connection) -> People:
    """Read whose rows there are."""
    people = People()
    columns = (Delegate.congress_id, Delegate.id, Delegate.name)
    for congress_id, delegate_id, name in connection.execute(select(*columns)):
        people.note(congress_id, delegate_id, name)
    entries = select(
        RosterStep.congress_id, RosterEntry.delegate_id, RosterEntry.before, RosterEntry.after
    ).join(RosterStep, RosterStep.id == RosterEntry.step_id)
    for congress_id, delegate_id, before, after in connection.execute(entries):
        for facts in (before or {}, after or {}):
            people.note(congress_id, delegate_id, facts.get("name"))
    return people


def sealed_row(table: Table, row: Row, people: People) -> Row:
    """Return a row of plain values as a backup holds it."""
    if table.name == AdoptedReport.__tablename__:
        return {**row, "figures": sealed_figures(row, people)}
    if table.name == AgendaItem.__tablename__:
        return sealed_speaker(row, people)
    rule = RULES.get(table.name)
    if rule is None or row[rule.owner] not in people.congresses:
        return row
    owner = Owner(people.congresses[row[rule.owner]], row[rule.owner])
    columns = rule.columns or outer_columns(table)
    told = {name: row[name] for name in columns}
    kept = {name: value for name, value in row.items() if name not in columns}
    return {**kept, SEALED: sealed(told, [owner], place_of(table, row))}


def sealed_figures(row: Row, people: People) -> Row:
    """Return the figures of an adopted report with its persons sealed."""
    figures = dict(row["figures"])
    for name in PERSONS:
        person = figures.get(name)
        if person is None:
            continue
        owners = owners_of(people, row["congress_id"], person["name"])
        if owners:
            place = f"adopted_report:{row['id']}:{name}"
            figures[name] = {SEALED: sealed(person, owners, place), **nameless(person)}
    return figures


def sealed_speaker(row: Row, people: People) -> Row:
    """Return an item of the programme with the delegate who speaks sealed."""
    owners = owners_of(people, row["congress_id"], row["speaker"])
    if not owners:
        return row
    told = sealed({"speaker": row["speaker"]}, owners, f"agenda_item:{row['id']}")
    return {**row, "speaker": ERASED_NAME, SEALED: told}


def owners_of(people: People, congress_id: int, words: str) -> list[Owner]:
    """Return whose names a text holds."""
    return [Owner(congress_id, each) for each in people.called(congress_id, words)]


def outer_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are no key, own or foreign."""
    return tuple(
        each.name for each in table.columns if not each.primary_key and not each.foreign_keys
    )


def place_of(table: Table, row: Row) -> str:
    """Return what a sealed row is bound to."""
    keys = "-".join(str(row[each.name]) for each in table.primary_key.columns)
    return f"{table.name}:{keys}"


def sealed(told: Row, owners: list[Owner], place: str) -> Row:
    """Seal with the key of each owner in turn: when any of them is erased it stays shut."""
    body = json.dumps(told, ensure_ascii=False).encode()
    for owner in owners:
        body = seal(body, owner, place)
    people = [[owner.congress_id, owner.delegate_id] for owner in owners]
    return {"of": people, "place": place, "body": base64.b64encode(body).decode("ascii")}


def opened(told: Row) -> Row:
    """Return what `sealed` was given; raises GoneError."""
    body = base64.b64decode(told["body"])
    for owner in reversed([Owner(*each) for each in told["of"]]):
        body = unseal(body, owner, told["place"])
    found: Row = json.loads(body)
    return found


def opened_row(table: Table, row: Row) -> Row | None:
    """Return a row of a backup as the table holds it; None where it went with its person."""
    if table.name == AdoptedReport.__tablename__:
        return {**row, "figures": opened_figures(row["figures"])}
    if SEALED not in row:
        return row
    kept = {name: value for name, value in row.items() if name != SEALED}
    try:
        return {**kept, **opened(row[SEALED])}
    except GoneError:
        rule = RULES.get(table.name)
        if rule is None:  # the speaker of an item, whose name is out already
            return kept
        return {**kept, **rule.blank(row[rule.owner])} if rule.blank else None


def opened_figures(figures: Row) -> Row:
    """Return the figures of an adopted report with the persons who were not erased."""
    found = dict(figures)
    for name in PERSONS:
        person = found.get(name)
        if not person or SEALED not in person:
            continue
        try:
            found[name] = opened(person[SEALED])
        except GoneError:
            found[name] = nameless(person)
    return found


def owners_in(row: Row) -> Iterator[Owner]:
    """Yield whose keys a row of a backup asks for."""
    figures = row.get("figures") or {}
    persons = [figures.get(name) or {} for name in PERSONS]
    for each in (row, *persons):
        for of in each.get(SEALED, {}).get("of", ()):
            yield Owner(*of)
