"""A break that is dropped: its minutes are saved or go to a neighbour, and come back."""

import pytest

from app.agenda.models import AgendaItem
from app.db import db


@pytest.fixture
def items(congress, organiser):
    """Khai mạc (15), Giải lao (20), Báo cáo chính trị (15)."""
    first = db.session.query(AgendaItem).filter_by(title="Khai mạc").one()
    body = {"session_id": first.session_id, "title": "Giải lao", "kind": "break", "minutes": 20}
    path = f"/api/congresses/{congress.id}/agenda"
    assert organiser.post(path, json={**body, "after_id": first.id}).status_code == 201
    return {each.title: each.id for each in db.session.query(AgendaItem).all()}


@pytest.fixture
def skip(client_for, congress, items):
    chair = client_for("chair")

    def put(title="Giải lao", *, skipped=True, **more):
        path = f"/api/congresses/{congress.id}/agenda/{items[title]}/skipped"
        return chair.put(path, json={"skipped": skipped, **more})

    return put


@pytest.fixture
def told(client_for, congress):
    """What phones are told: {title: (minutes, state)}, and when each item is planned to start."""
    phone = client_for("viewer")

    def now():
        parts = phone.get(f"/api/congresses/{congress.id}/live").json["parts"]
        return parts["agenda"]["state"]["items"]

    return now


def minutes(told):
    return [(each["title"], each["minutes"], each["state"]) for each in told()]


WHOLE = [
    ("Khai mạc", 15, "planned"),
    ("Giải lao", 20, "planned"),
    ("Báo cáo chính trị", 15, "planned"),
]


@pytest.mark.parametrize(("to", "gets"), [("previous", 0), ("next", 2)])
def test_the_minutes_go_to_a_neighbour_and_come_back(skip, told, to, gets):
    assert minutes(told) == WHOLE
    ends = told()[-1]["starts_at"]
    assert skip(minutes_to=to).status_code == 204
    after = [list(each) for each in WHOLE]
    after[1] = ["Giải lao", 0, "skipped"]
    after[gets][1] += 20
    assert [list(each) for each in minutes(told)] == after
    if to == "previous":
        assert told()[-1]["starts_at"] == ends, "what comes later keeps its hour"
    assert skip(skipped=False).status_code == 204
    assert minutes(told) == WHOLE


def test_said_twice_or_the_other_way_the_minutes_go_once(skip, told):
    skip(minutes_to="next")
    skip(minutes_to="next")
    assert minutes(told)[2] == ("Báo cáo chính trị", 35, "planned")
    skip(minutes_to="previous")
    assert [each[1] for each in minutes(told)] == [35, 0, 15]
    skip()
    assert [each[1] for each in minutes(told)] == [15, 20, 15]


def test_what_is_over_gets_nothing(client_for, congress, items, skip):
    chair = client_for("chair")
    for title in ("Khai mạc", "Báo cáo chính trị"):
        chair.put(f"/api/congresses/{congress.id}/stage", json={"item_id": items[title]})
    refused = skip(minutes_to="previous")
    assert refused.status_code == 409
    assert "Không có mục nào" in refused.json["detail"]
    assert skip(minutes_to="next").status_code == 204


def test_an_heir_that_is_gone_keeps_nobody_from_taking_the_break_in(
    skip, told, organiser, congress, items
):
    skip(minutes_to="next")
    path = f"/api/congresses/{congress.id}/agenda/{items['Báo cáo chính trị']}"
    assert organiser.delete(path).status_code == 204
    assert skip(skipped=False).status_code == 204
    assert minutes(told) == WHOLE[:2]


def test_sub_items_are_skipped_with_their_item(skip, told, organiser, congress, items):
    path = f"/api/congresses/{congress.id}/agenda"
    session_id = db.session.get(AgendaItem, items["Khai mạc"]).session_id
    body = {"session_id": session_id, "title": "Chào cờ", "minutes": 5}
    organiser.post(path, json={**body, "parent_id": items["Khai mạc"]})
    refused = skip("Khai mạc", minutes_to="next")
    assert refused.status_code == 409
    assert skip("Khai mạc").status_code == 204
    states = {each["title"]: each["state"] for each in told()}
    assert states["Chào cờ"] == states["Khai mạc"] == "skipped"
    skip("Khai mạc", skipped=False)
    assert {each["state"] for each in told()} == {"planned"}


def test_the_office_offers_both_neighbours_and_the_way_back(organiser, congress, items, skip):
    page = f"/office/{congress.id}/agenda/{items['Giải lao']}"
    offered = organiser.get(page).text
    assert "20 phút của mục này dành cho “Khai mạc”" in offered
    assert "20 phút của mục này dành cho “Báo cáo chính trị”" in offered
    skip(minutes_to="next")
    assert "đã chuyển sang “Báo cáo chính trị”" in organiser.get(page).text
