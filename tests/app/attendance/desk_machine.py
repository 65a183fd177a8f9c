"""Desks, delegates and a bad network in any order, against a plain model of attendance.

What happens is written down in true time first; the desks tell it late, twice, in any order and
by clocks that are wrong. The model knows only true time, so it cannot depend on the order.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from app.access import Visitor
from app.attendance import actions
from app.attendance.events import (
    events_of,
)
from app.attendance.forms import AbsenceForm, CheckInForm
from app.attendance.queries import (
    inside_ids,
    numbers,
)
from app.congresses.actions import set_roll_call
from app.db import db
from app.delegates.badges import badge_url
from tests.factories import make_session

SPEED = settings(
    max_examples=10,
    stateful_step_count=25,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
)
DESKS = {"A": timedelta(0), "B": timedelta(minutes=-7, milliseconds=-350)}
"""Each desk's clock against true time."""
STRANGER = "http://hall.test/b/nobodysbadge0000"
keys = count(1)


@dataclass
class Happening:
    """One event as it truly was, and what the server was told of it."""

    form: CheckInForm
    desk: str
    at: datetime
    delegate_id: int | None
    direction: str
    id: int = 0
    undone_at: datetime | None = None


class DeskMachine(RuleBasedStateMachine):
    """Two desks and an office; `congress`, `cast` and `clock` are set by the test."""

    congress = cast = clock = None

    def __init__(self) -> None:
        super().__init__()
        self.session = make_session(self.congress, "Phiên", hours=0)
        self.people = {"Minh": self.cast.minh, "Hoa": self.cast.hoa, "guest": self.cast.guest}
        self.convened = {self.cast.minh.id, self.cast.hoa.id}
        self.begun = self.clock.moment
        self.waiting: list[Happening] = []
        self.told: list[Happening] = []
        self.excused: dict[int, datetime] = {}
        """Since when: confirmed, and not declined since."""
        self.past: list[tuple[int, datetime, datetime]] = []
        """Who was excused from when to when, and then declined after all."""
        self.reports: dict[int, int] = {}
        self.guests: list[tuple[datetime, int]] = []
        self.closed_at: datetime | None = None

    def tick(self) -> datetime:
        """Let time go by; no two things happen in the same millisecond."""
        self.clock.moment += timedelta(milliseconds=1700)
        return self.clock.moment

    @rule(
        who=st.sampled_from(["Minh", "Minh", "Hoa", "guest", "elsewhere", "stranger"]),
        direction=st.sampled_from(["in", "in", "out"]),
        desk=st.sampled_from(sorted(DESKS)),
        at_once=st.booleans(),
    )
    def somebody_is_at_a_desk(self, who: str, direction: str, desk: str, at_once: bool) -> None:
        at, person = self.tick(), self.people.get(who)
        badges = {"elsewhere": badge_url(self.cast.tuan), "stranger": STRANGER}
        form = CheckInForm(
            key=f"machine-{next(keys):06}",
            delegate_id=person.id if person else None,
            badge=badges.get(who),
            session_id=self.session.id,
            direction=direction,
            method="name" if person else "badge",
            at=at + DESKS[desk],
            clock_offset_ms=-DESKS[desk] // timedelta(milliseconds=1),
        )
        happening = Happening(form, desk, at, person.id if person else None, direction)
        self.waiting.append(happening)
        if at_once:
            self.deliver(happening)
        self.agree()

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def a_desk_delivers_late(self, data: st.DataObject) -> None:
        self.tick()
        self.deliver(data.draw(st.sampled_from(self.waiting)))
        self.agree()

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def a_desk_repeats_itself(self, data: st.DataObject) -> None:
        happening = data.draw(st.sampled_from(self.told))
        event, is_new = actions.check_in(self.congress, happening.form, self.who(happening))
        assert (event.id, is_new) == (happening.id, False)
        self.agree()

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def an_event_is_taken_back(self, data: st.DataObject) -> None:
        happening = data.draw(st.sampled_from(self.told))
        moment = self.tick()
        actions.undo(self.congress, happening.id, "nhầm người")
        happening.undone_at = happening.undone_at or moment
        self.agree()

    @rule(who=st.sampled_from(["Minh", "Hoa"]))
    def an_absence_is_reported(self, who: str) -> None:
        delegate_id = self.people[who].id
        self.excused.setdefault(delegate_id, self.tick())
        form = AbsenceForm(delegate_id=delegate_id, session_id=self.session.id, reason="ốm")
        self.reports[delegate_id] = actions.excuse(self.congress, form).id
        self.agree()

    @rule(closed=st.booleans())
    def the_roll_call_is_closed_or_opened(self, closed: bool) -> None:
        moment = self.tick()
        self.closed_at = moment if closed else None
        set_roll_call(self.congress, self.session, closed=closed)
        db.session.refresh(self.session)
        self.agree()

    def teardown(self) -> None:
        """The network is back: everything is delivered, the newest first."""
        for happening in list(reversed(self.waiting)):
            self.tick()
            self.deliver(happening)
        self.agree()

    def deliver(self, happening: Happening) -> None:
        event, is_new = actions.check_in(self.congress, happening.form, self.who(happening))
        assert is_new
        happening.id = event.id
        self.waiting.remove(happening)
        self.told.append(happening)

    def who(self, happening: Happening) -> Visitor:
        return Visitor(kind="desk", name=f"Bàn {happening.desk}")

    def agree(self) -> None:
        """Numbers now and at a moment, who is inside, and the order of events are the model's."""
        known = sorted(self.told, key=lambda each: each.at)
        passed = self.clock.moment - self.begun
        for at in (None, self.begun + passed / 2, self.begun + passed * 0.9):
            found = numbers(self.session, at=at)
            assert vars(found) == self.model_numbers(known, at)
        inside = set(db.session.scalars(inside_ids(self.session)))
        assert inside == self.model_inside(known, None)
        rows = [(each.id, each.conflict) for each in events_of(self.session)]
        told = [
            (each.at, each.id, mark) for each, mark in zip(known, self.marks(known), strict=True)
        ]
        told += [(at, event_id, "") for at, event_id in self.guests]
        assert rows == [(event_id, mark) for _at, event_id, mark in sorted(told)]

    def counting(self, known: list[Happening], at: datetime | None) -> list[Happening]:
        """Return the events of convened delegates that count at a moment."""
        return [
            each
            for each in known
            if each.delegate_id in self.convened_at(at)
            and (at is None or each.at <= at)
            and each.undone_at is None
        ]

    def convened_at(self, at: datetime | None) -> set[int]:
        """Return who is called to the session, at a moment or now."""
        return self.convened

    def marks(self, known: list[Happening]) -> list[str]:
        """Return what does not fit at each event, in the order of happening."""
        return model_marks(known)

    def came(self, at: datetime | None) -> set[int | None]:
        """Return who of the convened came in, at a moment or until now."""
        counting = self.counting(sorted(self.told, key=lambda each: each.at), at)
        return {each.delegate_id for each in counting if each.direction == "in"}

    def model_inside(self, known: list[Happening], at: datetime | None) -> set[int | None]:
        last = {each.delegate_id: each.direction for each in self.counting(known, at)}
        return {delegate_id for delegate_id, direction in last.items() if direction == "in"}

    def model_numbers(self, known: list[Happening], at: datetime | None) -> dict[str, int]:
        came = self.came(at)
        excused = {who for who, since in self.excused.items() if at is None or since <= at}
        if at is not None:
            excused |= {who for who, since, until in self.past if since <= at < until}
        excused = (excused & self.convened_at(at)) - came
        rest = len(self.convened_at(at)) - len(came) - len(excused)
        is_closed = self.closed_at is not None and (at is None or self.closed_at <= at)
        return {
            "convened": len(self.convened_at(at)),
            "present": len(came),
            "excused": len(excused),
            "unexcused": rest if is_closed else 0,
            "pending": 0 if is_closed else rest,
            "inside": len(self.model_inside(known, at)),
        }


def model_marks(known: list[Happening]) -> list[str]:
    """Return what does not fit at each event, in the order of happening."""
    last: dict[int, str] = {}
    marks = []
    for each in known:
        if each.delegate_id is None:
            marks.append("unknown_delegate")
            continue
        before = last.get(each.delegate_id, "")
        missing_entry = "out_before_in" if each.direction == "out" and not before else ""
        marks.append(f"already_{before}" if before == each.direction else missing_entry)
        if each.undone_at is None:
            last[each.delegate_id] = each.direction
    return marks
