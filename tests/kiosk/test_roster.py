"""Names, numbers, badges and sessions of a roster, and the roster on disk."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.roster import Delegate, Roster, badge_token, fold, load_roster, save_roster
from tests.kiosk.people import AN, BADGE, HOA, LAN, MINH, gallery


@pytest.fixture
def roster() -> Roster:
    return Roster.from_json(gallery())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("d", [MINH, HOA]),  # Đức, Đặng
        ("đ", [MINH, HOA]),
        ("dang hoa", [HOA]),
        ("hoa dang", [HOA]),
        ("nguyen thi", [LAN]),
        ("an", [AN]),  # a word's beginning: not Lan
        ("h", [LAN, HOA]),  # Hương before Hòa: the order of the roster
        ("003", [HOA]),
        ("11", [AN]),  # the beginning of a number
        ("lan lan", []),  # one word is found once
        ("  ", []),
        ("?", []),
    ],
)
def test_search(roster: Roster, typed: str, found: list[int]) -> None:
    assert [delegate.id for delegate in roster.search(typed)] == found


def test_whole_words_come_first_then_the_accents_as_typed() -> None:
    names = ["Lê Anh", "Lê Ân", "Lê An"]
    people = tuple(Delegate(i, str(i), name, "Đoàn") for i, name in enumerate(names))
    roster = Roster(7, "", "UTC", delegates=people)
    assert [each.name for each in roster.search("an")] == ["Lê An", "Lê Ân", "Lê Anh"]
    assert [each.name for each in roster.search("ân")] == ["Lê Ân", "Lê An", "Lê Anh"]


def test_decomposed_names_and_typing_meet() -> None:
    roster = Roster.from_json(gallery())
    assert roster.search("Hoà".replace("à", "à"))[0].id == HOA
    assert fold("Đặng Hòa") == "dang hoa"


@pytest.mark.parametrize("text", [BADGE, f"https://hall.example/b/{BADGE}", f"/b/{BADGE}/\n"])
def test_a_badge_is_its_token_or_its_address(roster: Roster, text: str) -> None:
    token = badge_token(text)
    assert token is not None
    found = roster.with_badge(token)
    assert found is not None
    assert found.id == LAN


@pytest.mark.parametrize("text", ["", "hello", f"https://hall.example/q/{BADGE}", BADGE + "x"])
def test_other_codes_are_not_badges(text: str) -> None:
    assert badge_token(text) is None


@pytest.mark.parametrize(
    ("moment", "named", "expected"),
    [
        ("2026-11-21T02:00:00+00:00", 1, 1),
        ("2026-11-22T02:00:00+00:00", 1, 2),  # the clock says the other one runs
        ("2026-11-21T06:00:00+00:00", 1, 1),  # between sessions the server's word
        ("2026-11-21T06:00:00+00:00", None, 2),  # else the next
        ("2026-11-25T06:00:00+00:00", None, 2),  # else the last
    ],
)
def test_which_session_the_desk_serves(moment: str, named: int | None, expected: int) -> None:
    roster = Roster.from_json(gallery(current_session_id=named))
    session = roster.session_at(datetime.fromisoformat(moment).astimezone(UTC))
    assert session is not None
    assert session.id == expected


def test_the_roster_comes_back_from_disk_without_faces(tmp_path: Path) -> None:
    faces = [{"delegate_id": LAN, "encoding": "c2VjcmV0LWZhY2U="}]
    roster = Roster.from_json(gallery(templates=faces))
    save_roster(roster, tmp_path / "roster.json")
    assert load_roster(tmp_path / "roster.json") == roster
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"c2VjcmV0" not in kept
    assert BADGE.encode() not in kept


def test_a_rehearsal_stays_one_on_disk() -> None:
    answer = gallery()
    assert Roster.from_json(answer).is_rehearsal is False
    answer["congress"]["rehearsal"] = True
    rehearsal = Roster.from_json(answer)
    assert Roster.from_json(rehearsal.as_json()).is_rehearsal is True


@pytest.mark.parametrize("content", ["", "{", "[]", '{"congress": 1}'])
def test_a_broken_roster_is_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "roster.json"
    assert load_roster(path) is None
    path.write_text(content)
    assert load_roster(path) is None
