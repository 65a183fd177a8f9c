"""The audit as people read it: found without accents, named only while reading, checked."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.archive import audit_search
from app.clock import now
from app.db import db, writing
from app.realtime import AuditEntry
from app.realtime.audit import check_chain
from tests.app.accounts.checks import make_user, signed_in
from tests.factories import make_delegate


@pytest.fixture
def lan(app, congress, cast):
    make_user("lan", "organiser", congress_id=congress.id)
    lan = signed_in(app, "lan")
    body = {"number": "077", "name": "Hạng A Giàng"}
    assert lan.post(f"/api/congresses/{congress.id}/delegates", json=body).status_code == 201
    return lan


def lines(client, congress, **asked):
    page = client.get(
        f"/office/{congress.id}/safekeeping/audit", query_string={"lang": "en", **asked}
    )
    assert page.status_code == 200
    return page.text.count('class="audit-line"'), page.text


def test_an_entry_is_a_sentence_with_names(lan, congress):
    _count, page = lines(lan, congress)
    assert "Entered delegates: <b>077 Hạng A Giàng</b>" in page


@pytest.mark.parametrize("words", ["giang", "Hạng giàng", "lan 077", "entered delegates giang"])
def test_it_is_found_by_words_and_names_without_accents(lan, congress, words):
    count, page = lines(lan, congress, q=words)
    if words == "lan 077":  # whoever acts is found by name as well, in the same entry
        assert count == 1
    assert "Hạng A Giàng" in page
    assert "Nguyễn Văn Minh" not in page


def test_it_is_found_by_person_kind_and_day(lan, congress):
    everything, _page = lines(lan, congress)
    own = f"user:{db.session.query(AuditEntry).filter_by(did='delegate.add').all()[-1].actor[5:]}"
    assert lines(lan, congress, person=own)[0] == 1
    assert 0 < lines(lan, congress, kind="delegates")[0] < everything
    assert lines(lan, congress, kind="devices")[0] == 0
    today = now().date()
    assert lines(lan, congress, first=(today - timedelta(days=1)).isoformat())[0] == everything
    assert lines(lan, congress, last=(today - timedelta(days=2)).isoformat())[0] == 0
    assert lines(lan, congress, first="not a day")[0] == everything


def test_pages_follow_each_other_without_a_gap(lan, congress, monkeypatch):
    everything, _page = lines(lan, congress)
    monkeypatch.setattr(audit_search, "PAGE", 4)
    seen, before = 0, None
    while True:
        page = audit_search.found_entries(
            congress.id, audit_search.Search(before=before), time_zone="Asia/Ho_Chi_Minh"
        )
        seen += len(page.entries)
        before = page.before
        if before is None:
            break
    assert seen == everything


def test_an_erased_person_has_no_name_in_it(lan, congress):
    delegate = make_delegate(congress, "099", "Vàng Thị Dính")
    assert "Vàng Thị Dính" in lines(lan, congress)[1]
    with writing():
        db.session.execute(text("DELETE FROM delegate WHERE id = :id"), {"id": delegate.id})
        db.session.commit()
    count, page = lines(lan, congress)
    assert "Vàng Thị Dính" not in page
    assert check_chain(congress.id).is_whole
    assert count == check_chain(congress.id).entries


def test_a_head_from_paper_is_found_again_and_a_broken_chain_told(lan, congress):
    address = f"/api/congresses/{congress.id}/audit/check"
    first = lan.get(address).json
    assert first["is_whole"]
    make_delegate(congress, "100", "Người đến sau")
    spaced = " ".join(first["head"][at : at + 8] for at in range(0, 64, 8)).upper()
    later = lan.get(address, query_string={"printed": spaced}).json
    assert (later["is_whole"], later["stands_at"]) == (True, first["entries"])
    assert later["entries"] == first["entries"] + 1

    with writing():
        db.session.execute(
            text("UPDATE audit_entry SET actor = 'user:99' WHERE congress_id = :id AND did = :did"),
            {"id": congress.id, "did": "session.add"},
        )
        db.session.commit()
    broken = lan.get(address, query_string={"printed": first["head"]}).json
    assert not broken["is_whole"]
    assert broken["broken_at"] is not None
    assert broken["stands_at"] is None


def test_a_chain_whose_end_was_cut_off_is_told(lan, congress):
    with writing():
        db.session.execute(
            text(
                "DELETE FROM audit_entry WHERE congress_id = :id AND id = ("
                "SELECT max(id) FROM audit_entry WHERE congress_id = :id)"
            ),
            {"id": congress.id},
        )
        db.session.commit()
    assert not check_chain(congress.id).is_whole


def test_the_sheet_holds_count_and_head(lan, congress):
    check = check_chain(congress.id)
    page = lan.get(f"/office/{congress.id}/safekeeping/audit/head?lang=en").text
    assert " ".join(check.head[at : at + 8] for at in range(0, 64, 8)) in page
    assert f">{check.entries}<" in page


def test_the_house_audit_is_for_administrators_of_everything(app, lan, congress, client_for):
    assert lan.get("/office/audit").status_code == 403
    assert client_for("admin").get("/office/audit").status_code == 403
    page = client_for("admin", None).get("/office/audit").text
    assert "<b>Lan</b>" in page
