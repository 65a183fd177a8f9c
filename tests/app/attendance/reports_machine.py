"""The same desks, and what people do besides: reports, decisions, guests, late names.

A machine of its own, so that the rules of the desks alone are tried as often as before.
"""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.access import Visitor
from app.attendance import absences, actions, walk_ins
from app.attendance.absence_forms import ReportForm
from app.attendance.delegation_board import Led
from app.attendance.walk_in_forms import WalkInForm
from app.db import db
from app.delegates.models import Delegate, Delegation
from app.errors import RefusedError
from tests.app.attendance.desk_machine import DESKS, DeskMachine, keys


class ReportsMachine(DeskMachine):
    """Two desks, an office, a leader who reports, and guests at the door."""

    @rule(who=st.sampled_from(["Minh", "Hoa"]))
    def the_leader_reports_an_absence(self, who: str) -> None:
        """It excuses nobody; who is here or excused already cannot be reported."""
        self.tick()
        form = ReportForm(delegate_id=self.people[who].id, session_id=self.session.id, reason="bận")
        leader = db.session.get_one(Delegate, self.cast.minh.id)
        led = Led(db.session.get_one(Delegation, leader.delegation_id), leader)
        here = self.came(None)
        if form.delegate_id in here or form.delegate_id in self.excused:
            with pytest.raises(RefusedError):
                absences.report(self.congress, led, form)
        else:
            self.reports[form.delegate_id] = absences.report(self.congress, led, form).id
        self.agree()

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), accepted=st.booleans())
    def the_secretariat_decides(self, data: st.DataObject, accepted: bool) -> None:
        who = data.draw(st.sampled_from(sorted(self.reports)))
        moment, by = self.tick(), Visitor(kind="user", name="Lan")
        if accepted:
            absences.confirm(self.congress, self.reports[who], by)
            self.excused.setdefault(who, moment)
        else:
            absences.decline(self.congress, self.reports[who], "không rõ", by=by)
            since = self.excused.pop(who, None)
            if since is not None:
                self.past.append((who, since, moment))
        self.agree()

    @precondition(lambda self: any(not each.delegate_id for each in self.told))
    @rule(data=st.data(), who=st.sampled_from(["Minh", "Hoa"]))
    def an_unknown_badge_finds_its_person(self, data: st.DataObject, who: str) -> None:
        strangers = [each for each in self.told if not each.delegate_id]
        happening = data.draw(st.sampled_from(strangers))
        self.tick()
        actions.resolve(self.congress, happening.id, self.people[who].number)
        happening.delegate_id = self.people[who].id
        self.agree()

    @rule(desk=st.sampled_from(sorted(DESKS)))
    def a_guest_comes_in(self, desk: str) -> None:
        at = self.tick()
        form = WalkInForm(
            key=f"machine-{next(keys):06}",
            name="Khách",
            session_id=self.session.id,
            at=at + DESKS[desk],
            clock_offset_ms=-DESKS[desk] // timedelta(milliseconds=1),
        )
        event, is_new = walk_ins.welcome(self.congress, form, Visitor(name=desk))
        again = walk_ins.welcome(self.congress, form, Visitor(name=desk))
        assert (is_new, again) == (True, (event, False))
        self.guests.append((at, event.id))
        self.agree()
