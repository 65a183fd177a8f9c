"""A site is one of its own congress: whoever asks for another congress's finds nothing."""

from app.accounts.actions import pair_device
from app.congresses.models import Congress
from app.delegates.site_actions import add_site
from app.delegates.sites_forms import SiteForm
from tests.conftest import Bearer
from tests.people import Cast


def check_foreign_sites_are_unknown(organiser: Bearer, congress: Congress, cast: Cast) -> None:
    """Ask in every way for a site of the other congress."""
    api = f"/api/congresses/{congress.id}"
    foreign = add_site(cast.elsewhere, SiteForm(name="Nơi khác")).id
    desk, _token = pair_device(congress, "kiosk", "Bàn 2")
    answers = {
        "change": organiser.put(f"{api}/sites/{foreign}", json={"name": "X"}),
        "delegate": organiser.post(f"{api}/sites/{foreign}/delegates", json={"number": "001"}),
        "desk": organiser.put(f"{api}/devices/{desk.id}/site", json={"site_id": foreign}),
        "screen": organiser.get(f"/screen/{congress.id}?site={foreign}"),
        "list": organiser.get(f"{api}/attendance-list?as=csv&site_id={foreign}"),
        "code": organiser.post(f"{api}/links", json={"target": "congress", "site_id": foreign}),
        "remove": organiser.delete(f"{api}/sites/{foreign}"),
        "put back": organiser.post(f"{api}/sites/{foreign}/put-back"),
    }
    assert {what: answer.status_code for what, answer in answers.items()} == dict.fromkeys(
        answers, 404
    )
    assert organiser.get(f"{api}/roster?site={foreign}").json["of"] == 0
