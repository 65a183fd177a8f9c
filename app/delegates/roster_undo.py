"""Taking a step of the roster back, as far as nobody has built on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.clock import breathing, give_way, now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.forms import DelegateForm
from app.delegates.models import Delegate, RosterEntry, RosterStep
from app.delegates.roster_bonds import bound, in_portions
from app.delegates.roster_merge import part_again, refuse_unless_partable
from app.delegates.roster_plan import BREATH
from app.delegates.roster_rows import changed_rows, people_with, told
from app.delegates.roster_staging import Ready, write_ready
from app.delegates.roster_steps import BADGE, FIELDS, begin_step, plain
from app.delegates.roster_stroke import in_one_stroke
from app.delegates.roster_units import Units, ids_to_be
from app.errors import RefusedError
from app.jobs import ask
from app.realtime import Part, commit_and_publish, commit_quietly

UNDOABLE = ("add", "import", "change", "remove", "merge")
AT_ONCE = 200
"""A step of more people is undone by the worker: the hub must not wait for it."""


@dataclass
class Taken:
    """What became of a step that is taken back."""

    removed: int = 0
    changed: int = 0
    restored: int = 0
    stay: list[int] = field(default_factory=list)
    """Delegates who stay, in whole or in part, as they are now."""
    back: list[int] = field(default_factory=list)
    """Ids of who came back."""
    step_id: int = 0
    """The step that took it back."""

    @property
    def counts(self) -> dict[str, int]:
        """How many delegates it touched."""
        return {
            "added": self.restored,
            "changed": self.changed,
            "removed": self.removed,
            "stay": len(self.stay),
        }


def undo_or_ask(congress: Congress, step: RosterStep, made_by: str) -> None:
    """Take a step back: a small one at once, a large one by the worker."""
    refuse_unless_undoable(step)
    size = sum((step.counts or {}).get(name, 0) for name in ("added", "changed", "removed"))
    if size <= AT_ONCE:
        undo_step(congress, step, made_by)
    else:
        ask_for_undo(step, made_by)


@changes
def ask_for_undo(step: RosterStep, made_by: str) -> None:
    """Leave a step to the worker."""
    ask(
        "roster_undo",
        lane="roster",
        congress_id=step.congress_id,
        step_id=step.id,
        made_by=made_by,
    )
    commit_quietly()


def undo_in_worker(step_id: int, made_by: str) -> None:
    """Undo a step as its job asks; one that was undone meanwhile is left alone."""
    step = db.session.get(RosterStep, step_id)
    if step is not None and step.undone_at is None:
        undo_step(db.session.get_one(Congress, step.congress_id), step, made_by)


def refuse_unless_undoable(step: RosterStep) -> None:
    """Raise RefusedError for a step that cannot be taken back."""
    if step.undone_at is not None:
        raise RefusedError(_("This was undone already."))
    if step.kind not in UNDOABLE:
        raise RefusedError(_("This cannot be undone."))


def undo_step(congress: Congress, step: RosterStep, made_by: str) -> RosterStep:
    """Take a step back in one stroke; returns the step that did so.

    Who was added goes, unless anything speaks of them (check-ins, consent, notes) or somebody
    changed them later. Who was changed gets back what nobody changed since. Who was removed
    comes back with the same badge; who was merged away, with everything that was handed over.
    """

    def think() -> tuple[Ready, Taken]:
        refuse_unless_undoable(step)
        return what_comes_back(congress, step)

    def write(ready: Ready, taken: Taken) -> None:
        refuse_unless_undoable(step)
        undo = begin_step(congress, "undo", note=str(step.id), made_by=made_by)
        write_ready(congress, ready, undo)
        taken.back = undo.added
        undo.added = []  # who came back was not added: undoing is not undone
        undo.counts, taken.step_id = taken.counts, undo.id
        step.undone_at = now()
        step.counts = {**step.counts, "stay": len(taken.stay)}

    def tell(taken: Taken) -> None:
        if step.kind == "merge":  # last: keys that were destroyed no rollback brings back
            part_again(congress, step, back_id=taken.back[0])
        about = f"step:{step.id} stay:{len(taken.stay)}"
        parts: tuple[Part, ...] = ("attendance", "roster", "doors")
        commit_and_publish(congress, *parts, did="roster.undo", about=about)

    taken = in_one_stroke(congress, think, write=write, tell=tell)
    return db.session.get_one(RosterStep, taken.step_id)


def what_comes_back(congress: Congress, step: RosterStep) -> tuple[Ready, Taken]:
    """Return the rows that take a step back, and what will have become of it."""
    ready, taken = Ready(Units(congress)), Taken()
    numbers = numbers_of(congress)
    take_back_added(congress, step, ready, taken)
    for row in ready.gone:
        numbers.pop(row["which"], None)
    told = select(RosterEntry).filter_by(step_id=step.id).order_by(RosterEntry.id)
    entries = list(breathing(db.session.scalars(told), every=BREATH))
    changed = [each for each in entries if each.after is not None]
    set_back(congress, changed, numbers=numbers, ready=ready, taken=taken)
    removed = [each for each in entries if each.after is None]
    bring_back(removed, numbers=numbers, ready=ready, taken=taken)
    if step.kind == "merge":
        refuse_unless_partable(step, is_there=bool(ready.added))
    return ready, taken


def numbers_of(congress: Congress) -> dict[int, str]:
    """Return who has which number."""
    rows = select(Delegate.id, Delegate.number).filter_by(congress_id=congress.id)
    return dict(db.session.execute(rows).all())


def take_back_added(congress: Congress, step: RosterStep, ready: Ready, taken: Taken) -> None:
    """Let go whom the step added."""
    there: list[int] = []
    for some in in_portions(step.added):
        statement = select(Delegate.id).where(
            Delegate.congress_id == congress.id, Delegate.id.in_(some)
        )
        there += db.session.scalars(statement)
        give_way()
    kept = bound(there) | changed_later(step, there)
    gone = [each for each in there if each not in kept]
    ready.gone += [{"which": each, "before": None, "after": None} for each in gone]
    taken.removed += len(gone)
    taken.stay += sorted(kept)


def changed_later(step: RosterStep, ids: Sequence[int]) -> set[int]:
    """Return whom a later step that still holds has changed."""
    found: set[int] = set()
    for some in in_portions(ids):
        statement = (
            select(RosterEntry.delegate_id)
            .join(RosterStep, RosterStep.id == RosterEntry.step_id)
            .where(
                RosterEntry.delegate_id.in_(some),
                RosterEntry.step_id > step.id,
                RosterStep.undone_at.is_(None),
                RosterStep.kind != "undo",
            )
        )
        found.update(db.session.scalars(statement))
    return found


def set_back(
    congress: Congress,
    entries: list[RosterEntry],
    *,
    numbers: dict[int, str],
    ready: Ready,
    taken: Taken,
) -> None:
    """Give changed delegates back what they were; what was changed again since stays."""
    people = {each.id: each for each in people_with(congress, [e.delegate_id for e in entries])}
    used = set(numbers.values())
    pairs = []
    for each in breathing(entries, every=BREATH):
        person = people.get(each.delegate_id)
        if person is None:
            taken.stay.append(each.delegate_id)
            continue
        after = each.after or {}
        back = {
            name: old
            for name, old in each.before.items()
            if plain(person.whole[name]) == after[name]
        }
        if "number" in back and back["number"] in used:
            del back["number"]
        if len(back) < len(each.before):
            taken.stay.append(person.id)
        home = {"site_id": back.pop("site_id", person.site_id)}
        facts = vars(DelegateForm.model_validate({**person.facts, **back})) | home
        if facts["number"] != person.facts["number"]:
            used -= {person.facts["number"]}
            used.add(facts["number"])
            numbers[person.id] = facts["number"]
        pairs.append((person, facts))
    rows = changed_rows(pairs, ready.units)
    presidium = {person.id: facts["presidium"] for person, facts in pairs}
    ready.changed += [{**row, "presidium": presidium[row["which"]]} for row in rows]
    taken.changed += len(rows)


def bring_back(
    entries: list[RosterEntry], *, numbers: dict[int, str], ready: Ready, taken: Taken
) -> None:
    """Put removed delegates back; one whose number was given to somebody else stays away."""
    used, ids = set(numbers.values()), ids_taken([each.delegate_id for each in entries])
    spare = iter(ids_to_be(Delegate, len(ids)))
    for each in breathing(entries, every=BREATH):
        facts = each.before
        if facts["number"] in used:
            taken.stay.append(each.delegate_id)
            continue
        used.add(facts["number"])
        form = DelegateForm.model_validate({name: facts[name] for name in FIELDS})
        ready.added.append(
            {
                "id": next(spare) if each.delegate_id in ids else each.delegate_id,
                "created_at": datetime.fromisoformat(facts["created_at"]),
                **{name: facts[name] for name in BADGE},
                **told({**vars(form), "site_id": facts.get("site_id")}, ready.units),
            }
        )
    taken.restored += len(ready.added)


def ids_taken(ids: Sequence[int]) -> set[int]:
    """Return those of the ids that belong to somebody now."""
    found: set[int] = set()
    for some in in_portions(ids):
        found.update(db.session.scalars(select(Delegate.id).where(Delegate.id.in_(some))))
    return found
