"""Attendance site by site: whatever happens where, the sites sum up to the whole."""

import csv
import io
import json
import re
from dataclasses import fields
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.access import NOBODY, Visitor
from app.accounts.actions import pair_device
from app.attendance import actions
from app.attendance.by_site import numbers_by_site, site_names
from app.attendance.forms import AbsenceForm, CheckInForm
from app.attendance.models import CheckIn
from app.attendance.presence import presences
from app.attendance.queries import Numbers, numbers
from app.clock import iso, now
from app.congresses.actions import set_roll_call
from app.db import db
from app.delegates.models import Delegation
from app.delegates.site_actions import (
    add_site,
    expect_delegate,
    place_device,
    put_back,
    remove_site,
)
from app.delegates.sites import sites_of
from app.delegates.sites_forms import SiteForm
from tests.app.attendance.site_checks import (
    check_a_foreign_site_is_refused,
    check_a_paired_desk_stands_where_the_office_says,
    check_in_body,
    check_late_events_count_where_the_desk_stood,
    present_at,
)
from tests.conftest import Bearer
from tests.factories import make_congress, make_delegate

DELEGATIONS = ("Đoàn A", "Đoàn B", "Đoàn C")
PERSON = st.tuples(
    st.sampled_from((*DELEGATIONS, "")),
    st.sampled_from(("elected", "elected", "alternate", "guest")),
    st.sampled_from((None, None, 0, 1, 2)),
    st.sampled_from(("", "in", "in out", "in out in", "excused", "excused in")),
    st.sampled_from((None, 0, 1, 2)),
)
"""Delegation, standing, the own site if any, what happened, and at which site's desk."""


def total(parts: list[Numbers]) -> Numbers:
    return Numbers(
        **{each.name: sum(getattr(p, each.name) for p in parts) for each in fields(Numbers)}
    )


def desk_at(congress, site, *, name="Bàn 1") -> Visitor:
    """A paired desk that stands at a site."""
    device, _token = pair_device(congress, "kiosk", name)
    place_device(congress, device, site)
    return Visitor(kind="kiosk", name=name, id=device.id)


def happen(congress, delegate, events: str, by: Visitor = NOBODY) -> None:
    """Let a desk enter what happened to somebody."""
    session = congress.sessions[0]
    for nth, event in enumerate(events.split()):
        facts = {"delegate_id": delegate.id, "session_id": session.id}
        if event == "excused":
            actions.excuse(congress, AbsenceForm(**facts, reason="ốm"), by)
            continue
        more = {"key": f"site-{delegate.id}-{nth}", "direction": event, "method": "name"}
        form = CheckInForm.model_validate({**facts, **more, "at": iso(now())})
        actions.check_in(congress, form, by)


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    people=st.lists(PERSON, min_size=1, max_size=8),
    expected=st.tuples(*[st.sampled_from((None, 0, 1))] * len(DELEGATIONS)),
    closed=st.booleans(),
    is_removed=st.booleans(),
)
def test_the_sites_sum_up_to_the_whole(app, people, expected, closed, is_removed):
    congress = make_congress("Đại hội nhiều điểm cầu")
    session = congress.sessions[0]
    delegates = [
        make_delegate(congress, f"{n:03}", f"Người {n}", delegation=delegation, standing=standing)
        for n, (delegation, standing, *_rest) in enumerate(people)
    ]
    for nth, name in enumerate(("Điểm cầu 1", "Điểm cầu 2")):
        ids = [
            each.id
            for each in db.session.query(Delegation).filter_by(congress_id=congress.id)
            if expected[DELEGATIONS.index(each.name)] == nth
        ]
        add_site(congress, SiteForm(name=name, delegation_ids=ids))
    places = sites_of(congress.id)
    desks = [desk_at(congress, each, name=f"Bàn {each.id}") for each in places]
    for delegate, (_delegation, _standing, own, events, desk) in zip(
        delegates, people, strict=True
    ):
        if own is not None:
            expect_delegate(congress, places[own], delegate.number)
        happen(congress, delegate, events, NOBODY if desk is None else desks[desk])
    if closed:
        set_roll_call(congress, session, closed=True)
    if is_removed:
        remove_site(congress, places.pop())

    found = numbers_by_site(session)

    assert [each.name for each in found] == [each.name for each in places]
    assert total([each.numbers for each in found]) == numbers(session)
    assert all(min(vars(each.numbers).values()) >= 0 for each in found)
    listed = [line.site for line in presences(session) if line.state == "present"]
    assert [(each.name, each.numbers.present) for each in found] == [
        (each.name, listed.count(each.name)) for each in places
    ]
    assert set(site_names(session)) == {each.id for each in delegates}


@pytest.fixture
def remote(congress, cast):
    """A remote site, where Hoa is expected."""
    site = add_site(congress, SiteForm(name="Ninh Phước"))
    expect_delegate(congress, site, cast.hoa.number)
    return site


def test_who_came_counts_where_they_came_in_and_who_did_not_where_expected(
    organiser, congress, cast, remote
):
    api = f"/api/congresses/{congress.id}"

    def told() -> list[tuple[int, int]]:
        sites = organiser.get(f"{api}/attendance").json["sites"]
        state = organiser.get(f"{api}/live").json["parts"]["attendance"]["state"]["sites"]
        found = [(each["present"], each["convened"]) for each in sites]
        assert found == [(each["present"], each["convened"]) for each in state]
        return found

    assert told() == [(0, 1), (0, 1)]
    happen(congress, cast.minh, "in", desk_at(congress, remote))
    assert told() == [(0, 0), (1, 2)]
    happen(congress, cast.hoa, "in")
    assert told() == [(0, 0), (2, 2)]


