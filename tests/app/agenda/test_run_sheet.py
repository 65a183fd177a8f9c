"""The run sheet and its private notes: for whoever runs the hall, never for phones."""

import pytest

from app.agenda.models import AgendaItem
from app.db import db

SECRET = "Nếu đồng chí Hạnh đến muộn thì mời văn nghệ trước."


@pytest.fixture
def noted(organiser, congress):
    item = db.session.query(AgendaItem).filter_by(congress_id=congress.id).order_by("id").first()
    body = {"title": item.title, "kind": item.kind, "minutes": 20, "notes": SECRET}
    answer = organiser.put(f"/api/congresses/{congress.id}/agenda/{item.id}", json=body)
    assert answer.status_code == 200
    return item


def test_the_run_sheet_and_the_remote_show_the_notes(organiser, congress, noted):
    sheet = organiser.get(f"/office/{congress.id}/agenda/run-sheet")
    assert sheet.status_code == 200
    assert SECRET in sheet.text
    assert noted.title in sheet.text

    remote = organiser.get(f"/remote/{congress.id}").text
    assert "Hạnh" in remote or "H\\u1ea1nh" in remote


def test_no_phone_gets_the_notes(organiser, client_for, congress, noted):
    phone = client_for("viewer")
    organiser.put(f"/api/congresses/{congress.id}/stage", json={"item_id": noted.id})
    for path in (f"/c/{congress.id}", f"/api/congresses/{congress.id}/live"):
        told = phone.get(path)
        assert told.status_code == 200
        assert noted.kind in told.text
        assert "Hạnh" not in told.text
        assert "H\\u1ea1nh" not in told.text
    assert phone.get(f"/office/{congress.id}/agenda/run-sheet").status_code in (403, 404)


def test_the_run_sheet_tells_when_items_really_were(organiser, congress, noted):
    organiser.put(f"/api/congresses/{congress.id}/stage", json={"item_id": noted.id})
    assert "Đang diễn ra từ" in organiser.get(f"/office/{congress.id}/agenda/run-sheet").text
    organiser.put(f"/api/congresses/{congress.id}/stage", json={"item_id": None})
    assert "Đã diễn ra" in organiser.get(f"/office/{congress.id}/agenda/run-sheet").text
