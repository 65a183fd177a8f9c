"""People who are in the roster twice: finding likely pairs, and making one of two."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import combinations
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update

from app.clock import breathing
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
)
from app.delegates.photo_queries import row_of
from app.delegates.photos import put_photo
from app.delegates.roster_bonds import hand_over
from app.delegates.roster_plan import plain
from app.delegates.roster_steps import begin_step, entry, facts_of, keep_step, whole
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

MOST_PAIRS = 100
MOST_ALIKE = 20
"""More people of one name are no doubles but a list of placeholders."""


class Double(NamedTuple):
    """Two delegates who may be one."""

    one: int
    other: int
    because: str
    """birth: same name and birth · name: same name, nothing speaks against it · number: same
    name but for small slips, and numbers that differ by zeros or signs alone."""


class Told(NamedTuple):
    """What two delegates are compared by."""

    id: int
    number: str
    name: str
    birth_date: date | None
    birth_year: int | None
    delegation: str


def likely_doubles(congress: Congress) -> list[Double]:
    """Return pairs that somebody should look at, the likeliest first."""
    statement = (
        select(
            *(getattr(Delegate, name) for name in Told._fields[:-1]),
            func.coalesce(Delegation.name, ""),
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Delegate.id)
    )
    by_name: dict[str, list[Told]] = {}
    by_number: dict[str, list[Told]] = {}
    for row in breathing(db.session.execute(statement), every=250):
        told = Told._make(row)
        by_name.setdefault(plain(told.name), []).append(told)
        by_number.setdefault(bare_number(told.number), []).append(told)
    found = list(same_names(by_name))
    known = {(each.one, each.other) for each in found}
    found += [each for each in same_numbers(by_number) if (each.one, each.other) not in known]
    return sorted(found, key=lambda each: ("birth", "name", "number").index(each.because))[
        :MOST_PAIRS
    ]


def few(groups: dict[str, list[Told]]) -> Iterator[list[Told]]:
    """Yield the groups in which somebody may be there twice."""
    for people in breathing(groups.values(), every=500):
        if 1 < len(people) <= MOST_ALIKE:
            yield people


def same_names(by_name: dict[str, list[Told]]) -> Iterator[Double]:
    """Yield pairs of one name, unless their births or their delegations tell them apart."""
    for people in few(by_name):
        for one, other in combinations(people, 2):
            dates = one.birth_date, other.birth_date
            years = one.birth_year, other.birth_year
            births = dates if all(dates) else years
            if all(births) and births[0] != births[1]:
                continue
            if all(births):
                yield Double(one.id, other.id, "birth")
            elif plain(one.delegation) == plain(other.delegation):
                yield Double(one.id, other.id, "name")


def same_numbers(by_number: dict[str, list[Told]]) -> Iterator[Double]:
    """Yield pairs whose numbers differ only by zeros and signs, with the same given name."""
    for people in few(by_number):
        for one, other in combinations(people, 2):
            if plain(one.name).split()[-1:] == plain(other.name).split()[-1:]:
                yield Double(one.id, other.id, "number")


def bare_number(number: str) -> str:
    """Return a number without signs between, and without zeros in front: ĐB-007 is đb7."""
    parts = "".join(each if each.isalnum() else " " for each in plain(number)).split()
    return "".join(part.lstrip("0") or "0" for part in parts)


def merge(congress: Congress, kept: Delegate, other: Delegate, taken: list[str]) -> Delegate:
    """Make one delegate of two; this cannot be undone.

    Check-ins, consent, portraits and notes of the other follow; of the facts named in `taken`
    the other's are kept. The other's badge opens nothing from then on.
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
    entries = [
        entry(kept.id, before, form.model_dump(mode="json")),
        entry(other.id, whole(other), None),
    ]
    reseal(congress, kept, other)
    hand_over(other.id, kept.id)
    for unit in (Delegation, DiscussionGroup):
        led = update(unit).where(unit.leader_id == other.id)
        db.session.execute(led.values(leader_id=kept.id))
    about = f"delegate:{kept.id} merged:{other.id}"
    db.session.expire(other)
    db.session.delete(other)
    db.session.flush()
    set_facts(congress, kept, form)
    keep_step(begin_step(congress, "merge", note=str(kept.id)), entries=entries)
    commit_and_publish(congress, "attendance", "roster", "doors", did="delegate.merge", about=about)


def reseal(congress: Congress, kept: Delegate, other: Delegate) -> None:
    """Put the other's photographs and templates under the kept one's key; broken ones go."""
    for portrait in db.session.query(Portrait).filter_by(delegate_id=other.id):
        if portrait.sealed_image is None:
            continue
        try:
            portrait.sealed_image = seal_image(kept, open_image(congress.id, portrait))
        except VaultError:
            portrait.state, portrait.reason, portrait.sealed_image = "refused", "failed", None
    for template in db.session.query(FaceTemplate).filter_by(delegate_id=other.id):
        names = {"engine": template.engine, "model": template.model}
        try:
            template.sealed = seal_template(kept, open_template(congress.id, template), **names)
        except VaultError:
            db.session.delete(template)
    reseal_photo(congress, kept, other)
    db.session.flush()


def reseal_photo(congress: Congress, kept: Delegate, other: Delegate) -> None:
    """Hand the photograph for badge and desk over, unless the kept one has one."""
    mine, theirs = row_of(kept), row_of(other)
    if theirs is None:
        return
    if theirs.removed_at is None and (mine is None or mine.removed_at is not None):
        with suppress(VaultError):
            put_photo(congress, kept, open_photo(congress.id, theirs))
    db.session.delete(theirs)
