"""What a desk without a network sends late counts at the site where the desk stood then."""

from datetime import timedelta

from app.accounts.actions import pair_device
from app.clock import iso, now
from app.congresses.models import Congress
from app.db import db, writing
from app.delegates.models import DeviceSite
from app.delegates.site_actions import add_site, place_device
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
