"""An archived congress is read, searched and exported, never changed; documents stay so long."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.clock import now
from app.congresses import actions
from app.congresses.forms import CongressChange, RetentionForm
from app.congresses.retention import USUAL_DAYS, last_day
from app.db import db, writing
from app.library.hours import congresses_that_turned
from tests.app.congresses.archive_checks import changing_cells, routes_that_still_change
from tests.factories import make_document
from tests.security.world import furnish


@pytest.fixture
def url(congress):
    return f"/api/congresses/{congress.id}"


def test_no_route_changes_an_archived_congress(app):
    assert len(list(changing_cells(app))) > 30
    assert routes_that_still_change(app, furnish("Đại hội đã lưu trữ")) == []


def test_another_congress_goes_on(app, organiser, cast, url):
    actions.set_archived(cast.elsewhere, archived=True)
    assert organiser.post(f"{url}/links", json={"target": "congress"}).status_code == 201


def test_it_is_still_read_searched_and_exported(organiser, congress, url):
    make_document(congress, "Báo cáo", "đại biểu trẻ")
    assert organiser.put(f"{url}/archive", json={"archived": True}).json["archived_at"]
    found = organiser.get(f"{url}/search?q=dai bieu").json
    assert [each["title"] for each in found] == ["Báo cáo"]
    assert organiser.get(f"{url}/export.zip").status_code == 200


def test_an_organiser_opens_it_again_a_secretary_does_not(organiser, client_for, url):
    organiser.put(f"{url}/archive", json={"archived": True})
    assert (
        client_for("secretary").put(f"{url}/archive", json={"archived": False}).status_code == 404
    )
    assert organiser.put(f"{url}/archive", json={"archived": False}).json["archived_at"] is None
    assert organiser.post(f"{url}/links", json={"target": "congress"}).status_code == 201


def test_archiving_twice_keeps_the_first_moment(organiser, url):
    first = organiser.put(f"{url}/archive", json={"archived": True}).json["archived_at"]
    assert organiser.put(f"{url}/archive", json={"archived": True}).json["archived_at"] == first


def test_a_new_congress_keeps_its_documents_as_usual(congress):
    days = {each: (last_day(congress, each) - congress.ends_on).days for each in USUAL_DAYS}
    assert days == USUAL_DAYS


def run_out(congress, audience):
    """Let the time of an audience be over, as if months had passed."""
    with writing():
        setattr(congress, f"{audience}_until", now() - timedelta(seconds=1))
        db.session.commit()


@pytest.mark.parametrize(
    ("over", "left"),
    [("public", ["Đoàn"]), ("delegates", ["Công khai"])],
)
def test_documents_leave_the_phones_of_one_audience_only(
    congress, client_for, organiser, url, over, left
):
    make_document(congress, "Công khai", "chương trình")
    make_document(congress, "Đoàn", "chương trình", audience="delegates")
    run_out(congress, over)
    reader = client_for("viewer")
    assert [each["title"] for each in reader.get(f"{url}/documents").json] == left
    assert [each["title"] for each in reader.get(f"{url}/search?q=chuong").json] == left
    assert len(organiser.get(f"{url}/documents").json) == 2


def test_the_presidiums_documents_run_out_for_the_chair(congress, client_for, url):
    make_document(congress, "Nhân sự", "x", audience="presidium")
    chair = client_for("chair")
    assert len(chair.get(f"{url}/documents").json) == 1
    run_out(congress, "presidium")
    assert chair.get(f"{url}/documents").json == []


def test_phones_are_told_when_the_last_day_is_over(congress):
    until = congress.delegates_until
    second = timedelta(seconds=1)
    assert [each.id for each in congresses_that_turned(until - second, until)] == [congress.id]
    assert congresses_that_turned(until, until + second) == []


def test_a_last_day_ends_at_midnight_of_the_venue(organiser, congress, url):
    day = congress.ends_on + timedelta(days=10)
    body = {"public_until": day.isoformat()}
    told = organiser.put(f"{url}/retention", json=body).json
    assert told["public_until"] == day.isoformat()
    assert told["presidium_until"] is None
    local = congress.public_until.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert (local.date(), local.hour) == (day + timedelta(days=1), 0)


def test_documents_stay_until_the_congress_ends_at_least(organiser, congress, url):
    day = congress.ends_on - timedelta(days=1)
    answer = organiser.put(f"{url}/retention", json={"public_until": day.isoformat()})
    assert answer.status_code == 422


def test_the_last_days_move_with_the_congress(congress):
    actions.set_retention(
        congress, RetentionForm(public_until=congress.ends_on + timedelta(days=5))
    )
    later = congress.ends_on + timedelta(days=3)
    actions.change_congress(
        congress,
        CongressChange(title="Đại hội", starts_on=congress.starts_on, ends_on=later),
    )
    assert last_day(congress, "public") == later + timedelta(days=5)
    assert last_day(congress, "delegates") is None
