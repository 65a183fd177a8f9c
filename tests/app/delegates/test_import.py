"""An office's list becomes the roster: every row judged, nothing doubled, all or nothing."""

from datetime import date
from io import BytesIO

import pytest
from flask_migrate import upgrade

from app import create_app
from app.db import db, is_writing
from app.delegates import roster_import
from app.delegates.models import Delegate, RosterEntry
from app.delegates.queries import delegate_numbered, delegates_of
from app.delegates.roster_bulk import remove_several
from app.delegates.roster_history import latest_steps
from app.delegates.roster_staging import laid_ready
from app.delegates.roster_undo import undo_step
from tests.app.delegates import workbooks
from tests.app.delegates.checks import (
    CutError,
    check_cut_import_leaves_nothing,
    listed,
)
from tests.conftest import settings_for
from tests.factories import make_congress, make_delegate


@pytest.fixture
def send(organiser, congress):
    """Post a list to the import."""

    def send(content: bytes, *, dry_run: bool = False, name: str = "list.xlsx", status: int = 200):
        response = organiser.post(
            f"/api/congresses/{congress.id}/delegates/import",
            data={"file": (BytesIO(content), name)},
            query_string={"lang": "en", **({"dry_run": "1"} if dry_run else {})},
        )
        assert response.status_code == status, response.text
        return response.json

    return send


def facts_of(congress, *names: str) -> list[tuple]:
    return sorted(tuple(getattr(each, name) for name in names) for each in delegates_of(congress))


def verdicts(answer) -> list[tuple[int, str]]:
    return [(row["row"], row["verdict"]) for row in answer["rows"]]


def csv_bytes(*lines: str, codec: str = "utf-8") -> bytes:
    return "\n".join(lines).encode(codec)


def test_the_printed_form_is_understood(send, congress):
    answer = send(workbooks.form_with_sections())

    assert answer["counts"] == {"new": 4, "update": 0, "warning": 1, "refused": 0}
    assert facts_of(congress, "number", "name", "delegation_name", "sex", "birth_date") == [
        ("001", "Nguyễn Văn Minh", "Đoàn xã Bình Phước", "male", None),
        ("002", "Trần Thị Hoa", "Đoàn xã Bình Phước", "female", date(1995, 8, 15)),
        ("003", "H'Hen Niê", "Đoàn xã Bình Phước", "female", date(1998, 2, 28)),
        ("004", "Lê Đức Thưởng", "Công an tỉnh", "male", None),
        ("005", "Hạng A Giàng", "Công an tỉnh", "male", date(1991, 4, 5)),
    ]
    minh = delegate_numbered(congress, "001")
    assert (minh.party, minh.education, minh.position) == (True, "Đại học", "Bí thư Đoàn xã")
    assert "31/02/1991" in answer["rows"][3]["reason"]


def test_a_trial_writes_nothing_and_says_the_same(send, congress):
    trial = send(workbooks.form_with_sections(), dry_run=True)
    assert delegates_of(congress) == []
    assert send(workbooks.form_with_sections()) == trial


def test_columns_in_any_order_and_what_is_wrong_is_said(send, congress):
    answer = send(workbooks.columns_in_disorder())

    assert verdicts(answer) == [
        (4, "new"),
        (5, "warning"),
        (6, "refused"),
        (7, "warning"),
        (8, "refused"),
        (9, "warning"),
    ]
    reasons = {row["row"]: row["reason"] for row in answer["rows"]}
    assert reasons[5] == "The number lost its leading zeros; 002 was taken."
    assert reasons[6].startswith("There is no name.")
    assert reasons[8] == "The same delegate stands in row 7."
    assert facts_of(congress, "number", "standing", "seat", "name") == [
        ("001", "ex_officio", "A-01", "Tống Văn An"),
        ("002", "elected", "A-02", "<b>Lê Thị Bình</b>"),
        ("004", "elected", "A-04", "Phạm Cộng"),
        ("K01", "guest", "KM-1", "Vũ Khách"),
    ]


def test_old_letters_and_a_sheet_for_each_delegation(send, congress):
    answer = send(workbooks.old_letters_sheet_by_sheet())

    assert answer["counts"]["new"] == 4
    assert facts_of(congress, "name", "delegation_name", "sex", "ethnicity", "birth_date") == [
        ("Lê Ngọc Phượng", "Đoàn Hương Sơn", "female", "Tày", date(1992, 6, 5)),
        ("Nguyễn Văn Dũng", "Đoàn Thanh Bình", "male", "Tày", date(1992, 6, 5)),
        ("Trần Thị Hồng Hạnh", "Đoàn Thanh Bình", "female", "Tày", date(1992, 6, 5)),
        ("Đặng Quốc Tuấn", "Đoàn Hương Sơn", "male", "Tày", date(1992, 6, 5)),
    ]


