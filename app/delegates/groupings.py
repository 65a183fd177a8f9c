"""Delegations and discussion groups: their order, names and leaders."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.groupings_forms import GroupingAnswer, GroupingForm
from app.delegates.models import Delegate, Delegation, DiscussionGroup, RosterStep, Unit
from app.delegates.roster_steps import begin_step, entry, facts_of, keep_step
from app.errors import NotFoundError, RefusedError
from app.realtime import commit_and_publish

KINDS: dict[str, type[Unit]] = {"delegations": Delegation, "groups": DiscussionGroup}
FIELD = {"delegations": "delegation", "groups": "group"}
COLUMN = {"delegations": Delegate.delegation_id, "groups": Delegate.group_id}


def unit_of(congress: Congress, kind: str, unit_id: int) -> Unit:
    """Return a delegation or group of this congress; raises NotFoundError."""
    found = db.session.get(kind_named(kind), unit_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return found


def kind_named(kind: str) -> type[Unit]:
    """Return the table of `delegations` or `groups`; raises NotFoundError."""
    if kind not in KINDS:
        raise NotFoundError
    return KINDS[kind]


def units_of(congress: Congress, kind: str) -> list[GroupingAnswer]:
    """Return all delegations or groups in their order, with leaders and how many belong to them."""
    table, column = kind_named(kind), COLUMN[kind]
    members = dict(
        db.session.execute(
            select(column, func.count()).where(Delegate.congress_id == congress.id).group_by(column)
        ).all()
    )
    statement = (
        select(table, Delegate.name)
        .outerjoin(Delegate, Delegate.id == table.leader_id)
        .where(table.congress_id == congress.id)
        .order_by(table.position, table.id)
    )
    return [
        GroupingAnswer(
            id=unit.id,
            name=unit.name,
            leader_id=unit.leader_id,
            leader=leader or "",
            members=members.get(unit.id, 0),
        )
        for unit, leader in db.session.execute(statement)
    ]


@changes
def add_unit(congress: Congress, kind: str, form: GroupingForm) -> Unit:
    """Add a delegation or group at the end; raises RefusedError when the name is taken."""
    table = kind_named(kind)
    refuse_taken_name(congress, table, form.name)
    position = db.session.query(table).filter_by(congress_id=congress.id).count()
    unit = table(congress_id=congress.id, name=form.name, position=position)
    db.session.add(unit)
    db.session.flush()
    commit_and_publish(congress, "roster", did=f"{kind}.add", about=f"{kind}:{unit.id}")
    return unit


@changes
def change_unit(congress: Congress, kind: str, unit: Unit, form: GroupingForm) -> Unit:
    """Rename a delegation or group and choose its leader, who has to belong to it."""
    refuse_taken_name(congress, type(unit), form.name, but=unit.id)
    if form.leader_id is not None:
        leader = db.session.get(Delegate, form.leader_id)
        if leader is None or leader.congress_id != congress.id:
            raise NotFoundError
        if getattr(leader, COLUMN[kind].key) != unit.id:
            raise RefusedError(_("Only a member can be the leader."))
    unit.name, unit.leader_id = form.name, form.leader_id
    about = f"{kind}:{unit.id}"
    commit_and_publish(congress, "roster", "attendance", did=f"{kind}.change", about=about)
    return unit


@changes
def order_units(congress: Congress, kind: str, ids: list[int]) -> None:
    """Put delegations or groups into the order of `ids`, which names each once."""
    units = {
        each.id: each
        for each in db.session.query(kind_named(kind)).filter_by(congress_id=congress.id)
    }
    if sorted(ids) != sorted(units):
        raise RefusedError(_("The list has changed meanwhile. Reload the page."))
    for position, unit_id in enumerate(ids):
        units[unit_id].position = position
    commit_and_publish(congress, "roster", did=f"{kind}.order", about=f"count:{len(ids)}")


@changes
def remove_unit(congress: Congress, kind: str, unit: Unit) -> None:
    """Take an empty delegation or group out."""
    if db.session.scalar(select(Delegate.id).where(COLUMN[kind] == unit.id).limit(1)):
        raise RefusedError(_("It still has members. Merge it with another one, or move them."))
    about = f"{kind}:{unit.id}"
    db.session.delete(unit)
    commit_and_publish(congress, "roster", did=f"{kind}.remove", about=about)


@changes
def merge_units(congress: Congress, kind: str, unit: Unit, into: Unit) -> RosterStep:
    """Move every member of one delegation or group into another, and take the empty one out."""
    if unit.id == into.id:
        raise RefusedError(_("Choose two different ones."))
    column, field = COLUMN[kind], FIELD[kind]
    statement = (
        select(Delegate)
        .where(column == unit.id)
        .options(joinedload(Delegate.delegation), joinedload(Delegate.group))
    )
    entries = []
    for person in db.session.scalars(statement):
        before = facts_of(person)
        entries.append(entry(person.id, before, {**before, field: into.name}))
    db.session.execute(update(Delegate).where(column == unit.id).values({column.key: into.id}))
    step = begin_step(congress, "change")
    keep_step(step, entries=entries)
    about = f"{kind}:{into.id} merged:{unit.id}"
    db.session.expire_all()
    db.session.delete(unit)
    commit_and_publish(congress, "roster", "attendance", did=f"{kind}.merge", about=about)
    return step


def refuse_taken_name(
    congress: Congress, table: type[Unit], name: str, *, but: int | None = None
) -> None:
    """Raise RefusedError when another one has this name."""
    same = db.session.query(table).filter_by(congress_id=congress.id, name=name).first()
    if same is not None and same.id != but:
        raise RefusedError(_("“%(name)s” is there already.", name=name))