def test_a_desk_without_a_site_counts_everybody_where_they_are_expected(
    organiser, congress, cast, remote
):
    for delegate in (cast.minh, cast.hoa):
        happen(congress, delegate, "in", desk_at(congress, None))
    assert list(present_at(organiser, congress).values()) == [1, 1]


def test_what_a_desk_sends_late_counts_where_it_stood(organiser, congress, cast, app):
    check_late_events_count_where_the_desk_stood(organiser, congress, cast, app)


def test_a_desk_page_opened_by_account_says_where_it_stands(organiser, congress, cast, remote):
    api = f"/api/congresses/{congress.id}"
    main = sites_of(congress.id)[0]
    body = check_in_body(congress, cast.minh, site_id=remote.id)
    assert organiser.post(f"{api}/check-ins", json=body).status_code == 201
    assert organiser.post(f"{api}/check-ins", json=body).status_code == 200
    assert present_at(organiser, congress) == {main.name: 0, remote.name: 1}
    moved = organiser.post(f"{api}/check-ins", json={**body, "site_id": main.id})
    assert moved.status_code == 409

    guest = {"key": "site-guest", "name": "Võ Khách", "site_id": remote.id, "at": body["at"]}
    guest["session_id"] = body["session_id"]
    assert organiser.post(f"{api}/walk-ins", json=guest).status_code == 201
    assert organiser.post(f"{api}/walk-ins", json=guest).status_code == 200
    kept = db.session.scalars(select(CheckIn.site_id))
    assert list(kept) == [remote.id, remote.id]


def test_what_comes_late_for_a_removed_site_is_the_main_hall_s_until_it_is_back(
    organiser, congress, cast, remote
):
    main = sites_of(congress.id)[0]
    add_site(congress, SiteForm(name="Thuận Nam"))
    remove_site(congress, remote)
    body = check_in_body(congress, cast.minh, site_id=remote.id)
    assert organiser.post(f"/api/congresses/{congress.id}/check-ins", json=body).status_code == 201
    assert present_at(organiser, congress) == {main.name: 1, "Thuận Nam": 0}
    put_back(congress, remote)
    assert present_at(organiser, congress)[remote.name] == 1


def test_a_check_in_sent_before_desks_said_their_site_is_still_the_same(congress, cast):
    body = check_in_body(congress, cast.minh)
    facts = {**body, "badge": None, "direction": "in", "at": body["at"]}
    facts["at"] = CheckInForm.model_validate(body).model_dump(mode="json")["at"]
    of_then = sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    assert actions.hash_of(CheckInForm.model_validate(body)) == of_then


def test_a_foreign_site_is_refused_and_nothing_is_entered(organiser, congress, cast):
    check_a_foreign_site_is_refused(organiser, congress, cast)


def test_a_paired_desk_stands_where_the_office_says(organiser, congress, cast, app):
    check_a_paired_desk_stands_where_the_office_says(organiser, congress, cast, app)


def test_the_desk_page_asks_for_the_site_only_by_account_and_where_there_are_sites(
    organiser, congress, cast, app
):
    def sites(by: Bearer) -> list[str] | None:
        html = by.get(f"/desk/{congress.id}").text
        place = re.search(r'id="place">(.*?)</script>', html)
        assert place is not None
        listed = json.loads(place[1])["sites"]
        assert ('id="site-choice"' in html) == (listed is not None)
        return listed if listed is None else [each["name"] for each in listed]

    _desk, token = pair_device(congress, "kiosk", "Bàn 1")
    assert (sites(organiser), sites(Bearer(app, token))) == ([], None)
    add_site(congress, SiteForm(name="Ninh Phước"))
    main = sites_of(congress.id)[0].name
    assert (sites(organiser), sites(Bearer(app, token))) == ([main, "Ninh Phước"], None)


def test_the_attendance_list_and_the_credentials_report_are_read_by_site(
    organiser, congress, cast, remote
):
    happen(congress, cast.hoa, "in", desk_at(congress, remote))
    api = f"/api/congresses/{congress.id}"
    listed = organiser.get(f"{api}/attendance-list?as=csv&site_id={remote.id}").get_data()
    _heads, *rows = csv.reader(io.StringIO(listed.decode("utf-8-sig")))
    assert [row[1] for row in rows] == [cast.hoa.name]
    assert rows[0][3] == remote.name
    whole = organiser.get(f"{api}/attendance-list?as=csv").get_data().decode("utf-8-sig")
    assert len(whole.splitlines()) == 1 + 2
    assert organiser.get(f"{api}/attendance-list?as=pdf&site_id={remote.id}").status_code == 200
    assert organiser.get(f"{api}/attendance-list?as=xlsx&site_id={remote.id}").status_code == 200
    table = organiser.get(f"{api}/credentials").json["tables"]["site"]
    assert {each["value"]: (each["present"], each["convened"]) for each in table} == {
        sites_of(congress.id)[0].name: (0, 1),
        remote.name: (1, 1),
    }


def test_where_everybody_meets_in_one_place_nobody_sees_sites(organiser, congress, cast):
    api = f"/api/congresses/{congress.id}"
    assert organiser.get(f"{api}/attendance").json["sites"] == []
    assert organiser.get(f"{api}/live").json["parts"]["attendance"]["state"]["sites"] == []
    assert "site" not in organiser.get(f"{api}/credentials").json["tables"]
    listed = organiser.get(f"{api}/attendance-list?as=csv").get_data().decode("utf-8-sig")
    assert len(next(csv.reader(io.StringIO(listed)))) == 14