def test_formulas_and_years_in_another_old_font(send, congress):
    answer = send(workbooks.formulas_in_vni())

    assert answer["counts"] == {"new": 2, "update": 0, "warning": 1, "refused": 0}
    names = ("number", "name", "birth_date", "birth_year", "seat", "group_name")
    assert facts_of(congress, *names) == [
        ("01", "Đỗ Thị Hồng Nhung", None, 1996, "A1", "Tổ 1"),
        ("02", "Huỳnh Văn Lượng", None, 1988, "A2", "Tổ 1"),
        ("03", "Nguyễn Thị Mỹ Duyên", None, 1990, "A3", "Tổ 1"),
    ]


@pytest.mark.parametrize("head", ["Số", "Số ĐB", "Mã", "Số đại biểu", "SBD", "Mã ĐB", "Số thẻ"])
def test_headers_of_the_number(send, congress, head):
    send(csv_bytes(f"TT,{head},Họ và tên", "1,A7,Lê Thị Bình"))
    assert facts_of(congress, "number") == [("A7",)]


def test_a_place_in_the_list_is_not_a_number_where_it_restarts(send, congress):
    send(csv_bytes("TT,Họ và tên", "1,Lê Thị Bình", "1,Trần An", "2,Đỗ Cường"))
    assert facts_of(congress, "number") == [("001",), ("002",), ("003",)]


def test_a_year_alone_stays_a_year_and_gives_way_to_the_date(send, congress):
    send(csv_bytes("Họ và tên,Năm sinh,Đoàn", "Lê Thị Bình,1990,Đoàn A"))
    assert facts_of(congress, "birth_date", "birth_year") == [(None, 1990)]
    again = csv_bytes("Họ và tên,Ngày sinh,Đoàn", "Lê Thị Bình,03/02/1990,Đoàn A")
    assert verdicts(send(again)) == [(2, "update")]
    assert facts_of(congress, "birth_date", "birth_year") == [(date(1990, 2, 3), 1990)]
    send(csv_bytes("Họ và tên,Năm sinh,Đoàn", "Lê Thị Bình,1990,Đoàn A"))
    assert facts_of(congress, "birth_date") == [(date(1990, 2, 3),)]


@pytest.mark.parametrize(
    "book",
    [
        workbooks.form_with_sections,
        workbooks.columns_in_disorder,
        workbooks.old_letters_sheet_by_sheet,
        workbooks.formulas_in_vni,
    ],
)
def test_importing_again_doubles_nobody(send, congress, book):
    first = send(book())
    before = facts_of(congress, "id", "number", "name", "badge_hash")
    again = send(book())

    assert facts_of(congress, "id", "number", "name", "badge_hash") == before
    assert again["counts"]["new"] == 0
    assert again["counts"]["refused"] == first["counts"]["refused"]


def test_a_number_updates_and_an_empty_cell_keeps_what_is_there(send, congress):
    minh = make_delegate(congress, "007", "Nguyễn Văn Minh", position="Bí thư", seat="A-01")
    answer = send(csv_bytes("Số thẻ;Họ và tên;Ghế;Chức vụ", "007;Nguyễn Văn Minh;B-09;"))

    assert verdicts(answer) == [(2, "update")]
    db.session.refresh(minh)
    assert (minh.seat, minh.position, minh.delegation_name) == ("B-09", "Bí thư", "Đoàn A")


def test_without_numbers_name_birth_and_delegation_tell_who_it_is(send, congress):
    make_delegate(congress, "007", "Nguyễn Văn Minh", birth_date=date(1990, 1, 2))
    answer = send(
        csv_bytes(
            "Họ và tên,Ngày sinh,Đơn vị,Ghế",
            "NGUYỄN VĂN MINH,02/01/1990,đoàn a,C-1",
            "Nguyễn Văn Minh,03/01/1990,Đoàn A,C-2",
        )
    )
    assert verdicts(answer) == [(2, "update"), (3, "new")]
    assert facts_of(congress, "number", "seat") == [("007", "C-1"), ("008", "C-2")]


def test_a_badge_number_does_not_pass_to_somebody_else(send, congress):
    make_delegate(congress, "007", "Nguyễn Văn Minh", birth_date=date(1990, 1, 2))
    answer = send(
        csv_bytes("Số thẻ,Họ và tên,Ngày sinh,Đoàn", "007,Trần Thị Hoa,05/06/1995,Đoàn A")
    )
    assert verdicts(answer) == [(2, "refused")]
    assert facts_of(congress, "name") == [("Nguyễn Văn Minh",)]


