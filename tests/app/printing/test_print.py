"""The print page and what comes out of it: codes that open what they say, and the hall's Wi-Fi."""

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from app.db import db
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_url
from app.realtime import AuditEntry
from tests.factories import make_document

NETWORK = {"name": "DAIHOI", "password": "sonlam2027"}


@pytest.fixture
def api(congress) -> str:
    return f"/api/congresses/{congress.id}"


@pytest.fixture
def link(congress):
    return library.add_link(congress, LinkForm(target="session", id=congress.sessions[0].id))


def printed(answer) -> tuple[set[str], str]:
    """Return the codes and the words of a PDF's first page."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store, private"
    with pypdfium2.PdfDocument(BytesIO(answer.data)) as document:
        picture = document[0].render(scale=2).to_pil()
        words = document[0].get_textpage().get_text_bounded()
    return {code.text for code in zxingcpp.read_barcodes(picture)}, " ".join(words.split())


@pytest.mark.parametrize("form", ["cards", "tents"])
def test_table_cards_are_numbered_and_open_the_link(organiser, api, link, form):
    answer = organiser.get(f"{api}/links/{link.id}/tables.pdf?form={form}&tables=3")
    codes, words = printed(answer)
    assert codes == {link_url(link)}
    assert "Bàn 2" in words
    assert "Phiên thứ nhất" in words


def test_the_sheet_of_documents_holds_a_code_for_each_that_a_code_opens(organiser, api, congress):
    make_document(congress, "Nghị quyết", "x", audience="delegates", section="Văn kiện")
    make_document(congress, "Nhân sự", "x", audience="presidium")
    assert organiser.get(f"{api}/documents.pdf").status_code == 409
    organiser.post(f"{api}/links/missing")
    codes, words = printed(organiser.get(f"{api}/documents.pdf"))
    (link,) = organiser.get(f"{api}/links").json
    assert codes == {link["url"]}
    assert "Nghị quyết" in words
    assert "1 trang · dành cho đại biểu" in words
    assert "Nhân sự" not in words


def test_without_a_wifi_there_is_no_card(organiser, api):
    assert organiser.get(f"{api}/wifi.pdf").status_code == 409
    assert organiser.get(f"{api}/network").json == {"name": "", "password": ""}


def test_the_password_is_printed_only_when_it_is_wanted(organiser, api, link):
    assert organiser.put(f"{api}/network", json=NETWORK).json == NETWORK
    for shows, code, letters in (("", 1, False), ("letters", 1, True), ("name", 0, False)):
        codes, words = printed(organiser.get(f"{api}/wifi.pdf?shows={shows}"))
        assert codes == ({"WIFI:T:WPA;S:DAIHOI;P:sonlam2027;;"} if code else set())
        assert ("sonlam2027" in words) == letters
    for wifi, name, letters in (("", False, False), ("name", True, False), ("letters", True, True)):
        _codes, words = printed(organiser.get(f"{api}/links/{link.id}/poster.pdf?wifi={wifi}"))
        assert (("Wi-Fi: DAIHOI" in words), ("sonlam2027" in words)) == (name, letters)


def test_a_wifi_is_forgotten_when_its_name_is_taken_away(organiser, api):
    organiser.put(f"{api}/network", json=NETWORK)
    organiser.put(f"{api}/network", json={})
    assert organiser.get(f"{api}/network").json["name"] == ""


@pytest.mark.parametrize(
    "wrong", [{"name": "Hội trường lớn của tỉnh đoàn ta"}, {"name": "X", "password": "short"}]
)
def test_what_no_router_takes_is_refused_and_nothing_lost(organiser, api, wrong):
    organiser.put(f"{api}/network", json=NETWORK)
    answer = organiser.put(f"{api}/network", json=wrong)
    assert answer.status_code == 422
    assert answer.json["detail"]
    assert organiser.get(f"{api}/network").json == NETWORK


def test_the_password_stays_out_of_audit_and_export(organiser, api, congress):
    organiser.put(f"{api}/network", json=NETWORK)
    entry = db.session.query(AuditEntry).filter_by(did="network.save").one()
    assert "sonlam2027" not in entry.about
    assert b"sonlam2027" not in organiser.get(f"{api}/export.zip").data


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_offers_every_sheet(organiser, api, congress, link, language):
    organiser.put(f"{api}/network", json=NETWORK)
    page = organiser.get(f"/office/{congress.id}/print?lang={language}").get_data(as_text=True)
    for name in ("posters", "wifi", "badges", "access", "attendance", "guide"):
        assert f'id="{name}"' in page
    assert page.count("sheet-thumb") == 8


def test_the_chair_does_not_print(client_for, congress):
    assert client_for("chair").get(f"/office/{congress.id}/print").status_code == 404
