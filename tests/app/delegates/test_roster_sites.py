"""A list says at which site (điểm cầu) its people are expected."""

import csv
import io
from io import BytesIO

import openpyxl
import pytest
from flask_babel import refresh
from sqlalchemy import event
from werkzeug.datastructures import FileStorage

from app.db import db
from app.delegates.models import Delegation
from app.delegates.queries import delegate_numbered, delegates_of
from app.delegates.roster_import import people_of, planned
from app.delegates.site_actions import add_site, change_site, expect_delegate, remove_site
from app.delegates.sites import open_sites, site_of_delegate
from app.delegates.sites_forms import SiteForm
from app.worker import work_once
from tests.app.delegates.site_checks import check_a_move_meanwhile_is_kept
from tests.factories import make_delegate

NINH, THUAN = "Điểm cầu Ninh Phước", "Thuận Nam"


@pytest.fixture
def sites(congress):
    """The main hall and two remote sites; Đoàn A is expected at the first of them."""
    make_delegate(congress, "001", "Nguyễn Văn Minh", delegation="Đoàn A")
    make_delegate(congress, "002", "Trần Thị Hoa", delegation="Đoàn B")
    delegation = db.session.query(Delegation).filter_by(name="Đoàn A").one()
    add_site(congress, SiteForm(name=NINH, delegation_ids=[delegation.id]))
    add_site(congress, SiteForm(name=THUAN))
    refresh()  # the main hall's name was asked for without a request: later ones bring a language
    return open_sites(congress.id)


@pytest.fixture
def keep(organiser, congress):
    """Keep a list as a draft; returns its path below the congress."""

    def keep(content: bytes | str, *, name: str = "list.csv") -> str:
        data = content.encode() if isinstance(content, str) else content
        url = f"/api/congresses/{congress.id}/import-drafts?lang=en"
        answer = organiser.post(url, data={"file": (BytesIO(data), name)})
        assert answer.status_code == 201, answer.text
        return f"/import-drafts/{answer.json['id']}"

    return keep


@pytest.fixture
def bring(keep, call):
    """Import a list; returns its step."""

    def bring(content: bytes | str, *, name: str = "list.csv") -> int:
        path = keep(content, name=name)
        call("POST", f"{path}/import", status=202)
        assert work_once("roster")
        db.session.expire_all()
        done = call("GET", path)
        assert done["state"] == "done", done
        return int(done["step_id"])

    return bring


def homes(congress) -> dict[str, tuple[str, bool]]:
    """Return by number where everybody is expected, and whether apart from the delegation."""
    db.session.expire_all()
    found = {}
    for each in delegates_of(congress):
        site = site_of_delegate(each)
        found[each.number] = (site.name if site else "", each.site_id is not None)
    return found


@pytest.mark.parametrize("head", ["Điểm cầu", "NOI DU", "Site"])
def test_the_column_is_known_by_its_heading(keep, call, sites, head):
    path = keep(f"Mã số,Họ và tên,{head}\n002,Trần Thị Hoa,Thuận Nam")
    seen = call("GET", f"{path}/rows")
    assert [each["meaning"] for each in seen["sheets"][0]["columns"]] == ["number", "name", "site"]
    (row,) = seen["page"]
    assert (row["site"], row["verdict"], row["changed"]) == (THUAN, "update", ["site"])


@pytest.mark.parametrize("text", ["ninh phuoc", "NINH  PHƯỚC", "Điểm cầu: Ninh Phước", "ninhphuoc"])
def test_a_name_is_found_whatever_its_capitals_marks_and_spaces(bring, congress, sites, text):
    bring(f"Mã số,Họ và tên,Điểm cầu\n002,Trần Thị Hoa,{text}")
    assert homes(congress)["002"] == (NINH, True)


