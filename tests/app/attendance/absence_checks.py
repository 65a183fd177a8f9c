"""Two delegations of one congress with their leaders; the tests and their controls share it."""

from dataclasses import dataclass

from flask.testing import FlaskClient

from app.attendance.queries import current_session, numbers
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.badges import badge_token
from app.delegates.groupings import change_unit
from app.delegates.groupings_forms import GroupingForm
from app.delegates.models import Delegate, Delegation
from tests.factories import make_delegate


def name_leader(congress: Congress, leader: Delegate) -> None:
    """Make a delegate the leader of their own delegation."""
    unit = db.session.get_one(Delegation, leader.delegation_id)
    form = GroupingForm(name=unit.name, leader_id=leader.id)
    change_unit(congress, "delegations", unit, form)


def with_badge(app, delegate: Delegate) -> FlaskClient:
    """Return a phone that scanned a delegate's badge; no account."""
    phone = app.test_client()
    assert phone.get(f"/b/{badge_token(delegate)}").status_code == 302
    return phone


@dataclass
class Board:
    """Minh leads Đoàn A (Hoa, and the alternate Dự), Bình leads Đoàn B (Cúc)."""

    app: object
    congress: Congress
    minh: Delegate
    hoa: Delegate
    alternate: Delegate
    binh: Delegate
    cuc: Delegate

    @property
    def session(self) -> CongressSession:
        return current_session(self.congress)

    @property
    def mine(self) -> str:
        return f"/api/congresses/{self.congress.id}/my-delegation"

    def leader(self, who: str = "minh") -> FlaskClient:
        return with_badge(self.app, getattr(self, who))

    def report(self, leader, person: Delegate, **more):
        body = {"delegate_id": person.id, "session_id": self.session.id, "reason": "Ốm", **more}
        return leader.post(f"{self.mine}/absences", json=body)

    def decide(self, office, absence_id: int, what: str, **body):
        path = f"/api/congresses/{self.congress.id}/absences/{absence_id}/{what}"
        return office.post(path, json=body)

    def states(self, leader) -> dict[str, str]:
        found = leader.get(self.mine).json
        return {each["name"]: each["state"] for each in found["people"]}

    def counted(self) -> tuple[int, int]:
        """(excused, pending) of the session."""
        db.session.rollback()
        found = numbers(self.session)
        return found.excused, found.pending


def gather_board(app, congress, cast) -> Board:
    alternate = make_delegate(congress, "003", "Lê Thị Dự", standing="alternate")
    binh = make_delegate(congress, "101", "Vũ Thanh Bình", delegation="Đoàn B")
    cuc = make_delegate(congress, "102", "Đỗ Thị Cúc", delegation="Đoàn B")
    for leader in (cast.minh, binh):
        name_leader(congress, leader)
    return Board(app, congress, cast.minh, cast.hoa, alternate, binh, cuc)


def reach_into_another_delegation(board: Board, office) -> list[int]:
    """Let Minh try to report Cúc and to take Bình's report back; return the answers."""
    leader = board.leader()
    theirs = board.report(board.leader("binh"), board.cuc).json["id"]
    return [
        board.report(leader, board.cuc).status_code,
        leader.delete(f"{board.mine}/absences/{theirs}").status_code,
    ]


def seen_by(leader, board: Board) -> set[str]:
    """Return every name that the board of a leader shows."""
    found = leader.get(board.mine).json
    return {each["name"] for each in [*found["people"], *found["candidates"]]}


def excused_before_and_after_confirming(board: Board, office) -> list[tuple[int, int]]:
    """Return (excused, pending) once reported, once confirmed and once declined after all."""
    absence_id = board.report(board.leader(), board.hoa).json["id"]
    counted = [board.counted()]
    assert board.decide(office, absence_id, "confirm").status_code == 200
    counted.append(board.counted())
    assert board.decide(office, absence_id, "decline", reason="nhầm phiên").status_code == 200
    return [*counted, board.counted()]


def take_back_what_was_confirmed(board: Board, office) -> list[int]:
    """Return the leader's answers for a confirmed report: taking back, reporting anew."""
    leader = board.leader()
    absence_id = board.report(leader, board.hoa).json["id"]
    board.decide(office, absence_id, "confirm")
    return [
        leader.delete(f"{board.mine}/absences/{absence_id}").status_code,
        board.report(leader, board.hoa, reason="khác").status_code,
    ]
