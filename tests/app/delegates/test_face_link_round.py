"""Links for everybody who has not answered: made at once, printed, sent, ended."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from app.clock import now
from app.db import db
from app.delegates import face_link_round, face_links
from app.delegates.face_models import EnrolmentLink
from app.realtime.models import AuditEntry
from tests.app.delegates.own_phone import own_path
from tests.factories import make_delegate
from tests.security.world import holding_cookie


@pytest.fixture
def api(congress) -> str:
    return f"/api/congresses/{congress.id}/faces/links"


def in_days(days: int) -> dict[str, str]:
    return {"last_day": (now() + timedelta(days=days)).date().isoformat()}


def urls(organiser, api) -> dict[str, str]:
    rows = load_workbook(BytesIO(organiser.get(f"{api}.xlsx").data)).worksheets[0].values
    _heads, *people = rows
    return {row[0]: row[4] for row in people}


def test_everybody_who_has_not_answered_gets_a_link(app, organiser, congress, cast, api):
    people = len(face_link_round.unanswered(congress))
    face_links.agree(congress, cast.hoa)
    face_links.agree(congress, cast.guest)
    face_links.withdraw_self(congress, cast.guest)
    assert organiser.get(api).json == {"open": 0, "unanswered": people - 2}
    made = organiser.post(api, json=in_days(5))
    assert (made.status_code, made.json) == (201, {"open": people - 2, "unanswered": people - 2})
    links = urls(organiser, api)
    assert len(links) == people - 2
    phone = holding_cookie(app)
    token = links[cast.minh.number].rpartition("/")[2]
    assert phone.get(f"/api/own-face/{token}").status_code == 200
    actions = [each.did for each in db.session.query(AuditEntry)]
    assert "face_link.round" in actions


def test_cards_that_are_printed_stay_good_and_end_on_the_new_day(organiser, congress, cast, api):
    own_path(congress, cast.minh)
    before = face_links.link_url(face_links.open_link_of(cast.minh))
    organiser.post(api, json=in_days(3))
    organiser.post(api, json=in_days(9))
    assert urls(organiser, api)[cast.minh.number] == before
    assert {each.expires_at for each in db.session.query(EnrolmentLink)} == {
        face_link_round.end_of(congress, (now() + timedelta(days=9)).date())
    }


def test_many_are_made_stroke_by_stroke(organiser, congress, cast, api):
    for number in range(face_link_round.AT_ONCE + 10):
        make_delegate(congress, f"R{number:03}", f"Đại biểu {number}")
    made = organiser.post(api, json=in_days(5)).json
    assert made["open"] == made["unanswered"] > face_link_round.AT_ONCE


def test_all_of_them_end_at_once(app, organiser, congress, cast, api):
    organiser.post(api, json=in_days(5))
    token = urls(organiser, api)[cast.minh.number].rpartition("/")[2]
    elsewhere = face_links.make_link(cast.elsewhere, cast.tuan)
    assert organiser.delete(api).status_code == 204
    assert organiser.get(api).json["open"] == 0
    over = holding_cookie(app).get(f"/e/{token}")
    assert over.status_code == 403
    for form in ("pdf", "xlsx"):
        assert organiser.get(f"{api}.{form}").status_code == 409
    assert db.session.get(EnrolmentLink, elsewhere.id).revoked_at is None


@pytest.mark.parametrize("days", [-2, 80])
def test_a_day_that_is_over_or_far_away_is_refused(organiser, congress, api, days):
    answer = organiser.post(api, json=in_days(days))
    assert answer.status_code == 422
    assert organiser.get(api).json["open"] == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_cards_name_the_person_and_the_address(organiser, congress, cast, api, language):
    organiser.post(api, json=in_days(5))
    answer = organiser.get(f"{api}.pdf?lang={language}")
    assert answer.mimetype == "application/pdf"
    with PdfDocument(answer.data) as printed:
        text = "".join(page.get_textpage().get_text_range() for page in printed)
        assert len(printed) == 1
    assert cast.minh.name in text
    assert "/e/" in text
    assert {"vi": "Không bắt buộc", "en": "Nobody has to"}[language] in text


def test_the_page_offers_what_can_be_done_now(organiser, congress, cast, api):
    page = f"/office/{congress.id}/delegates/faces?lang=en"
    first = organiser.get(page).text
    assert "Make links for those who have not answered" in first
    assert "links.pdf" not in first
    organiser.post(api, json=in_days(5))
    assert f"{api}.pdf" in organiser.get(page).text
    assert "End all links" in organiser.get(page).text