def test_a_list_moves_people_and_its_undoing_moves_them_back(bring, call, congress, sites):
    main = sites[0].name
    first = bring(
        "Mã số,Họ và tên,Đoàn,Điểm cầu\n"
        f"001,Nguyễn Văn Minh,Đoàn A,{main}\n"
        f"002,Trần Thị Hoa,Đoàn B,{THUAN}\n"
        f"003,Lê Thị Bình,Đoàn A,{NINH}\n"
        "004,Hoàng An,Đoàn A,\n"
        f"005,Đỗ Cường,Đoàn mới,{THUAN}"
    )
    moved = {"001": (main, True), "002": (THUAN, True)}
    added = {"003": (NINH, False), "004": (NINH, False), "005": (THUAN, True)}
    assert homes(congress) == moved | added

    again = bring(
        "Mã số,Họ và tên,Điểm cầu\n"
        f"001,Nguyễn Văn Minh,{NINH}\n002,Trần Thị Hoa,\n005,Đỗ Cường,{main}"
    )
    # At the delegation's site somebody is expected with it; an empty cell changes nothing.
    assert homes(congress) == moved | added | {"001": (NINH, False), "005": (main, False)}
    told = call("GET", f"/delegates/{delegate_numbered(congress, '001').id}/history")
    assert told[0]["changes"] == [{"field": "site", "before": main, "after": ""}]

    for step in (again, first):
        assert call("POST", f"/roster/steps/{step}/undo", status=202)["undone_at"]
    assert homes(congress) == {"001": (NINH, False), "002": (main, False)}


def test_who_was_moved_since_stays_when_the_import_is_undone(bring, call, congress, sites):
    step = bring(f"Mã số,Họ và tên,Điểm cầu,Ghế\n002,Trần Thị Hoa,{THUAN},B-1")
    expect_delegate(congress, sites[1], "002")
    assert call("POST", f"/roster/steps/{step}/undo", status=202)["counts"]["stay"] == 1
    assert homes(congress)["002"] == (NINH, True)
    assert delegate_numbered(congress, "002").seat == ""


def test_an_unknown_site_is_said_with_the_nearest_and_put_right(keep, call, congress, sites):
    path = keep("Mã số,Họ và tên,Điểm cầu\n002,Trần Thị Hoa,Thuan Namm\n001,Nguyễn Văn Minh,")
    seen = call("GET", f"{path}/rows")
    row = seen["page"][0]
    assert (row["verdict"], row["doubtful"], row["site"]) == ("warning", ["site"], sites[0].name)
    assert row["reason"].startswith(
        f"There is no site “Thuan Namm”, so this name was passed over. Choose the right one"
        f" (nearest: {THUAN} · "
    )
    fixed = call("PUT", f"{path}/rows/{row['place']}", {"site": THUAN})
    row = next(each for each in fixed["page"] if each["number"] == "002")
    assert (row["verdict"], row["reason"], row["site"]) == ("update", "", THUAN)


def test_a_removed_site_is_said_to_be_removed(keep, call, congress, sites):
    remove_site(congress, sites[2])
    path = keep(f"Mã số,Họ và tên,Điểm cầu\n002,Trần Thị Hoa,{THUAN}")
    (row,) = call("GET", f"{path}/rows")["page"]
    assert f"The site “{THUAN}” was removed" in row["reason"]


def test_two_sites_that_differ_by_marks_alone_are_told_apart(keep, call, congress, sites):
    change_site(congress, sites[1], SiteForm(name="Hà"))
    change_site(congress, sites[2], SiteForm(name="Hạ"))
    path = keep("Mã số,Họ và tên,Điểm cầu\n001,Nguyễn Văn Minh,HẠ\n002,Trần Thị Hoa,ha")
    rows = {each["number"]: each for each in call("GET", f"{path}/rows")["page"]}
    assert (rows["001"]["site"], rows["002"]["doubtful"]) == ("Hạ", ["site"])


