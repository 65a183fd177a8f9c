"""Two who were made one are two again, with everything that belonged to each."""

import numpy as np
import pytest

from app.access import NOBODY
from app.archive.erasing import erase_person
from app.attendance.actions import check_in, excuse
from app.attendance.forms import AbsenceForm, CheckInForm
from app.attendance.models import Absence, CheckIn
from app.clock import iso, now
from app.db import db, writing
from app.delegates.actions import enrol, name_leaders, replace_badge
from app.delegates.badges import badge_url
from app.delegates.models import Consent, Delegate, FaceTemplate, RosterStep
from app.delegates.queries import delegate_numbered, delegate_with_badge
from app.delegates.roster_merge import HANDED, merged_away
from app.delegates.seals import open_template
from app.realtime import commit_quietly
from tests.app.delegates.merge_checks import check_late_event_counts, sent, undone, united
from tests.app.delegates.test_steps import keep_sealed
from tests.factories import make_delegate


def test_undoing_a_merge_parts_what_it_united(call, congress):
    kept = make_delegate(congress, "001", "Nguyễn Văn Minh", seat="A-1")
    other = make_delegate(congress, "101", "Nguyễn Văn Minh", delegation="Đoàn B", seat="B-1")
    badge, session_id = badge_url(other), congress.sessions[1].id
    name_leaders(congress, [other])
    for person, reason in ((kept, "ốm"), (other, "bận")):
        told = AbsenceForm(session_id=session_id, delegate_id=person.id, reason=reason)
        excuse(congress, told)
    for number, person in enumerate((kept, other), start=1):
        enrol(congress, person, [b"picture"], consent=True, how="office")
        keep_sealed(person, np.full(128, number, dtype="float32"))
    event = sent(congress, "before", badge=badge)
    kept_id, other_id = kept.id, other.id
    step = united(call, kept, other, take=["number", "seat"])
    assert db.session.get(CheckIn, event.id).delegate_id == kept_id
    later = sent(congress, "after", delegate_id=kept_id, direction="out")

    undone(call, step)

    db.session.expire_all()
    kept, other = (db.session.get(Delegate, each) for each in (kept_id, other_id))
    assert [(each.number, each.seat) for each in (kept, other)] == [("001", "A-1"), ("101", "B-1")]
    assert other.delegation.leader_id == other_id
    assert delegate_with_badge(badge).id == other_id
    owners = [db.session.get(CheckIn, each.id).delegate_id for each in (event, later)]
    assert owners == [other_id, kept_id]
    absences = {each.delegate_id: each.reason for each in db.session.query(Absence)}
    assert absences == {kept_id: "ốm", other_id: "bận"}
    assert {each.delegate_id for each in db.session.query(Consent)} == {kept_id, other_id}
    faces = {
        each.delegate_id: open_template(congress.id, each)[0]
        for each in db.session.query(FaceTemplate)
    }
    assert faces == {kept_id: 1, other_id: 2}


def test_what_was_built_on_a_merge_is_not_torn_down(call, congress):
    kept, other = (make_delegate(congress, n, "Nguyễn Văn Minh") for n in ("001", "101"))
    step = united(call, kept, other)
    make_delegate(congress, "101", "Trần Thị Hoa")
    refused = call("POST", f"/roster/steps/{step['id']}/undo", status=409)
    assert refused["detail"] == "Number 101 is taken."
    assert delegate_numbered(congress, "101").name == "Trần Thị Hoa"


def test_who_was_kept_and_erased_is_not_parted_again(call, congress):
    kept, other = (make_delegate(congress, n, "Nguyễn Văn Minh") for n in ("001", "101"))
    step = united(call, kept, other)
    erase_person(congress, kept)
    refused = call("POST", f"/roster/steps/{step['id']}/undo", status=409)
    assert refused["detail"] == "This cannot be undone."
    assert not call("GET", "/roster/steps")[0]["is_undoable"]


def test_a_merge_of_before_what_was_handed_over_was_kept_shows_no_undo(call, organiser, congress):
    kept, other = (make_delegate(congress, n, "Nguyễn Văn Minh") for n in ("001", "101"))
    step = united(call, kept, other)
    assert f'data-undo="{step["id"]}"' in roster_page(organiser, congress)
    with writing():
        entry = merged_away(db.session.get_one(RosterStep, step["id"]))
        entry.before = {name: fact for name, fact in entry.before.items() if name != HANDED}
        commit_quietly()
    assert not call("GET", f"/roster/steps/{step['id']}")["is_undoable"]
    assert f'data-undo="{step["id"]}"' not in roster_page(organiser, congress)


def roster_page(organiser, congress) -> str:
    return organiser.get(f"/office/{congress.id}/delegates").get_data(as_text=True)


def test_erasing_one_of_two_leaves_the_other(call, congress):
    kept, other = (make_delegate(congress, n, f"Nguyễn Văn {n}") for n in ("001", "101"))
    kept_id, other_id = kept.id, other.id
    undone(call, united(call, kept, other))
    db.session.expire_all()
    erase_person(congress, db.session.get(Delegate, kept_id))
    db.session.expire_all()
    assert db.session.get(Delegate, other_id).name == "Nguyễn Văn 101"
    history = call("GET", f"/delegates/{other_id}/history")
    assert "merge" in [each["kind"] for each in history]


@pytest.mark.parametrize("how", ["badge", "id"])
def test_an_event_for_the_one_who_went_counts_for_the_one_who_stayed(call, congress, how):
    check_late_event_counts(call, congress, how)


def test_a_badge_that_was_lost_counts_until_it_was_replaced(congress):
    minh = make_delegate(congress, "001", "Nguyễn Văn Minh")
    badge, before = badge_url(minh), now()
    replace_badge(congress, minh)
    told = {"session_id": congress.sessions[0].id, "badge": badge, "method": "badge"}
    early, late = (
        check_in(congress, CheckInForm(key=f"event-{at}", at=at, **told), by=NOBODY)[0]
        for at in (iso(before), "2099-01-01T00:00:00.000Z")
    )
    assert (early.delegate_id, late.delegate_id) == (minh.id, None)
    assert late.conflict == "unknown_delegate"
