"""What is true of substitutes, asked the same way by the tests and by their controls."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from app.attendance.queries import numbers, quorum_needed
from app.clock import now
from app.credentials.queries import credentials_of
from app.db import db
from app.delegates.models import Delegate
from tests.app.attendance.absence_checks import Board


@dataclass
class Hall:
    """The board's two delegations, an office and desks; Hoa of seat A-02 will not come."""

    board: Board
    office: FlaskClient
    guest: Delegate

    @property
    def api(self) -> str:
        return f"/api/congresses/{self.board.congress.id}"

    def report(self, substitute: Delegate) -> int:
        """Let Minh report Hoa absent and name somebody; returns the absence's id."""
        answer = self.board.report(self.board.leader(), self.board.hoa, substitute_id=substitute.id)
        assert answer.status_code == 201, answer.text
        return answer.json["id"]

    def put_in_place(self, substitute: Delegate) -> int:
        """Report and confirm; returns the absence's id."""
        absence_id = self.report(substitute)
        answer = self.board.decide(self.office, absence_id, "confirm")
        assert answer.status_code == 200, answer.text
        return absence_id

    def name(self, absence_id: int, number: str) -> int:
        path = f"{self.api}/absences/{absence_id}/substitute"
        return self.office.put(path, json={"number": number}).status_code

    def check_in(self, person: Delegate, direction: str = "in") -> dict[str, Any]:
        body = {
            "key": f"substitutes-{person.id}-{now().isoformat()}",
            "delegate_id": person.id,
            "session_id": self.board.session.id,
            "direction": direction,
            "method": "name",
            "at": now().isoformat(),
        }
        answer = self.office.post(f"{self.api}/check-ins", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def counted(self) -> tuple[int, int, int]:
        """(convened, present, excused) of the session."""
        db.session.rollback()
        found = numbers(self.board.session)
        return found.convened, found.present, found.excused


def counts_with_a_place_taken(hall: Hall, substitute: Delegate) -> list[tuple[int, int, int]]:
    """Count at first, once given, once the substitute came, once the replaced came as well."""
    counted = [hall.counted()]
    hall.put_in_place(substitute)
    counted.append(hall.counted())
    hall.check_in(substitute)
    counted.append(hall.counted())
    hall.check_in(hall.board.hoa)
    return [*counted, hall.counted()]


def place_while_only_named(hall: Hall) -> tuple[str, str, tuple[int, int, int]]:
    """Let a guest come who was named and not confirmed: in whose place, which seat, the counts."""
    hall.report(hall.guest)
    told = hall.check_in(hall.guest)
    return told["in_place_of"], told["seat"], hall.counted()


def replaced_at_the_door(hall: Hall) -> dict[str, Any]:
    """Let the replaced delegate come all the same, and return what a desk is told."""
    hall.put_in_place(hall.board.alternate)
    return hall.check_in(hall.board.hoa)


def foreign_naming(hall: Hall) -> list[int]:
    """Let Minh name somebody for Cúc of the other delegation, and Cúc for Hoa."""
    leader, board = hall.board.leader(), hall.board
    return [
        board.report(leader, board.cuc, substitute_id=board.alternate.id).status_code,
        board.report(leader, board.hoa, substitute_id=hall.guest.id).status_code,
        board.report(leader, board.minh, substitute_id=board.cuc.id).status_code,
    ]


def second_place(hall: Hall) -> int:
    """Name one person for two places; return the answer to the second."""
    hall.put_in_place(hall.board.alternate)
    other = hall.board.report(hall.board.leader("binh"), hall.board.cuc).json["id"]
    return hall.name(other, hall.board.alternate.number)


def quorum_of_places(hall: Hall) -> tuple[int, int]:
    """Return how many are needed and present where both of a place have come."""
    hall.put_in_place(hall.guest)
    for person in (hall.guest, hall.board.hoa, hall.board.minh):
        hall.check_in(person)
    db.session.rollback()
    found = numbers(hall.board.session)
    return quorum_needed(hall.board.congress, found.convened), found.present


def credentials_in_place(hall: Hall) -> tuple[int, dict[str, int], dict[str, int]]:
    """Return substitutes, and the convened by standing and sex, where a guest has a place."""
    hall.put_in_place(hall.guest)
    db.session.rollback()
    found = credentials_of(hall.board.congress, hall.board.session)
    by = {
        table: {each.value: each.counts.convened for each in found.tables[table]}
        for table in ("standing", "sex")
    }
    return found.substitutes, by["standing"], by["sex"]
