"""An adopted report is frozen; what changes afterwards is shown beside it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.agenda import actions as agenda
from app.agenda.forms import ItemForm
from app.agenda.queries import slides_of
from app.credentials.figures import credentials
from app.credentials.frozen import as_data, from_data
from app.db import db
from app.delegates.models import Delegate
from app.library.models import Document
from documents.pages import render_document
from tests.app.credentials.conftest import let_in
from tests.app.credentials.test_credentials import ON, PEOPLE


@given(st.lists(PEOPLE, max_size=30))
def test_what_is_kept_is_what_was_counted(people):
    found = credentials(people, on=ON)
    assert from_data(json.loads(json.dumps(as_data(found)))) == found


@pytest.fixture
def base(congress):
    return f"/api/congresses/{congress.id}"


@pytest.fixture
def adopted(client_for, base, hall):
    """The id of the adopted report of the session."""
    answer = client_for("credentials").post(
        f"{base}/credentials/adoptions", json={"session_id": hall.id}
    )
    assert answer.status_code == 201
    return answer.json["id"]


def come_late(congress, hall):
    """Giàng, who was missing, comes in."""
    giang = db.session.scalars(select(Delegate).filter_by(number="003")).one()
    let_in(congress, hall, giang)


def test_later_check_ins_do_not_touch_it(client_for, congress, base, hall, adopted):
    come_late(congress, hall)
    chair = client_for("chair")
    frozen = chair.get(f"{base}/credentials?session_id={hall.id}&report_id={adopted}").json
    present = chair.get(f"{base}/credentials?session_id={hall.id}").json
    assert (frozen["present"], present["present"]) == (1, 2)
    changed = {
        each["label"]: (each["adopted"], each["now"]) for each in present["adoption"]["changes"]
    }
    assert ("1", "2") in changed.values()
    assert any("Mông" in label for label in changed)
    assert frozen["adoption"]["changes"] == []


def test_without_a_change_none_is_told(client_for, base, hall, adopted):
    adoption = client_for("chair").get(f"{base}/credentials?session_id={hall.id}").json["adoption"]
    assert (adoption["id"], adoption["changes"]) == (adopted, [])


def test_before_the_adoption_there_is_none(client_for, base, hall):
    told = client_for("chair").get(f"{base}/credentials?session_id={hall.id}").json
    assert told["adoption"] is None


def test_a_second_adoption_leaves_the_first_on_record(client_for, congress, base, hall, adopted):
    come_late(congress, hall)
    chair = client_for("chair")
    again = chair.post(f"{base}/credentials/adoptions", json={"session_id": hall.id}).json["id"]
    told = chair.get(f"{base}/credentials?session_id={hall.id}").json
    first = chair.get(f"{base}/credentials?session_id={hall.id}&report_id={adopted}").json
    assert told["adoption"]["id"] == again != adopted
    assert (told["present"], first["present"]) == (2, 1)


@pytest.mark.parametrize("role", ["viewer", "desk", "leader"])
def test_who_may_not_adopt(client_for, base, hall, role):
    answer = client_for(role).post(f"{base}/credentials/adoptions", json={"session_id": hall.id})
    assert answer.status_code in (403, 404)


def test_a_report_of_another_session_is_not_found(client_for, congress, base, hall, adopted):
    other = congress.sessions[1].id if len(congress.sessions) > 1 else hall.id + 1000
    answer = client_for("chair").get(f"{base}/credentials?session_id={other}&report_id={adopted}")
    assert answer.status_code == 404


def words_of(pdf: bytes, folder) -> str:
    (folder / "report.pdf").write_bytes(pdf)
    outcome = render_document(folder / "report.pdf", folder / "pages")
    assert not outcome.refused
    pages = sorted((folder / "pages").glob("*.json"))
    return " ".join(json.loads(path.read_text())["text"] for path in pages)


def test_the_printed_report_says_how_it_stands(client_for, congress, base, hall, tmp_path):
    chair = client_for("chair")

    def printed(name: str, query: str) -> str:
        folder = tmp_path / name
        folder.mkdir()
        answer = chair.get(f"{base}/credentials.pdf?lang=en&session_id={hall.id}{query}")
        return " ".join(words_of(answer.data, folder).split())

    assert "Submitted to the congress for adoption" in printed("before", "")
    adopted = chair.post(f"{base}/credentials/adoptions", json={"session_id": hall.id}).json["id"]
    assert "No figure has changed" in printed("after", "")
    come_late(congress, hall)
    assert "Adopted by the congress at" in printed("frozen", f"&report_id={adopted}")
    assert "Changes since the adoption" in printed("changed", "")


def test_the_figures_become_slides_of_an_item(client_for, congress, base, hall, adopted):
    form = ItemForm(session_id=hall.id, title="Báo cáo thẩm tra", kind="report")
    item = agenda.add_item(congress, form)
    answer = client_for("chair").post(
        f"{base}/credentials/slides",
        json={"item_id": item.id, "session_id": hall.id, "report_id": adopted},
    )
    assert answer.status_code == 201
    slides = slides_of(item)
    assert [slide.id for slide in slides] == answer.json["slide_ids"]
    assert [slide.page for slide in slides] == list(range(1, len(slides) + 1))
    document = db.session.get_one(Document, answer.json["document_id"])
    assert document.audience == "presidium"  # phones get a slide when the hall has seen it
    assert document.agenda_item_id == item.id


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_shows_every_figure(client_for, congress, hall, adopted, language):
    page = client_for("secretary").get(f"/office/{congress.id}/credentials?lang={language}")
    assert page.status_code == 200
    assert {"vi": "Triệu tập", "en": "Convened"}[language] in page.text
    assert "Giàng" in page.text


def test_a_congress_without_sessions_has_an_empty_page(client_for, empty_congress):
    page = client_for("admin", where=None).get(f"/office/{empty_congress}/credentials")
    assert page.status_code == 200
