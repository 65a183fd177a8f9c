"""The same desks, while the office gives delegates' places to substitutes and takes them back.

The model knows places by the moments between which each was taken; the numbers must agree with it
now and at any moment of the past, whatever the desks tell late.
"""

from datetime import datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.access import Visitor
from app.attendance import absences
from app.db import db
from app.delegates.models import Delegate
from app.errors import RefusedError
from tests.app.attendance.desk_machine import DeskMachine, Happening, model_marks

LAN = Visitor(kind="user", name="Lan")


class SubstitutesMachine(DeskMachine):
    """Two desks and an office that lets an alternate and a guest stand in for two delegates."""

    def __init__(self) -> None:
        super().__init__()
        self.people["alternate"] = self.alternate
        self.convened = {*self.convened, self.alternate.id}
        self.places: dict[int, tuple[int, datetime]] = {}
        """Whose place a substitute has, and since when."""
        self.places_before: list[tuple[int, int, datetime, datetime]] = []
        """Whose place which substitute had, from when to when."""

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), substitute=st.sampled_from(["guest", "alternate"]))
    def the_office_gives_a_place(self, data: st.DataObject, substitute: str) -> None:
        """Refused while the delegate is here, or the substitute stands in for another."""
        who, named = data.draw(st.sampled_from(sorted(self.reports))), self.people[substitute].id
        moment, number = self.tick(), db.session.get_one(Delegate, named).number
        is_same = self.holder(who) == named
        if not is_same and (self.is_here(who) or self.has_another(who, named)):
            with pytest.raises(RefusedError):
                absences.name_substitute(self.congress, self.reports[who], number)
        else:
            absences.name_substitute(self.congress, self.reports[who], number)
            if not is_same:
                self.end_place(who, moment)
            if who in self.excused and not is_same:
                self.places[who] = (named, moment)
        self.agree()

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def the_office_takes_a_place_back(self, data: st.DataObject) -> None:
        who, moment = data.draw(st.sampled_from(sorted(self.reports))), self.tick()
        absences.take_substitute_back(self.congress, self.reports[who])
        self.end_place(who, moment)
        self.agree()

    @precondition(lambda self: self.excused)
    @rule(data=st.data())
    def the_office_declines_after_all(self, data: st.DataObject) -> None:
        who, moment = data.draw(st.sampled_from(sorted(self.excused))), self.tick()
        absences.decline(self.congress, self.reports[who], "không rõ", by=LAN)
        self.past.append((who, self.excused.pop(who), moment))
        self.end_place(who, moment)
        self.agree()

    def is_here(self, who: int) -> bool:
        """Tell whether somebody came in, whether that counts or not."""
        return any(
            each.delegate_id == who and each.direction == "in" and each.undone_at is None
            for each in self.told
        )

    def has_another(self, who: int, substitute: int) -> bool:
        """Tell whether somebody is named for another place by a report that was not declined."""
        named = {
            other: absence.substitute_id
            for other, absence in self.known_reports().items()
            if absence.declined_at is None and absence.substitute_until is None
        }
        return any(other != who and each == substitute for other, each in named.items())

    def known_reports(self) -> dict[int, absences.Absence]:
        """Return what the office has of each delegate."""
        return {
            who: db.session.get_one(absences.Absence, absence_id)
            for who, absence_id in self.reports.items()
        }

    def end_place(self, who: int, moment: datetime) -> None:
        """Let nobody have somebody's place any more."""
        if who in self.places:
            named, since = self.places.pop(who)
            self.places_before.append((who, named, since, moment))

    def holder(self, who: int, at: datetime | None = None) -> int | None:
        """Return the substitute who has somebody's place, at a moment or now."""
        named, since = self.places.get(who, (None, self.clock.moment))
        if named is not None and (at is None or since <= at):
            return named
        before = [
            named
            for whose, named, since, until in self.places_before
            if at is not None and whose == who and since <= at < until
        ]
        return before[0] if before else None

    def convened_at(self, at: datetime | None) -> set[int]:
        """Return the delegates, with the substitutes in the place of those they replace."""
        held = {who: self.holder(who, at) for who in (self.cast.minh.id, self.cast.hoa.id)}
        held = {who: named for who, named in held.items() if named is not None}
        return (self.convened | set(held.values())) - set(held)

    def marks(self, known: list[Happening]) -> list[str]:
        """Return the marks, where whoever comes in to a taken place has one of its own."""
        return [
            "place_taken" if each.direction == "in" and self.holder(each.delegate_id) else mark
            for each, mark in zip(known, model_marks(known), strict=True)
        ]

    @rule(
        who=st.sampled_from(["alternate", "guest", "Minh"]),
        direction=st.sampled_from(["in", "in", "out"]),
    )
    def somebody_of_a_place_is_at_a_desk(self, who: str, direction: str) -> None:
        self.somebody_is_at_a_desk(who=who, direction=direction, desk="A", at_once=True)
