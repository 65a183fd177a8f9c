"""Moving the hall: absolute, idempotent, in order, never stale."""

from datetime import timedelta

from app.agenda.models import AgendaItem
from app.clock import iso, now
from app.db import db
from app.realtime import present_head


def items(congress):
    return db.session.query(AgendaItem).filter_by(congress_id=congress.id).order_by("id").all()


def test_the_stage_goes_to_an_item_and_the_one_before_is_done(organiser, congress):
    first, second = items(congress)
    organiser.put(f"/api/congresses/{congress.id}/stage", json={"item_id": first.id})

    answer = organiser.put(f"/api/congresses/{congress.id}/stage", json={"item_id": second.id})

    agenda = answer.json["parts"]["agenda"]["state"]
    assert [item["state"] for item in agenda["items"]] == ["done", "current"]
    assert answer.json["parts"]["stage"]["state"]["item"]["title"] == "Báo cáo chính trị"


def test_fields_that_are_not_sent_stay_and_null_clears(organiser, congress):
    address = f"/api/congresses/{congress.id}/stage"
    organiser.put(address, json={"announcement": "Giải lao 10 phút", "blank": True})

    stage = organiser.put(address, json={"blank": False}).json["parts"]["stage"]["state"]
    assert (stage["announcement"], stage["blank"]) == ("Giải lao 10 phút", False)

    stage = organiser.put(address, json={"announcement": None}).json["parts"]["stage"]["state"]
    assert stage["announcement"] is None


def test_every_change_counts_one_up_and_only_its_parts(organiser, congress):
    before = present_head(congress.id)

    organiser.put(f"/api/congresses/{congress.id}/stage", json={"blank": True})

    after = present_head(congress.id)
    assert after.seq == before.seq + 1
    assert after.parts["stage"] == after.seq
    assert after.parts["agenda"] == before.parts["agenda"]


def test_the_snapshot_is_answered_by_its_etag_until_something_changes(organiser, congress):
    address = f"/api/congresses/{congress.id}/live"
    tag = organiser.get(address).headers["ETag"]

    assert organiser.get(address, headers={"If-None-Match": tag}).status_code == 304

    organiser.put(f"/api/congresses/{congress.id}/stage", json={"blank": True})
    assert organiser.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_an_item_of_another_congress_is_refused_and_nothing_moves(organiser, congress, cast):
    [foreign, _] = items(cast.elsewhere)
    before = present_head(congress.id)

    answer = organiser.put(f"/api/congresses/{congress.id}/stage", json={"item_id": foreign.id})

    assert answer.status_code == 404
    assert present_head(congress.id) == before


def test_a_delegate_cannot_move_the_hall(client_for, congress):
    viewer = client_for("viewer")
    answer = viewer.put(f"/api/congresses/{congress.id}/stage", json={"blank": True})
    assert answer.status_code == 404


def test_a_countdown_is_the_instant_at_which_it_ends(organiser, client_for, congress):
    base = f"/api/congresses/{congress.id}"
    ends_at = iso(now() + timedelta(minutes=5))

    organiser.put(f"{base}/stage", json={"countdown": {"ends_at": ends_at}})
    organiser.put(f"{base}/stage", json={"blank": True})

    told = client_for("viewer").get(f"{base}/live").json["parts"]["stage"]["state"]
    assert told["countdown"] == {"ends_at": ends_at}

    stage = organiser.put(f"{base}/stage", json={"countdown": None}).json["parts"]["stage"]
    assert stage["state"]["countdown"] is None


def test_a_countdown_of_more_than_a_day_or_without_a_zone_is_refused(organiser, congress):
    address = f"/api/congresses/{congress.id}/stage"
    before = present_head(congress.id)
    for ends_at in (iso(now() + timedelta(days=2)), "2026-11-22T09:00:00", "soon"):
        answer = organiser.put(address, json={"countdown": {"ends_at": ends_at}})
        assert answer.status_code in (400, 422), answer.json
        assert answer.json["detail"]
    assert present_head(congress.id) == before


def test_a_slide_is_seen_by_phones_only_once_the_hall_saw_it(organiser, client_for, congress):
    base = f"/api/congresses/{congress.id}"
    [item, _] = items(congress)
    card = organiser.post(f"{base}/agenda/{item.id}/slides", json={"title": "Chào mừng"}).json["id"]

    organiser.put(f"{base}/stage", json={"slide_id": card})

    slide = organiser.get(f"{base}/live").json["parts"]["stage"]["state"]["slide"]
    assert (slide["kind"], slide["title"], slide["number"], slide["count"]) == (
        "title",
        "Chào mừng",
        1,
        1,
    )
