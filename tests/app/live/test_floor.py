"""Who has the floor: found by the chair, named to everybody, taken back."""

import pytest

from app.agenda.models import AgendaItem
from app.clock import iso, now
from app.db import db
from app.errors import InvalidError, NotFoundError
from app.realtime import present_head
from tests.app.live.floor_checks import (
    check_that_only_three_facts_are_public,
    check_that_who_was_erased_has_no_floor,
    give,
    told,
)


def test_everybody_is_told_name_position_and_delegation(client_for, congress, cast):
    phone = client_for("viewer")
    check_that_only_three_facts_are_public(phone, congress, cast.minh)
    assert told(phone, congress)["floor"]["delegation"] == "Đoàn A"


def test_somebody_who_is_not_on_the_roster_is_named_in_words(client_for, congress):
    give(congress, name="Vũ Thị Khánh", position="Bí thư Tỉnh ủy")
    floor = told(client_for("viewer"), congress)["floor"]
    assert floor == {"name": "Vũ Thị Khánh", "position": "Bí thư Tỉnh ủy", "delegation": ""}


def test_the_floor_is_taken_back_and_given_to_another(organiser, congress, cast):
    give(congress, delegate_id=cast.minh.id)
    give(congress, name="Vũ Thị Khánh")
    assert told(organiser, congress)["floor"]["name"] == "Vũ Thị Khánh"
    give(congress, delegate_id=cast.hoa.id)
    assert told(organiser, congress)["floor"]["name"] == "Trần Thị Hoa"
    organiser.put(f"/api/congresses/{congress.id}/stage", json={"floor": None})
    assert told(organiser, congress)["floor"] is None


def test_the_next_item_takes_the_floor_back_and_stops_its_time(organiser, congress, cast):
    items = db.session.query(AgendaItem).filter_by(congress_id=congress.id).order_by("id").all()
    address = f"/api/congresses/{congress.id}/stage"
    running = {"ends_at": iso(now())}
    organiser.put(address, json={"item_id": items[0].id, "countdown": running})
    assert told(organiser, congress)["countdown"] == running

    organiser.put(address, json={"floor": {"delegate_id": cast.minh.id}, "countdown": running})
    organiser.put(address, json={"item_id": items[1].id})

    stage = told(organiser, congress)
    assert (stage["floor"], stage["countdown"]) == (None, None)


def test_a_countdown_without_a_speaker_goes_on_with_the_next_item(organiser, congress):
    item = db.session.query(AgendaItem).filter_by(congress_id=congress.id).first()
    address = f"/api/congresses/{congress.id}/stage"
    running = {"ends_at": iso(now())}
    organiser.put(address, json={"countdown": running})
    organiser.put(address, json={"item_id": item.id})
    assert told(organiser, congress)["countdown"] == running


def test_nobody_and_a_delegate_of_elsewhere_are_refused(congress, cast):
    before = present_head(congress.id)
    with pytest.raises(InvalidError):
        give(congress)
    with pytest.raises(NotFoundError):
        give(congress, delegate_id=cast.tuan.id)
    assert present_head(congress.id) == before


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("minh", ["Nguyễn Văn Minh"]),
        ("nguyen van", ["Nguyễn Văn Minh"]),
        ("002", ["Trần Thị Hoa"]),
        ("doan a hoa", ["Trần Thị Hoa"]),
        ("tuan", []),
    ],
)
def test_the_chair_finds_people_without_accents(client_for, congress, cast, words, found):
    answer = client_for("chair").get(
        f"/api/congresses/{congress.id}/stage/speakers", query_string={"q": words}
    )
    assert [each["name"] for each in answer.json] == found


def test_who_was_erased_has_no_floor_any_more(client_for, congress, cast):
    check_that_who_was_erased_has_no_floor(client_for("viewer"), congress, cast.minh)
