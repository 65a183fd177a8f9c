"""Erasing a person: what is left is an anonymous number, here and in every backup."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from app.agenda.models import AgendaItem
from app.archive.person_keys import Owner, destroy
from app.archive.sealing import PERSONS, anonymous, nameless
from app.attendance.models import Absence, CheckIn, EarlierAbsence, WalkIn
from app.congresses.models import Congress
from app.credentials.models import AdoptedReport
from app.db import changes, db, overwrite_free_pages
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
    Delegation,
    DiscussionGroup,
    FaceTemplate,
    PhotoBatch,
    Portrait,
    ReplacedBadge,
    RosterDraft,
    RosterEntry,
    RosterStep,
)
from app.delegates.roster_drafts import people_of_draft
from app.delegates.seals import photo_seals, seals
from app.errors import RefusedError
from app.library.models import Opening, PrivateNote
from app.realtime import commit_and_publish
from documents.search import fold

GOES_WITH = (
    Consent,
    DelegatePhoto,
    EnrolmentLink,
    FaceDifference,
    FaceTemplate,
    Portrait,
    PrivateNote,
    Opening,
    ReplacedBadge,
    WalkIn,
)
TEXTS: tuple[tuple[type[Any], str], ...] = (
    (Absence, "reason"),
    (Absence, "decline_reason"),
    (EarlierAbsence, "reason"),
    (CheckIn, "undo_reason"),
)
"""What people wrote about a delegate in rows that stay, for they count."""


def erase_person(congress: Congress, delegate: Delegate) -> None:
    """Erase a delegate everywhere; this cannot be undone."""
    drafts = drafts_that_mention(congress, names_of(congress, selves_of(congress, delegate)))
    erase_delegate(congress, delegate, drafts)
    overwrite_free_pages()


def selves_of(congress: Congress, delegate: Delegate) -> list[int]:
    """Return the ids under which a person was known: the own, and those merged into it."""
    selves = {delegate.id}
    merges = select(RosterStep.note, RosterEntry.delegate_id).join(
        RosterEntry, RosterEntry.step_id == RosterStep.id
    )
    merges = merges.where(
        RosterStep.congress_id == congress.id,
        RosterStep.kind == "merge",
        RosterStep.undone_at.is_(None),  # who is two again goes alone
    )
    found = [(note, each) for note, each in db.session.execute(merges)]
    while more := {each for note, each in found if note in map(str, selves)} - selves:
        selves |= more
    return sorted(selves)


def names_of(congress: Congress, selves: list[int]) -> set[str]:
    """Return every name that a person was known under."""
    names: set[Any] = set(
        db.session.scalars(
            select(Delegate.name).where(
                Delegate.congress_id == congress.id, Delegate.id.in_(selves)
            )
        )
    )
    entries = select(RosterEntry.before, RosterEntry.after).where(
        RosterEntry.delegate_id.in_(selves)
    )
    for before, after in db.session.execute(entries):
        names |= {(before or {}).get("name"), (after or {}).get("name")}
    return {each for each in names if each}


def drafts_that_mention(congress: Congress, names: set[str]) -> list[int]:
    """Return the lists on their way into the roster in which a person stands."""
    folded = {fold(each) for each in names}
    found = []
    for draft in db.session.query(RosterDraft).filter_by(congress_id=congress.id):
        people = people_of_draft(draft) if draft.packed else []
        told = {fold(str(person.facts.get("name", ""))) for person in people}
        told |= {fold(fix.get("name", "")) for fix in draft.fixes.values()}
        if told & folded:
            found.append(draft.id)
    return found


@changes
def erase_delegate(congress: Congress, delegate: Delegate, drafts: list[int]) -> None:
    """Write an erasure in one step: rows first, then the keys, then the commit."""
    if delegate.is_erased:
        raise RefusedError(_("This person was erased already."))
    selves = selves_of(congress, delegate)
    names = names_of(congress, selves)
    for kind in GOES_WITH:
        db.session.execute(delete(kind).where(kind.delegate_id.in_(selves)))
    db.session.execute(delete(RosterEntry).where(RosterEntry.delegate_id.in_(selves)))
    db.session.execute(delete(RosterDraft).where(RosterDraft.id.in_(drafts)))
    # Reports on photographs name files, which may be called like anybody.
    for batch in (PhotoBatch, FaceBatch):
        ended = batch.state.not_in(("waiting", "working"))
        db.session.execute(delete(batch).where(batch.congress_id == congress.id, ended))
    db.session.execute(delete(FaceCalibration).filter_by(congress_id=congress.id))
    db.session.execute(delete(FaceDifference).where(FaceDifference.other_id.in_(selves)))
    for kept, column in TEXTS:
        db.session.execute(update(kept).where(kept.delegate_id.in_(selves)).values({column: ""}))
    for unit in (Delegation, DiscussionGroup):
        led = update(unit).where(unit.leader_id.in_(selves))
        db.session.execute(led.values(leader_id=None))
    unname_reports(congress, names)
    unname_speakers(congress, names)
    for name, value in anonymous(delegate.id).items():
        setattr(delegate, name, value)
    db.session.flush()  # what the database refuses must be refused before a key is gone
    for each in selves:  # before the commit: a failed one must not leave the key
        destroy(Owner(congress.id, each))
        for vault in (seals(), photo_seals()):
            vault.destroy(str(congress.id), str(each))
    about = f"delegate:{delegate.id}"
    commit_and_publish(
        congress,
        *("agenda", "stage", "attendance", "roster", "doors"),
        did="delegate.erase",
        about=about,
    )


def unname_reports(congress: Congress, names: set[str]) -> None:
    """Take a person's name out of the adopted reports; their figures stay."""
    for report in db.session.query(AdoptedReport).filter_by(congress_id=congress.id):
        for person in PERSONS:
            told = report.figures.get(person)
            if told and told["name"] in names:
                report.figures = {**report.figures, person: nameless(told)}


def unname_speakers(congress: Congress, names: set[str]) -> None:
    """Take a person's name out of the programme."""
    for item in db.session.query(AgendaItem).filter_by(congress_id=congress.id):
        if any(name in item.speaker for name in names):
            item.speaker = ERASED_NAME
