"""Changing several delegates, history, undo and merging: nothing that speaks of anybody is lost."""

from datetime import date

import numpy as np
import pytest

from app.attendance.actions import excuse
from app.attendance.forms import AbsenceForm
from app.attendance.models import Absence, CheckIn
from app.clock import now
from app.db import db, writing
from app.delegates.actions import enrol
from app.delegates.badges import badge_url
from app.delegates.models import Consent, Delegate, FaceTemplate, RosterEntry, RosterStep
from app.delegates.queries import delegate_numbered, delegate_with_badge, delegates_of
from app.delegates.roster_doubles import bare_number
from app.delegates.seals import open_template, seal_template, seals
from app.realtime import AuditEntry, commit_quietly
from app.realtime.audit import broken_chains
from app.worker import work_once
from checkin.faces import Encoding
from tests.app.delegates.checks import check_who_was_checked_in_stays, let_in
from tests.factories import make_delegate


def test_a_change_of_several_is_undone_in_one_step(call, congress):
    people = [make_delegate(congress, f"{n:03}", f"Người {n}", seat=f"A-{n}") for n in (1, 2, 3)]
    ids = [person.id for person in people]
    body = {"ids": ids[:2], "group": "Tổ 1", "standing": "appointed", "seat": ""}
    step = call("POST", "/roster/change", body)

    assert step["counts"] == {"added": 0, "changed": 2, "removed": 0, "stay": 0}
    told = {each["number"]: each for each in call("GET", "/delegates")}
    assert (told["001"]["group"], told["001"]["standing"], told["001"]["seat"]) == (
        *("Tổ 1", "appointed"),
        "",
    )
    assert told["003"]["seat"] == "A-3"

    undone = call("POST", f"/roster/steps/{step['id']}/undo", status=202)
    assert undone["undone_at"]
    told = {each["number"]: each for each in call("GET", "/delegates")}
    assert (told["001"]["group"], told["001"]["standing"], told["001"]["seat"]) == (
        *("", "elected"),
        "A-1",
    )
    assert "already" in call("POST", f"/roster/steps/{step['id']}/undo", status=409)["detail"]


def test_undoing_leaves_what_was_changed_again_since(call, congress):
    minh = make_delegate(congress, "001", "Nguyễn Văn Minh", seat="A-1")
    step = call("POST", "/roster/change", {"ids": [minh.id], "seat": "B-1", "group": "Tổ 1"})
    call("POST", "/roster/change", {"ids": [minh.id], "seat": "C-1"})
    undone = call("POST", f"/roster/steps/{step['id']}/undo", status=202)
    assert undone["counts"]["stay"] == 1
    db.session.expire_all()
    assert (minh.seat, minh.group_name) == ("C-1", "")


def test_who_is_removed_comes_back_with_the_same_badge(call, congress):
    minh = make_delegate(congress, "001", "Nguyễn Văn Minh", birth_date=date(1990, 1, 2))
    minh_id, badge = minh.id, badge_url(minh)
    step = call("DELETE", f"/delegates/{minh_id}")
    assert delegates_of(congress) == []
    assert delegate_with_badge(badge) is None
    call("POST", f"/roster/steps/{step['id']}/undo", status=202)
    back = delegate_with_badge(badge)
    assert (back.id, back.name, back.birth_date) == (minh_id, "Nguyễn Văn Minh", date(1990, 1, 2))


def test_who_was_checked_in_is_not_removed(call, congress):
    check_who_was_checked_in_stays(call, congress)


def test_the_history_says_who_changed_what_and_the_chain_names_nobody(call, congress):
    minh = make_delegate(congress, "001", "Nguyễn Văn Minh", position="Bí thư")
    facts = {"number": "001", "name": "Nguyễn Văn Mạnh", "delegation": "Đoàn A"}
    call("PUT", f"/delegates/{minh.id}", facts)

    newest, oldest = call("GET", f"/delegates/{minh.id}/history")
    assert (oldest["kind"], newest["kind"]) == ("add", "change")
    assert newest["made_by"]
    assert [(each["field"], each["before"], each["after"]) for each in newest["changes"]] == [
        ("name", "Nguyễn Văn Minh", "Nguyễn Văn Mạnh"),
        ("position", "Bí thư", ""),
    ]
    chain = " ".join(f"{each.did} {each.about}" for each in db.session.query(AuditEntry))
    assert "Nguy" not in chain
    assert list(broken_chains()) == []


def test_doubles_are_found(call, congress):
    born = date(1990, 1, 2)
    make_delegate(congress, "001", "Nguyễn Văn Minh", birth_date=born)
    make_delegate(congress, "101", "NGUYỄN VĂN MINH", birth_date=born, delegation="Đoàn B")
    make_delegate(congress, "ĐB-007", "Trần Thị Hoa")
    make_delegate(congress, "ĐB 7", "Trần T. Hoa", delegation="Đoàn B")
    make_delegate(congress, "201", "Lê An", birth_date=born)
    make_delegate(congress, "202", "Lê An", birth_year=1970, birth_date=None)

    found = call("GET", "/roster/doubles")
    assert [
        (each["because"], each["one"]["number"], each["other"]["number"]) for each in found
    ] == [("birth", "001", "101"), ("number", "ĐB-007", "ĐB 7")]
    assert bare_number("007") == bare_number("7") != bare_number("70")


