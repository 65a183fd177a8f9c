"""Making one delegate of two, and two again as far as nobody has built on it."""

from contextlib import suppress
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.actions import set_facts
from app.delegates.forms import DelegateForm
from app.delegates.models import (
    Delegate,
    Delegation,
    DiscussionGroup,
    FaceTemplate,
    Portrait,
    ReplacedBadge,
    RosterEntry,
    RosterStep,
)
from app.delegates.photo_queries import row_of
from app.delegates.photos import put_photo
from app.delegates.roster_bonds import Handed, hand_back, hand_over
from app.delegates.roster_steps import Facts, begin_step, entry, facts_of, keep_step, whole
from app.delegates.seals import (
    open_image,
    open_photo,
    open_template,
    photo_seals,
    seal_image,
    seal_template,
    seals,
)
from app.errors import RefusedError
from app.realtime import commit_and_publish
from checkin.errors import VaultError

LED: dict[str, type[Delegation] | type[DiscussionGroup]] = {
    "delegation": Delegation,
    "discussion_group": DiscussionGroup,
}
HANDED, LEADS, PHOTO = "handed", "leads", "photo"
"""What the entry of the one who went says beside the facts."""


def merge(congress: Congress, kept: Delegate, other: Delegate, taken: list[str]) -> Delegate:
    """Make one delegate of two.

    Check-ins, consent, portraits and notes of the other follow; of the facts named in `taken`
    the other's are kept. The other's badge opens nothing from then on, but is known as one that
    was replaced.
    """
    other_id = str(other.id)
    merge_rows(congress, kept, other, taken)
    for vault in (seals(), photo_seals()):  # what it kept lies under the kept one's keys now
        vault.destroy(str(congress.id), other_id)
    return kept


@changes
def merge_rows(congress: Congress, kept: Delegate, other: Delegate, taken: list[str]) -> None:
    """Write a merge in one step."""
    if kept.id == other.id:
        raise RefusedError(_("Choose two different delegates."))
    before, theirs = facts_of(kept), facts_of(other)
    form = DelegateForm.model_validate({**before, **{name: theirs[name] for name in taken}})
    gone = {**whole(other), PHOTO: reseal(congress, other, kept)}
    gone[HANDED] = hand_over(other.id, kept.id)
    gone[LEADS] = lead_instead(other.id, kept.id)
    entries = [
        entry(kept.id, before, form.model_dump(mode="json")),
        entry(other.id, gone, None),
    ]
    badge = ReplacedBadge(delegate_id=kept.id, badge_hash=other.badge_hash, replaced_at=now())
    about = f"delegate:{kept.id} merged:{other.id}"
    db.session.expire(other)
    db.session.delete(other)
    db.session.flush()
    db.session.add(badge)
    set_facts(congress, kept, form)
    keep_step(begin_step(congress, "merge", note=str(kept.id)), entries=entries)
    commit_and_publish(congress, "attendance", "roster", "doors", did="delegate.merge", about=about)


def lead_instead(old_id: int, new_id: int) -> dict[str, list[int]]:
    """Let one lead what another led; returns the ids by table."""
    led: dict[str, list[int]] = {}
    for name, unit in LED.items():
        led[name] = list(db.session.scalars(select(unit.id).where(unit.leader_id == old_id)))
        db.session.execute(update(unit).where(unit.id.in_(led[name])).values(leader_id=new_id))
    return led


def reseal(congress: Congress, old: Delegate, new: Delegate) -> str:
    """Put photographs and templates of one under another's key; broken ones go.

    Returns the version of the photograph for badge and desk that was handed over, if any.
    """
    for portrait in db.session.query(Portrait).filter_by(delegate_id=old.id):
        reseal_portrait(congress, portrait, new)
    for template in db.session.query(FaceTemplate).filter_by(delegate_id=old.id):
        reseal_template(congress, template, new)
    version = reseal_photo(congress, old, new)
    db.session.flush()
    return version


def reseal_portrait(congress: Congress, portrait: Portrait, new: Delegate) -> None:
    """Put an uploaded photograph under another's key."""
    if portrait.sealed_image is None:
        return
    try:
        portrait.sealed_image = seal_image(new, open_image(congress.id, portrait))
    except VaultError:
        portrait.state, portrait.reason, portrait.sealed_image = "refused", "failed", None


def reseal_template(congress: Congress, template: FaceTemplate, new: Delegate) -> None:
    """Put a template under another's key."""
    names = {"engine": template.engine, "model": template.model}
    try:
        template.sealed = seal_template(new, open_template(congress.id, template), **names)
    except VaultError:
        db.session.delete(template)


def reseal_photo(congress: Congress, old: Delegate, new: Delegate) -> str:
    """Hand the photograph for badge and desk over, unless the new one has one."""
    mine, theirs, version = row_of(new), row_of(old), ""
    if theirs is None:
        return version
    if theirs.removed_at is None and (mine is None or mine.removed_at is not None):
        with suppress(VaultError):
            put_photo(congress, new, open_photo(congress.id, theirs))
            version = db.session.get_one(type(theirs), new.id).version
    db.session.delete(theirs)
    return version