def test_a_corrected_name_keeps_the_number_with_a_warning(send, congress):
    make_delegate(congress, "007", "Nguyễn Văn Minh", birth_date=date(1990, 1, 2))
    answer = send(
        csv_bytes("Số thẻ,Họ và tên,Ngày sinh,Đoàn", "007,Nguyễn Văn Mạnh,02/01/1990,Đoàn A")
    )
    assert answer["rows"][0]["verdict"] == "warning"
    assert facts_of(congress, "number", "name") == [("007", "Nguyễn Văn Mạnh")]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_its_usual_forms(send, congress, codec, mark):
    lines = [mark.join(each) for each in (("Họ tên", "Phái"), ("Đỗ Thị Ánh", "Nữ"))]
    send(csv_bytes(*lines, codec=codec), name="list.csv")
    assert facts_of(congress, "name", "sex") == [("Đỗ Thị Ánh", "female")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\x7fELF" + b"\0" * 500, "not a spreadsheet"),
        (b"PK\x03\x04 broken", "damaged"),
        ("Đơn vị,Số lượng\nĐoàn A,5".encode(), "No list of people"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(send, content, sentence):
    assert sentence in send(content, status=409)["detail"]


def test_what_does_not_fit_is_refused_and_the_rest_comes_in(send, congress):
    answer = send(csv_bytes("Mã số,Họ và tên", f"1,{'A' * 130}", "2,Lê Thị Bình"))
    assert verdicts(answer) == [(2, "refused"), (3, "new")]
    assert facts_of(congress, "name") == [("Lê Thị Bình",)]


def test_a_roster_that_somebody_changed_meanwhile_is_judged_anew(app, congress, monkeypatch):
    judge, judged = roster_import.planned, []

    def overtaken(*told):
        plan = judge(*told)
        if not judged:
            make_delegate(congress, "1", "Nguyễn Văn Minh")
        judged.append(plan)
        return plan

    with app.test_request_context():
        monkeypatch.setattr(roster_import, "planned", overtaken)
        done = roster_import.import_people(congress, roster_import.people_of(listed()))

    assert len(judged) == 2
    assert done.counts == {"new": 1, "update": 1, "warning": 0, "refused": 0}
    assert facts_of(congress, "number") == [("1",), ("2",)]


def test_a_roster_that_never_rests_is_judged_under_the_lock(app, congress, monkeypatch):
    judge, numbers = roster_import.planned, iter(range(10, 99))

    def overtaken(*told):
        plan = judge(*told)
        if not is_writing():
            make_delegate(congress, str(next(numbers)), "Nguyễn Văn Minh")
        return plan

    with app.test_request_context():
        monkeypatch.setattr(roster_import, "planned", overtaken)
        roster_import.import_people(congress, roster_import.people_of(listed()))

    assert {"1", "2"} < {number for (number,) in facts_of(congress, "number")}


def test_what_was_laid_ready_goes_with_the_cut(app, congress):
    with app.test_request_context():
        plan = roster_import.planned(congress, roster_import.people_of(listed()))
        ready = roster_import.rows_of(congress, plan)
        with pytest.raises(CutError), laid_ready(ready):
            raise CutError
        roster_import.import_people(congress, roster_import.people_of(listed()))
    assert facts_of(congress, "number") == [("1",), ("2",)]


def test_an_import_on_postgresql_adds_changes_and_is_undone(tmp_path, postgres_url):
    app = create_app(settings_for(tmp_path, postgres_url))
    with app.app_context():
        upgrade(directory="migrations")
        congress = make_congress("Đại hội")
        make_delegate(congress, "1", "Nguyễn Văn Minh", delegation="Đoàn C")
        with app.test_request_context():
            people = roster_import.people_of(listed())
            roster_import.import_people(congress, people)
        told = [(each.number, each.delegation_name) for each in delegates_of(congress)]
        assert sorted(told) == [("1", "Đoàn A"), ("2", "Đoàn B")]
        step = latest_steps(congress)[0]
        assert step.counts == {"added": 1, "changed": 1, "removed": 0}
        undo_step(congress, step, "")
        told = [(each.number, each.delegation_name) for each in delegates_of(congress)]
        assert told == [("1", "Đoàn C")]
        assert db.session.query(RosterEntry).count() == 2  # of the import's change, and its undo
        (minh,) = delegates_of(congress)
        with app.test_request_context():
            undo_step(congress, remove_several(congress, [minh.id]), "")
        assert [each.badge_hash for each in delegates_of(congress)] == [minh.badge_hash]
        db.session.remove()
        db.engine.dispose()


def test_an_import_cut_in_the_middle_leaves_nothing(app, congress, monkeypatch):
    check_cut_import_leaves_nothing(app, congress, monkeypatch)


def test_two_thousand_rows_come_in_at_once(send, congress, tmp_path):
    answer = send(workbooks.long_list(tmp_path / "long.xlsx", 2_000).read_bytes())
    assert answer["counts"]["new"] == 2_000
    assert db.session.query(Delegate).filter_by(congress_id=congress.id).count() == 2_000
    assert len({each.badge_hash for each in db.session.query(Delegate)}) == 2_000
