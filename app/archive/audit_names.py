"""Puts names to the ids of the audit, at the moment of reading: what was erased has none left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from app.accounts.models import Device, Invitation, Organisation, User
from app.accounts.role_words import ROLE_WORDS
from app.agenda.models import AgendaItem, Slide
from app.attendance.models import CheckIn
from app.clock import give_way
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.models import Delegate, Delegation, DiscussionGroup, Portrait, Site
from app.library.models import Document
from app.realtime import AuditEntry
from documents.search import fold

Found = Select[*tuple[Any, ...]]
BATCH = 100
shown_user = func.coalesce(func.nullif(User.display_name, ""), User.name)
whole_delegate = Delegate.number + " " + Delegate.name
NAMES: dict[str, Found] = {
    "user": select(User.id, shown_user),
    "delegate": select(Delegate.id, whole_delegate),
    "document": select(Document.id, Document.title),
    "item": select(AgendaItem.id, AgendaItem.title),
    "slide": select(Slide.id, Slide.title),
    "session": select(CongressSession.id, CongressSession.title),
    "congress": select(Congress.id, Congress.title),
    "organisation": select(Organisation.id, Organisation.name),
    "device": select(Device.id, Device.name),
    "kiosk": select(Device.id, Device.name),
    "screen": select(Device.id, Device.name),
    "delegation": select(Delegation.id, Delegation.name),
    "group": select(DiscussionGroup.id, DiscussionGroup.name),
    "site": select(Site.id, Site.name),
    "invitation": select(Invitation.id, Invitation.display_name),
    "check_in": select(CheckIn.id, whole_delegate).join(
        Delegate, Delegate.id == CheckIn.delegate_id
    ),
    "portrait": select(Portrait.id, whole_delegate).join(
        Delegate, Delegate.id == Portrait.delegate_id
    ),
}
"""What finds (id, name) of each kind of thing that an entry can be about."""


def references(entry: AuditEntry) -> list[str]:
    """Return what an entry points to, such as `user:3`: who did it, then what it was done to."""
    return [entry.actor, *entry.about.split()]


def names_of(entries: Iterable[AuditEntry]) -> dict[str, str]:
    """Return the names of everything that these entries point to."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for reference in references(entry):
            kind, _colon, number = reference.partition(":")
            if kind in NAMES and number.isdecimal():
                wanted[kind].add(int(number))
    found: dict[str, str] = {}
    for kind, ids in wanted.items():
        statement = NAMES[kind]
        key = statement.selected_columns[0]
        for row in db.session.execute(statement.where(key.in_(ids))):
            found[f"{kind}:{row[0]}"] = row[1]
    return found


def references_named(words: list[str]) -> list[set[str]]:
    """Return, for each word without accents, what bears it in its name."""
    found: list[set[str]] = [set() for _word in words]
    for kind, statement in NAMES.items():
        if kind in ("check_in", "portrait"):  # found by their delegate's id below
            continue
        for count, (number, name) in enumerate(db.session.execute(statement)):
            if count % BATCH == 0:
                give_way()
            folded = fold(name or "")
            for place, word in enumerate(words):
                if word in folded:
                    found[place].add(f"{kind}:{number}")
    for references in found:
        references |= set(check_ins_of(references))
    return found


def check_ins_of(references: set[str]) -> Iterator[str]:
    """Yield the check-ins and photographs of the delegates among these references."""
    ids = [int(each.partition(":")[2]) for each in references if each.startswith("delegate:")]
    for kind, model in (("check_in", CheckIn), ("portrait", Portrait)):
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            for (number,) in db.session.execute(
                select(model.id).where(model.delegate_id.in_(some))
            ):
                yield f"{kind}:{number}"
            give_way()


BY_THEMSELVES = {"sign_in", "user.accept", "password.change", "second_factor.pass"} | {
    "second_factor.recovery"
}
"""What somebody does who is not signed in yet: the entry is about the very person who acts."""


def doer(entry: AuditEntry) -> str:
    """Return who did it, as a reference."""
    if entry.actor == "nobody" and entry.did in BY_THEMSELVES:
        return entry.about.partition(" ")[0]
    return entry.actor


def actor_words(entry: AuditEntry, names: dict[str, str]) -> str:
    """Return who did it, in words."""
    reference = doer(entry)
    kind = reference.partition(":")[0]
    name = names.get(reference)
    if name and kind == "delegate":
        return str(_("%(name)s (by badge)", name=name))
    if name:
        return name
    others = {
        "nobody": _("The program itself"),
        "token": _("A program with a token"),
        "guest": _("A guest"),
        "user": _("An account that is gone"),
        "delegate": _("A delegate who was erased"),
    }
    return str(others.get(kind, reference))


def about_words(entry: AuditEntry, names: dict[str, str]) -> str:
    """Return what it was done to, in words."""
    others = (each for each in entry.about.split() if each != doer(entry))
    return " · ".join(filter(None, (reference_words(each, names) for each in others)))


def reference_words(reference: str, names: dict[str, str]) -> str:
    """Return one thing in words; the number where it has no name, nothing for None."""
    kind, _colon, value = reference.partition(":")
    if kind == "role":
        return str(ROLE_WORDS.get(value, value))
    if kind in ("count", "rows", "new") and value.isdecimal():
        return str(_("entries: %(n)s", n=value))
    if reference in names:
        return names[reference]
    if value == "None":
        return ""
    return str(_("no. %(number)s", number=value)) if value.isdecimal() else value