def merged_away(step: RosterStep) -> RosterEntry | None:
    """Return the entry of the one who went with a merge; None where the person was erased."""
    return db.session.scalar(
        select(RosterEntry).where(RosterEntry.step_id == step.id, RosterEntry.after.is_(None))
    )


def partable_merges(step_ids: list[int]) -> set[int]:
    """Return those of the merges of which it is known what was handed over.

    It is not of those made before that was kept, nor of people who were erased since.
    """
    entries = select(RosterEntry.step_id, RosterEntry.before).where(
        RosterEntry.step_id.in_(step_ids), RosterEntry.after.is_(None)
    )
    return {step_id for step_id, before in db.session.execute(entries) if HANDED in before}


def refuse_unless_partable(step: RosterStep, *, is_there: bool) -> None:
    """Raise RefusedError unless both can be there again; `is_there` when the number is free."""
    entry = merged_away(step)
    if entry is None or HANDED not in entry.before:
        raise RefusedError(_("This cannot be undone."))
    if db.session.get(Delegate, int(step.note)) is None:
        raise RefusedError(_("The one who was kept is gone meanwhile. Bring them back first."))
    if not is_there:
        raise RefusedError(_("Number %(number)s is taken.", number=entry.before["number"]))


def part_again(congress: Congress, step: RosterStep, *, back_id: int) -> None:
    """Give the one who is back what the merge handed over and the kept one still has.

    The kept one's faces get a new key: copies made while both were one show neither any more.
    """
    entry = merged_away(step)
    gone: Facts = entry.before if entry else {}
    kept, back = (db.session.get_one(Delegate, each) for each in (int(step.note), back_id))
    own_badge = db.session.query(ReplacedBadge).filter_by(badge_hash=gone["badge_hash"])
    own_badge.delete()
    handed: Handed = gone[HANDED]
    faces = {
        kind: ids_of(handed, kind) for kind in (Portrait.__tablename__, FaceTemplate.__tablename__)
    }
    part_faces(congress, kept, back, faces)
    photo = row_of(kept)
    if gone[PHOTO] and photo is not None and photo.version == gone[PHOTO]:
        reseal_photo(congress, kept, back)
        photo_seals().destroy(str(congress.id), str(kept.id))
    db.session.flush()
    hand_back(handed, old_id=kept.id, new_id=back.id)
    for name, unit in LED.items():
        led = update(unit).where(unit.id.in_(gone[LEADS][name]), unit.leader_id == kept.id)
        db.session.execute(led.values(leader_id=back.id))


def ids_of(handed: Handed, table: str) -> set[int]:
    """Return the ids of the rows of a table that a merge handed over."""
    return {key["id"] for key in handed["rows"].get(f"{table}.delegate_id", ())}


def part_faces(
    congress: Congress, kept: Delegate, back: Delegate, faces: dict[str, set[int]]
) -> None:
    """Seal the faces of two who were one under a new key for each."""
    portraits = db.session.query(Portrait).filter_by(delegate_id=kept.id).all()
    templates = db.session.query(FaceTemplate).filter_by(delegate_id=kept.id).all()
    images: list[tuple[Portrait, bytes]] = []
    encodings: list[tuple[FaceTemplate, Any]] = []
    for portrait in portraits:
        if portrait.sealed_image is not None:
            with suppress(VaultError):
                images.append((portrait, open_image(congress.id, portrait)))
    for template in templates:
        with suppress(VaultError):
            encodings.append((template, open_template(congress.id, template)))
    seals().destroy(str(congress.id), str(kept.id))
    for portrait, image in images:
        owner = back if portrait.id in faces[Portrait.__tablename__] else kept
        portrait.sealed_image = seal_image(owner, image)
    for template, encoding in encodings:
        owner = back if template.id in faces[FaceTemplate.__tablename__] else kept
        template.sealed = seal_template(
            owner, encoding, engine=template.engine, model=template.model
        )


def merged_into(congress: Congress, *, delegate_id: int = 0, badge_hash: str = "") -> int | None:
    """Return who a delegate or badge that is gone was merged into, None when nobody was."""
    statement = (
        select(RosterStep.note, RosterEntry.delegate_id, RosterEntry.before)
        .join(RosterEntry, RosterEntry.step_id == RosterStep.id)
        .where(
            RosterStep.congress_id == congress.id,
            RosterStep.kind == "merge",
            RosterStep.undone_at.is_(None),
            RosterEntry.after.is_(None),
        )
        .order_by(RosterStep.id)
    )
    merges: list[tuple[int, int, Facts]] = [
        (int(note), gone, before) for note, gone, before in db.session.execute(statement)
    ]
    found = None
    for kept_id, gone, before in merges:  # in their order: who kept one may be merged away later
        is_meant = gone == delegate_id or (badge_hash and before.get("badge_hash") == badge_hash)
        if is_meant or gone == found:
            found = kept_id
    return found