def test_the_empty_list_offers_the_sites(organiser, keep, call, congress, sites):
    answer = organiser.get(f"/api/congresses/{congress.id}/import-template.xlsx?lang=vi")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    choices = [each.formula1 for each in book.worksheets[0].data_validations.dataValidation]
    assert f'"{",".join(site.name for site in sites)}"' in choices
    (row,) = call("GET", f"{keep(answer.data, name='a.xlsx')}/rows")["page"]
    assert (row["site"], row["doubtful"]) == (sites[0].name, ["number"])  # the example's number
    change_site(congress, sites[1], SiteForm(name="Ninh Phước, xã Phước Dân"))
    answer = organiser.get(f"/api/congresses/{congress.id}/import-template.xlsx?lang=vi")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert len(book.worksheets[0].data_validations.dataValidation) == 3
    notes = [cell.value for (cell,) in book.worksheets[1].iter_rows()]
    assert any("Ninh Phước, xã Phước Dân" in note for note in notes)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_changes_nothing_when_it_is_imported(
    organiser, keep, call, congress, sites, form
):
    expect_delegate(congress, sites[2], "002")
    make_delegate(congress, "003", "Lê Thị Bình", delegation="Đoàn A")
    expect_delegate(congress, sites[0], "003")
    make_delegate(congress, "004", "Hoàng An", delegation="")
    remove_site(congress, sites[2])
    table = organiser.get(f"/api/congresses/{congress.id}/export/delegates?as={form}")
    assert table.status_code == 200, table.text
    if form == "csv":
        told = {row["number"]: row["site"] for row in csv.DictReader(io.StringIO(table.text))}
        assert told == {"001": NINH, "002": THUAN, "003": sites[0].name, "004": ""}
    seen = call("GET", f"{keep(table.data, name=f'a.{form}')}/rows")
    assert seen["counts"] == {"new": 0, "update": 4, "warning": 0, "refused": 0}
    assert [row["changed"] for row in seen["page"]] == [[]] * 4


def test_the_rows_left_out_keep_the_site(organiser, keep, congress, sites):
    path = keep("Mã số,Họ và tên,Chức vụ,Điểm cầu\n002,,Bí thư,thuan nam")
    answer = organiser.get(f"/api/congresses/{congress.id}{path}/rest.xlsx?lang=en")
    head, row = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].values
    assert dict(zip(head, row, strict=True))["Site"] == "thuan nam"


def test_a_removal_that_is_undone_brings_the_site_back(call, organiser, congress, sites):
    expect_delegate(congress, sites[2], "002")
    hoa = delegate_numbered(congress, "002")
    step = call("POST", "/roster/remove", {"ids": [hoa.id]})
    call("POST", f"/roster/steps/{step['id']}/undo", status=202)
    assert homes(congress)["002"] == (THUAN, True)
    back = delegate_numbered(congress, "002")
    assert THUAN in organiser.get(f"/office/{congress.id}/delegates/{back.id}").text


def test_a_move_made_while_a_change_of_others_is_thought_out_is_kept(app, congress, monkeypatch):
    check_a_move_meanwhile_is_kept(app, congress, monkeypatch)


def test_thousands_of_rows_ask_the_database_no_oftener_than_ten(app, congress, sites):
    def asked(people: int) -> int:
        lines = [f"{n},Người {n},{THUAN if n % 2 else f'Lạ {n}'}" for n in range(100, 100 + people)]
        content = "Mã số,Họ và tên,Điểm cầu\n" + "\n".join(lines)
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        with app.test_request_context():
            people_told = people_of(FileStorage(BytesIO(content.encode()), filename="list.csv"))
            event.listen(db.engine, "before_cursor_execute", note)
            plan = planned(congress, people_told)
            event.remove(db.engine, "before_cursor_execute", note)
        assert plan.counts["warning"] == people // 2
        return len(seen)

    assert asked(10) == asked(1_000)


def test_without_sites_nothing_is_seen_of_a_column(keep, call, organiser, congress):
    path = keep("Mã số,Họ và tên,Điểm cầu\n001,Nguyễn Văn Minh,Ninh Phước")
    seen = call("GET", f"{path}/rows")
    assert [each["meaning"] for each in seen["sheets"][0]["columns"]] == ["number", "name", ""]
    (row,) = seen["page"]
    assert (row["verdict"], row["reason"], row["site"]) == ("new", "", "")
    page = organiser.get(f"/office/{congress.id}/delegates/import{path[14:]}?lang=en").text
    assert "Site" not in page
    template = organiser.get(f"/api/congresses/{congress.id}/import-template.xlsx?lang=en")
    book = openpyxl.load_workbook(io.BytesIO(template.data))
    assert "Site" not in [cell.value for cell in book.worksheets[0][1]]
