"""What a desk sends counts at the site where the desk stood then, whoever says where that was."""

from datetime import timedelta

from sqlalchemy import select

from app.accounts.actions import pair_device
from app.attendance.models import CheckIn
from app.clock import iso, now
from app.congresses.models import Congress
from app.db import db, writing
from app.delegates.models import Delegate, DeviceSite
from app.delegates.site_actions import add_site, place_device
from app.delegates.sites import sites_of
from app.delegates.sites_forms import SiteForm
from app.realtime import commit_quietly
from tests.conftest import Bearer
from tests.people import Cast

REMOTES = ("Ninh Phước", "Thuận Nam")


def present_at(organiser: Bearer, congress: Congress) -> dict[str, int]:
    """Return how many are present at each site."""
    sites = organiser.get(f"/api/congresses/{congress.id}/attendance").json["sites"]
    return {each["name"]: each["present"] for each in sites}


def check_late_events_count_where_the_desk_stood(organiser, congress, cast: Cast, app) -> None:
    """Move a desk from one site to another; then it sends what it did before."""
    first, second = (add_site(congress, SiteForm(name=name)) for name in REMOTES)
    desk, token = pair_device(congress, "kiosk", "Bàn lưu động")
    for site in (first, second):
        place_device(congress, desk, site)
    with writing():
        stood = db.session.query(DeviceSite).filter_by(site_id=first.id).one()
        stood.since = now() - timedelta(hours=2)
        commit_quietly()
    kiosk = Bearer(app, token)
    for delegate, happened_at in (
        (cast.minh, now() - timedelta(hours=1)),
        (cast.hoa, now() + timedelta(seconds=1)),
    ):
        facts = {"delegate_id": delegate.id, "session_id": congress.sessions[0].id}
        body = {
            **facts,
            "key": f"late-event-{delegate.id}",
            "method": "name",
            "at": iso(happened_at),
        }
        answer = kiosk.post(f"/api/congresses/{congress.id}/check-ins", json=body)
        assert answer.status_code == 201, answer.json
    found = present_at(organiser, congress)
    assert (found[REMOTES[0]], found[REMOTES[1]]) == (1, 1)


def check_in_body(congress: Congress, delegate: Delegate, **more: object) -> dict[str, object]:
    """Return what a desk sends when somebody comes in now."""
    facts = {"delegate_id": delegate.id, "session_id": congress.sessions[0].id, "method": "name"}
    return {"key": f"site-said-{delegate.id}", "at": iso(now()), **facts, **more}


def check_a_paired_desk_stands_where_the_office_says(organiser, congress, cast: Cast, app) -> None:
    """Let paired desks claim another site than their own, in check-ins and in guests."""
    own, other = (add_site(congress, SiteForm(name=name)) for name in REMOTES)
    api = f"/api/congresses/{congress.id}"
    kiosks = []
    for site in (own, None):
        desk, token = pair_device(congress, "kiosk", f"Bàn {site and site.id}")
        place_device(congress, desk, site)
        kiosks.append(Bearer(app, token))
    for kiosk, delegate in zip(kiosks, (cast.minh, cast.hoa), strict=True):
        body = check_in_body(congress, delegate, site_id=other.id)
        answer = kiosk.post(f"{api}/check-ins", json=body)
        assert answer.status_code == 201, answer.json
    guest = {"key": "site-said-guest", "name": "Võ Khách", "at": iso(now()), "site_id": other.id}
    guest["session_id"] = congress.sessions[0].id
    assert kiosks[0].post(f"{api}/walk-ins", json=guest).status_code == 201

    main = sites_of(congress.id)[0].name
    assert present_at(organiser, congress) == {main: 1, own.name: 1, other.name: 0}
    kept = db.session.scalars(select(CheckIn.site_id).order_by(CheckIn.id))
    assert list(kept) == [own.id, None, own.id]


def check_a_foreign_site_is_refused(organiser, congress, cast: Cast) -> None:
    """Let a desk page claim a site of another congress, and one that never was."""
    add_site(congress, SiteForm(name=REMOTES[0]))
    foreign = add_site(cast.elsewhere, SiteForm(name="Nơi khác")).id
    api = f"/api/congresses/{congress.id}"
    guest = {"name": "Võ Khách", "session_id": congress.sessions[0].id, "at": iso(now())}
    for site_id in (foreign, 10**30, 0):
        for door, body in (
            ("check-ins", check_in_body(congress, cast.minh, site_id=site_id)),
            ("walk-ins", {"key": "site-guest", "site_id": site_id, **guest}),
        ):
            answer = organiser.post(f"{api}/{door}", json=body)
            assert answer.status_code == 422, (door, site_id, answer.json)
            assert list(answer.json["fields"]) == ["site_id"]
            assert "Nơi khác" not in answer.text
    assert organiser.get(f"{api}/check-ins?session_id={guest['session_id']}").json == []
    assert organiser.get(f"{api}/walk-ins").json == []
