"""The roster of a congress once more, for its rehearsal: with badges of its own, without faces."""

from sqlalchemy import select

from app.clock import now
from app.congresses.models import Congress
from app.copies.sites_copy import copied_sites
from app.db import changes, db
from app.delegates.badges import give_new_badge
from app.delegates.models import ERASED_NAME, Delegate, Delegation, DiscussionGroup
from app.realtime import commit_and_publish

AT_ONCE = 100
"""So many people go into one transaction: whoever checks in meanwhile is not kept waiting."""
LEFT_OUT = frozenset({"id", "badge_nonce", "badge_hash", "created_at"})
FACTS = [
    each.key
    for each in Delegate.__table__.columns
    if each.key not in LEFT_OUT and not each.foreign_keys
]
"""What is true of a person in the copy too; what points to a row of the source is not."""
UNITS = ((Delegation, "delegation_id"), (DiscussionGroup, "group_id"))


def copy_people(source: int, copy: int) -> None:
    """Copy everybody on the roster, some at a time; done again it goes on where it left off."""
    while copy_some(source, copy):
        pass
    name_leaders(source, copy)


@changes
def copy_some(source: int, copy: int) -> bool:
    """Copy the next few; False when everybody is there, or a congress is gone."""
    congress = db.session.get(Congress, copy)
    if congress is None:
        return False
    there = select(Delegate.number).filter_by(congress_id=copy)
    missing = select(Delegate).where(
        Delegate.congress_id == source,
        Delegate.name != ERASED_NAME,
        Delegate.number.not_in(there),
    )
    some = db.session.scalars(missing.order_by(Delegate.id).limit(AT_ONCE)).all()
    if not some:
        return False
    units = {column: unit_ids(unit, source, copy) for unit, column in UNITS}
    units["site_id"] = copied_sites(source, copy)
    for delegate in some:
        made = Delegate(congress_id=copy, created_at=now())
        for name in FACTS:
            setattr(made, name, getattr(delegate, name))
        for column, ids in units.items():
            setattr(made, column, ids.get(getattr(delegate, column)))
        give_new_badge(made)
        db.session.add(made)
    commit_and_publish(
        congress, "attendance", "roster", did="delegate.copy", about=f"count:{len(some)}"
    )
    return True


def unit_ids(
    unit: type[Delegation] | type[DiscussionGroup], source: int, copy: int
) -> dict[int, int]:
    """Return {unit of the source: the unit of that name in the copy}."""
    named = dict(db.session.execute(select(unit.name, unit.id).filter_by(congress_id=copy)).all())
    of_source = db.session.execute(select(unit.id, unit.name).filter_by(congress_id=source))
    return {which: named[name] for which, name in of_source if name in named}


@changes
def name_leaders(source: int, copy: int) -> None:
    """Let the same people lead the same units."""
    congress = db.session.get(Congress, copy)
    if congress is None:
        return
    numbered = select(Delegate.number, Delegate.id).filter_by(congress_id=copy)
    by_number = dict(db.session.execute(numbered).all())
    for unit, _column in UNITS:
        led = (
            select(unit.name, Delegate.number)
            .join(Delegate, Delegate.id == unit.leader_id)
            .where(unit.congress_id == source)
        )
        for name, number in db.session.execute(led).all():
            made = db.session.scalar(select(unit).filter_by(congress_id=copy, name=name))
            if made is not None:
                made.leader_id = by_number.get(number)
    commit_and_publish(congress, "roster", did="delegate.copy", about="leaders")
