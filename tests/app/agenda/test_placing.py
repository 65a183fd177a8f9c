"""Where items stand: inserted, moved, below one another, in another session."""

import pytest

from app.agenda.models import AgendaItem
from app.db import db


class Programme:
    """The first session of the congress as an organiser sees and changes it."""

    def __init__(self, client, congress) -> None:
        self.client, self.congress = client, congress
        self.api = f"/api/congresses/{congress.id}/agenda"
        self.session, self.other = congress.sessions

    def state(self):
        path = f"/api/congresses/{self.congress.id}/live"
        return self.client.get(path).json["parts"]["agenda"]["state"]["items"]

    def titles(self, session=None):
        wanted = (session or self.session).id
        return [
            ("– " if each["parent_id"] else "") + each["title"]
            for each in self.state()
            if each["session_id"] == wanted
        ]

    def __getitem__(self, title):
        return next(each["id"] for each in self.state() if each["title"] == title)

    def add(self, title, **fields):
        body = {"session_id": self.session.id, "title": title, **fields}
        answer = self.client.post(self.api, json=body)
        assert answer.status_code == 201, answer.json
        return answer.json["id"]

    def place(self, title, **where):
        return self.client.put(f"{self.api}/{self[title]}/place", json=where)

    def order(self, *titles):
        body = {"session_id": self.session.id, "ids": [self[title] for title in titles]}
        return self.client.put(f"{self.api}/order", json=body)

    def minutes(self):
        return {each["title"]: each["minutes"] for each in self.state()}


@pytest.fixture
def programme(organiser, congress):
    """Khai mạc and Báo cáo chính trị, and a second session without items."""
    return Programme(organiser, congress)


def test_an_item_is_inserted_where_it_is_wanted(programme):
    programme.add("Chào cờ", after_id=0)
    programme.add("Giải lao", after_id=programme["Khai mạc"])
    programme.add("Bế mạc")
    assert programme.titles() == ["Chào cờ", "Khai mạc", "Giải lao", "Báo cáo chính trị", "Bế mạc"]


def test_sub_items_stand_below_their_item_and_take_their_minutes_from_it(programme):
    report = programme["Báo cáo chính trị"]
    programme.add("Bế mạc")
    programme.add("Phần một", parent_id=report, minutes=10)
    second = programme.add("Phần hai", parent_id=report, minutes=10)
    programme.add("Phần giữa", after_id=programme["Phần một"])
    assert programme.titles() == [
        *("Khai mạc", "Báo cáo chính trị"),
        *("– Phần một", "– Phần giữa", "– Phần hai"),
        "Bế mạc",
    ]
    assert programme.minutes()["Báo cáo chính trị"] == 0
    refused = programme.client.post(
        programme.api, json={"session_id": programme.session.id, "title": "x", "parent_id": second}
    )
    assert refused.status_code == 409
    assert "mục nhỏ" in refused.json["detail"]


def test_an_order_that_tears_sub_items_away_keeps_them_with_their_item(programme):
    programme.add("Phần một", parent_id=programme["Khai mạc"])
    programme.add("Phần hai", parent_id=programme["Khai mạc"])
    answer = programme.order("Phần hai", "Báo cáo chính trị", "Khai mạc", "Phần một")
    assert answer.status_code == 204
    assert programme.titles() == ["Báo cáo chính trị", "Khai mạc", "– Phần hai", "– Phần một"]


def test_an_item_goes_to_another_session_with_its_sub_items(programme):
    programme.add("Phần một", parent_id=programme["Khai mạc"])
    assert programme.place("Khai mạc", session_id=programme.other.id).status_code == 204
    assert programme.titles() == ["Báo cáo chính trị"]
    assert programme.titles(programme.other) == ["Khai mạc", "– Phần một"]
    # Back again, in front of what is there.
    answer = programme.place("Khai mạc", session_id=programme.session.id, after_id=0)
    assert answer.status_code == 204
    assert programme.titles() == ["Khai mạc", "– Phần một", "Báo cáo chính trị"]


def test_an_item_becomes_a_sub_item_and_stands_by_itself_again(programme):
    assert programme.place("Khai mạc", parent_id=programme["Báo cáo chính trị"]).status_code == 204
    assert programme.titles() == ["Báo cáo chính trị", "– Khai mạc"]
    assert programme.place("Khai mạc", after_id=programme["Báo cáo chính trị"]).status_code == 204
    assert programme.titles() == ["Báo cáo chính trị", "Khai mạc"]


def test_places_that_make_no_sense_are_refused_and_nothing_moves(programme, app):
    opening = programme["Khai mạc"]
    programme.add("Phần một", parent_id=opening)
    before = programme.titles()
    for where, status in (
        ({}, 422),
        ({"after_id": opening}, 422),
        ({"parent_id": opening}, 422),
        ({"parent_id": programme["Báo cáo chính trị"]}, 409),  # it has sub-items itself
        ({"after_id": programme["Báo cáo chính trị"], "session_id": programme.other.id}, 422),
        ({"after_id": 9999}, 404),
    ):
        answer = programme.place("Khai mạc", **where)
        assert answer.status_code == status, (where, answer.json)
    assert programme.titles() == before


def test_a_sub_item_can_be_on(programme, congress):
    part = programme.add("Phần một", parent_id=programme["Khai mạc"])
    stage = f"/api/congresses/{congress.id}/stage"
    assert programme.client.put(stage, json={"item_id": part}).status_code == 200
    states = {each["title"]: each["state"] for each in programme.state()}
    assert states["Phần một"] == "current"
    assert states["Báo cáo chính trị"] == "planned"


def test_without_its_item_a_sub_item_stands_by_itself(programme):
    programme.add("Phần một", parent_id=programme["Khai mạc"])
    answer = programme.client.delete(f"{programme.api}/{programme['Khai mạc']}")
    assert answer.status_code == 204
    assert "Phần một" in programme.titles()


def test_the_office_shows_sub_items_below_their_item(programme, congress, organiser):
    programme.add("Phần một", parent_id=programme["Khai mạc"], minutes=25, speaker="Trần Thị Lan")
    page = organiser.get(f"/office/{congress.id}/agenda").text
    assert page.index("agenda-subs") < page.index("Phần một") < page.index("Báo cáo chính trị")
    assert "25 phút · Trần Thị Lan" in page
    sheet = organiser.get(f"/office/{congress.id}/agenda/run-sheet").text
    assert "run-sub" in sheet
    item = organiser.get(f"/office/{congress.id}/agenda/{programme['Phần một']}")
    assert item.status_code == 200
    assert "Khai mạc" in item.text


def test_a_place_in_another_congress_is_not_found(programme, cast):
    foreign = db.session.query(AgendaItem).filter_by(congress_id=cast.elsewhere.id).first()
    assert programme.place("Khai mạc", after_id=foreign.id).status_code == 404
    assert programme.place("Khai mạc", parent_id=foreign.id).status_code == 404