def test_everything_follows_who_is_kept(call, congress):
    kept = make_delegate(congress, "001", "Nguyễn Văn Minh", seat="A-1")
    other = make_delegate(congress, "101", "Nguyễn Văn Minh", position="Bí thư", seat="B-1")
    event = let_in(congress, other)
    session_id = congress.sessions[1].id
    for person in (kept, other):
        form = AbsenceForm(session_id=session_id, delegate_id=person.id, reason="ốm")
        excuse(congress, form)
    enrol(congress, other, [b"picture"], consent=True, how="office")
    encoding = np.ones(128, dtype="float32")
    keep_sealed(other, encoding)
    other_id = other.id

    body = {"other_id": other_id, "take": ["position", "number"]}
    told = call("POST", f"/delegates/{kept.id}/merge", body)

    db.session.expire_all()
    assert (told["number"], told["position"], told["seat"]) == ("101", "Bí thư", "A-1")
    assert [person.id for person in delegates_of(congress)] == [kept.id]
    assert db.session.get(CheckIn, event.id).delegate_id == kept.id
    assert [each.delegate_id for each in db.session.query(Absence)] == [kept.id]
    assert [each.delegate_id for each in db.session.query(Consent)] == [kept.id]
    (template,) = db.session.query(FaceTemplate)
    assert np.allclose(open_template(congress.id, template), encoding)
    with pytest.raises(Exception):  # noqa: B017, PT011
        seals().unseal(
            template.sealed,
            congress_id=str(congress.id),
            delegate_id=str(other_id),
            model="x",
            version=1,
        )
    assert db.session.query(RosterEntry).filter_by(delegate_id=other_id).count() == 1


def test_withdrawing_after_a_merge_withdraws_both_consents(call, congress):
    people = [make_delegate(congress, number, "Nguyễn Văn Minh") for number in ("001", "101")]
    for person in people:
        enrol(congress, person, [b"picture"], consent=True, how="office")
    kept, other = (person.id for person in people)
    call("POST", f"/delegates/{kept}/merge", {"other_id": other})
    call("DELETE", f"/delegates/{kept}/portraits", status=204)
    assert db.session.query(Consent).filter_by(withdrawn_at=None).count() == 0
    assert db.session.query(Consent).count() == 2


def keep_sealed(delegate: Delegate, encoding: Encoding) -> None:
    """Keep a template as the worker does."""
    with writing():
        portrait_id = 1
        db.session.add(
            FaceTemplate(
                delegate_id=delegate.id,
                portrait_id=portrait_id,
                engine="onnx",
                model="m",
                sealed=seal_template(delegate, encoding, engine="onnx", model="m"),
                created_at=now(),
            )
        )
        commit_quietly()


def test_a_large_step_is_undone_by_the_worker(call, congress, monkeypatch):
    monkeypatch.setattr("app.delegates.roster_undo.AT_ONCE", 2)
    people = [make_delegate(congress, f"{n:03}", f"Người {n}") for n in (1, 2, 3)]
    step = call("POST", "/roster/remove", {"ids": [person.id for person in people]})
    assert call("POST", f"/roster/steps/{step['id']}/undo", status=202)["undone_at"] is None
    assert work_once("roster")
    assert call("GET", f"/roster/steps/{step['id']}")["undone_at"]
    assert len(delegates_of(congress)) == 3
    assert db.session.query(RosterStep).filter_by(kind="undo").count() == 1


def test_the_list_is_searched_without_accents_and_filtered(call, congress, organiser):
    minh = make_delegate(congress, "001", "Đặng Văn Ánh", sex="male", delegation="Công an tỉnh")
    make_delegate(congress, "002", "H'Hen Niê", sex="female", group="Tổ 1", seat="B_1")
    let_in(congress, minh)

    def found(query: str) -> list[str]:
        answer = organiser.get(f"/api/congresses/{congress.id}/roster?{query}")
        assert answer.json["of"] == len(answer.json["people"])
        ids = organiser.get(f"/api/congresses/{congress.id}/roster/ids?{query}").json["ids"]
        assert ids == [each["id"] for each in answer.json["people"]]
        return [each["number"] for each in answer.json["people"]]

    assert found("q=dang anh") == found("q=CONG AN") == ["001"]
    assert found("q=B_1") == found("q=hen") == found("sex=female") == ["002"]
    assert found("q=%25") == []
    assert found(f"group={delegate_numbered(congress, '002').group_id}") == ["002"]
    assert found("group=none") == found("presence=in") == ["001"]
    assert found("presence=out") == ["002"]
    assert found("face=none") == ["001", "002"]
    assert found("face=ready") == []


def test_a_sort_name_decides_the_order(call, congress):
    make_delegate(congress, "001", "H'Hen Niê", sort_name="Niê H'Hen")
    make_delegate(congress, "002", "Lê Ích")
    make_delegate(congress, "003", "Trần Giang")
    assert [each["number"] for each in call("GET", "/delegates")] == ["003", "001", "002"]
