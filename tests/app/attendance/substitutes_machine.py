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
        self.places: dict[int, tuple[int, datetime, datetime | None]] = {}
        """Whose place (substitute, since, until) was given; until an absence is entered anew."""

    @rule(who=st.sampled_from(["Minh", "Hoa"]))
    def an_absence_is_reported(self, who: str) -> None:
        if self.people[who].id not in self.excused:
            self.places.pop(self.people[who].id, None)
        super().an_absence_is_reported(who)

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), substitute=st.sampled_from(["guest", "alternate"]))
    def the_office_gives_a_place(self, data: st.DataObject, substitute: str) -> None:
        """Refused while the delegate is here, or the substitute stands in for another."""
        who, named = data.draw(st.sampled_from(sorted(self.reports))), self.people[substitute].id
        moment, number = self.tick(), db.session.get_one(Delegate, named).number
        is_same = self.taken(who) and self.places[who][0] == named
        if not is_same and (self.is_here(who) or self.has_another(who, named)):
            with pytest.raises(RefusedError):
                absences.name_substitute(self.congress, self.reports[who], number)
        else:
            absences.name_substitute(self.congress, self.reports[who], number)
            if not is_same:
                self.places.pop(who, None)
            if who in self.excused and not is_same:
                self.places[who] = (named, moment, None)
        self.agree()

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def the_office_takes_a_place_back(self, data: st.DataObject) -> None:
        who, moment = data.draw(st.sampled_from(sorted(self.reports))), self.tick()
        absences.take_substitute_back(self.congress, self.reports[who])
        if self.taken(who):
            self.places[who] = (*self.places[who][:2], moment)
        self.agree()

    @precondition(lambda self: self.excused)
    @rule(data=st.data())
    def the_office_declines_after_all(self, data: st.DataObject) -> None:
        who, moment = data.draw(st.sampled_from(sorted(self.excused))), self.tick()
        absences.decline(self.congress, self.reports[who], "không rõ", by=LAN)
        self.past[who] = (self.excused.pop(who), moment)
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

    def taken(self, who: int, at: datetime | None = None) -> bool:
        """Tell whether a substitute has somebody's place, at a moment or now."""
        if who not in self.places:
            return False
        _named, since, until = self.places[who]
        if at is None:
            return who in self.excused and until is None
        begun, ended = self.past.get(who, (self.excused.get(who), None))
        is_excused = begun is not None and begun <= at and (ended is None or at < ended)
        return is_excused and since <= at and (until is None or at < until)

    def convened_at(self, at: datetime | None) -> set[int]:
        """Return the delegates, with the substitutes in the place of those they replace."""
        replaced = {who for who in self.places if self.taken(who, at)}
        return (self.convened | {self.places[who][0] for who in replaced}) - replaced

    def marks(self, known: list[Happening]) -> list[str]:
        """Return the marks, where whoever comes in to a taken place has one of its own."""
        return [
            "place_taken" if each.direction == "in" and self.taken(each.delegate_id) else mark
            for each, mark in zip(known, model_marks(known), strict=True)
        ]

    @rule(
        who=st.sampled_from(["alternate", "guest", "Minh"]),
        direction=st.sampled_from(["in", "in", "out"]),
    )
    def somebody_of_a_place_is_at_a_desk(self, who: str, direction: str) -> None:
        self.somebody_is_at_a_desk(who=who, direction=direction, desk="A", at_once=True)
