"""Items that the hall passes over, and takes in again."""

import pytest

from app.agenda.models import AgendaItem
from app.db import db


def states(client, congress):
    parts = client.get(f"/api/congresses/{congress.id}/live").json["parts"]
    return [item["state"] for item in parts["agenda"]["state"]["items"]]


def skip(client, congress, item, *, skipped=True):
    address = f"/api/congresses/{congress.id}/agenda/{item.id}/skipped"
    return client.put(address, json={"skipped": skipped})


@pytest.fixture
def items(congress):
    return db.session.query(AgendaItem).filter_by(congress_id=congress.id).order_by("id").all()


def test_an_item_is_passed_over_and_taken_in_again(client_for, congress, items):
    chair = client_for("chair")
    assert skip(chair, congress, items[1]).status_code == 204
    assert states(chair, congress) == ["planned", "skipped"]
    assert skip(chair, congress, items[1]).status_code == 204
    assert skip(chair, congress, items[1], skipped=False).status_code == 204
    assert states(chair, congress) == ["planned", "planned"]


def test_where_the_hall_is_or_was_cannot_be_skipped(client_for, congress, items):
    chair = client_for("chair")
    chair.put(f"/api/congresses/{congress.id}/stage", json={"item_id": items[0].id})
    refused = skip(chair, congress, items[0])
    assert refused.status_code == 409
    assert "Hội trường" in refused.json["detail"]
    chair.put(f"/api/congresses/{congress.id}/stage", json={"item_id": items[1].id})
    assert skip(chair, congress, items[0]).status_code == 409
    assert states(chair, congress) == ["done", "current"]


def test_the_hall_may_still_go_to_an_item_that_was_skipped(client_for, congress, items):
    chair = client_for("chair")
    skip(chair, congress, items[1])
    chair.put(f"/api/congresses/{congress.id}/stage", json={"item_id": items[1].id})
    assert states(chair, congress) == ["planned", "current"]
