"""Links after they were made: hours, renewal, what was printed of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import iso, now
from app.db import db
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_token
from app.library.models import Link
from app.realtime import AuditEntry
from tests.app.library.link_checks import came_in, check_renewing_shuts_the_old_code_out
from tests.factories import make_document

MOVED, WORTHLESS = "một địa chỉ khác với địa chỉ hiện nay", "không còn mở được gì"


@pytest.fixture
def link(congress):
    return library.add_link(congress, LinkForm(target="congress"))


@pytest.fixture
def api(congress) -> str:
    return f"/api/congresses/{congress.id}"


def test_renewing_shuts_the_old_code_out(app, organiser, link):
    check_renewing_shuts_the_old_code_out(app, organiser, link)


def test_renewing_stands_in_the_audit(organiser, api, link):
    organiser.post(f"{api}/links/{link.id}/renew")
    assert db.session.query(AuditEntry).filter_by(did="link.renew", about=f"link:{link.id}").one()


def test_other_hours_hold_at_once_and_printed_copies_stay_good(client, organiser, api, link):
    page, token = came_in(client, link), link_token(link)
    hours = {"opens_at": iso(now() + timedelta(hours=1)), "closes_at": None}
    answer = organiser.put(f"{api}/links/{link.id}", json=hours)
    assert answer.status_code == 200
    assert answer.json["url"].endswith(token)
    assert client.get(f"/q/{token}").status_code == 403
    organiser.put(f"{api}/links/{link.id}", json={"opens_at": None, "closes_at": None})
    assert client.get(f"/q/{token}").status_code == 302
    assert client.get(page).status_code == 200


def test_hours_that_end_before_they_begin_are_refused(organiser, api, link):
    hours = {"opens_at": iso(now()), "closes_at": iso(now() - timedelta(minutes=1))}
    answer = organiser.put(f"{api}/links/{link.id}", json=hours)
    assert answer.status_code == 422
    assert db.session.get(Link, link.id).opens_at is None


def test_missing_codes_are_made_once_and_never_for_the_presidium(organiser, api, congress):
    open_one = make_document(congress, "Nghị quyết", "x")
    make_document(congress, "Nhân sự", "x", audience="presidium")
    gone = make_document(congress, "Cũ", "x")
    library.withdraw(congress, gone)
    assert organiser.post(f"{api}/links/missing").json == {"made": 1}
    assert organiser.post(f"{api}/links/missing").json == {"made": 0}
    links = organiser.get(f"{api}/links").json
    assert [(each["target"], each["target_id"]) for each in links] == [("document", open_one.id)]


def shelf(organiser, congress) -> str:
    page = organiser.get(f"/office/{congress.id}/documents").get_data(as_text=True)
    return page + organiser.get(f"/office/{congress.id}/print").get_data(as_text=True)


def test_the_office_warns_when_the_printed_address_is_another_one(
    app, organiser, api, congress, link
):
    assert organiser.get(f"{api}/links/{link.id}/poster.pdf").status_code == 200
    assert MOVED not in shelf(organiser, congress)
    moved = replace(app.config["SETTINGS"], public_url="http://moved.test")
    app.config["SETTINGS"] = moved
    warned = shelf(organiser, congress)
    assert warned.count(MOVED) == 2
    assert "mở địa chỉ http://hall.test, nay là http://moved.test" in warned
    assert "PUBLIC_URL=http://hall.test" in warned
    organiser.get(f"{api}/links/{link.id}/poster.pdf")
    assert MOVED not in shelf(organiser, congress)


def test_the_office_names_the_copies_that_a_renewal_made_worthless(organiser, api, congress, link):
    organiser.get(f"{api}/links/{link.id}/poster.pdf")
    organiser.post(f"{api}/links/{link.id}/renew")
    assert WORTHLESS in shelf(organiser, congress)
    organiser.get(f"{api}/links/{link.id}/poster.pdf")
    assert WORTHLESS not in shelf(organiser, congress)


def test_a_renewed_document_makes_the_sheet_of_all_documents_old(organiser, api, congress):
    make_document(congress, "Nghị quyết", "x")
    organiser.post(f"{api}/links/missing")
    assert organiser.get(f"{api}/documents.pdf").status_code == 200
    (link,) = organiser.get(f"{api}/links").json
    organiser.post(f"{api}/links/{link['id']}/renew")
    assert "Bảng mã tất cả tài liệu – in lúc" in shelf(organiser, congress)


def test_of_a_revoked_code_nothing_is_asked_to_be_printed_anew(organiser, api, congress, link):
    organiser.get(f"{api}/links/{link.id}/poster.pdf")
    organiser.post(f"{api}/links/{link.id}/renew")
    organiser.delete(f"{api}/links/{link.id}")
    assert WORTHLESS not in shelf(organiser, congress)


def test_badges_at_another_address_are_named_too(app, organiser, api, congress, cast):
    assert organiser.get(f"{api}/badges.pdf").status_code == 200
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url="http://moved.test")
    assert "Thẻ đại biểu – mã đã in lúc" in " ".join(shelf(organiser, congress).split())
