"""Sites: who and what belongs to each, what becomes of it, and what of it others see."""

import pytest

from app.accounts.actions import pair_device
from app.db import db
from app.delegates.badges import badge_token
from app.delegates.models import Delegate
from app.delegates.sites import site_of_delegate, site_of_device
from app.realtime import AuditEntry
from tests.app.delegates.site_checks import check_foreign_sites_are_unknown

REMOTE, PLACE = "Điểm cầu Ninh Phước", "UBND huyện"


@pytest.fixture
def api(congress) -> str:
    return f"/api/congresses/{congress.id}"


@pytest.fixture
def remote(organiser, api) -> int:
    answer = organiser.post(f"{api}/sites", json={"name": REMOTE, "place": PLACE})
    return int(answer.json["id"])


def home(delegate: Delegate) -> str:
    site = site_of_delegate(delegate)
    return site.name if site else ""


def numbers_at(organiser, api, site: int) -> list[str]:
    people = organiser.get(f"{api}/roster?site={site}").json["people"]
    return sorted(each["number"] for each in people)


def test_the_first_remote_site_makes_the_main_hall_one(organiser, api, congress, remote):
    main, other = organiser.get(f"{api}/sites").json
    assert (main["is_main"], other["is_main"]) == (True, False)
    assert (main["place"], other["place"]) == (congress.venue, PLACE)
    assert (other["id"], other["name"]) == (remote, REMOTE)


def test_a_delegation_is_expected_at_one_site_and_moves_whole(organiser, api, remote, cast):
    body = {"name": REMOTE, "delegation_ids": [cast.minh.delegation_id]}
    organiser.put(f"{api}/sites/{remote}", json=body)
    assert home(cast.minh) == home(cast.hoa) == REMOTE
    second = {**body, "name": "Thuận Nam"}
    second_id = organiser.post(f"{api}/sites", json=second).json["id"]
    sites = organiser.get(f"{api}/sites").json
    assert [len(each["delegations"]) for each in sites] == [0, 0, 1]
    assert [each["people"] for each in sites] == [0, 0, 3]
    assert numbers_at(organiser, api, second_id) == ["001", "002", "K01"]
    assert numbers_at(organiser, api, sites[0]["id"]) == []


def test_one_delegate_is_expected_elsewhere_and_comes_back(organiser, api, remote, cast):
    number = {"number": cast.minh.number}
    assert organiser.post(f"{api}/sites/{remote}/delegates", json=number).status_code == 201
    assert home(cast.minh) == REMOTE
    main = organiser.get(f"{api}/sites").json[0]["id"]
    assert numbers_at(organiser, api, remote) == ["001"]
    assert numbers_at(organiser, api, main) == ["002", "K01"]
    organiser.delete(f"{api}/sites/{remote}/delegates/{cast.minh.id}")
    assert home(cast.minh) != REMOTE
    refused = organiser.post(f"{api}/sites/{remote}/delegates", json={"number": "999"})
    assert refused.status_code == 409


def test_a_change_of_several_delegates_leaves_them_at_their_site(organiser, api, remote, cast):
    organiser.post(f"{api}/sites/{remote}/delegates", json={"number": cast.minh.number})
    changed = organiser.post(f"{api}/roster/change", json={"ids": [cast.minh.id], "seat": "B-9"})
    assert changed.status_code == 200, changed.json
    db.session.expire_all()
    assert (cast.minh.seat, home(cast.minh)) == ("B-9", REMOTE)


def test_what_belonged_to_a_removed_site_is_in_the_main_hall_until_it_is_put_back(
    organiser, api, congress, remote, cast
):
    organiser.post(f"{api}/sites/{remote}/delegates", json={"number": cast.minh.number})
    screen, _token = pair_device(congress, "screen", "Màn hình 2")
    organiser.put(f"{api}/devices/{screen.id}/site", json={"site_id": remote})
    main = organiser.get(f"{api}/sites").json[0]["id"]
    assert organiser.delete(f"{api}/sites/{main}").status_code == 409
    assert organiser.delete(f"{api}/sites/{remote}").status_code == 204
    assert organiser.get(f"{api}/sites").json == []
    assert home(cast.minh) == ""
    assert organiser.post(f"{api}/sites/{remote}/put-back").status_code == 201
    assert home(cast.minh) == site_of_device(screen.id, congress.id).name == REMOTE


def test_a_removed_site_does_not_come_back_beside_another_of_its_name(organiser, api, remote):
    organiser.delete(f"{api}/sites/{remote}")
    assert organiser.post(f"{api}/sites", json={"name": REMOTE}).status_code == 201
    assert organiser.post(f"{api}/sites/{remote}/put-back").status_code == 409


def test_a_screen_is_of_the_main_hall_until_somebody_says_where_it_stands(
    organiser, api, congress, remote, client_for
):
    screen = client_for("screen_device")
    main = organiser.get(f"{api}/sites").json[0]["id"]
    assert screen.get(f"{api}/screen").json == {"shows": "hall", "site_id": main}
    device = organiser.get(f"{api}/devices").json[0]["id"]
    organiser.put(f"{api}/devices/{device}/site", json={"site_id": remote})
    assert screen.get(f"{api}/screen").json["site_id"] == remote
    assert REMOTE in screen.get(f"/screen/{congress.id}").text
    assert REMOTE in organiser.get(f"/screen/{congress.id}?site={remote}").text


def test_two_sites_of_one_name_are_refused(organiser, api, remote):
    twice = organiser.post(f"{api}/sites", json={"name": REMOTE.upper()})
    assert twice.status_code == 409
    assert organiser.post(f"{api}/sites", json={"name": ""}).status_code == 422


def test_sites_and_delegations_of_another_congress_are_unknown(
    organiser, api, congress, remote, cast
):
    check_foreign_sites_are_unknown(organiser, congress, cast)
    foreign = {"name": REMOTE, "delegation_ids": [cast.tuan.delegation_id]}
    assert organiser.put(f"{api}/sites/{remote}", json=foreign).status_code == 404


def test_every_change_stands_in_the_audit(organiser, api, remote, cast):
    organiser.post(f"{api}/sites/{remote}/delegates", json={"number": cast.minh.number})
    organiser.delete(f"{api}/sites/{remote}")
    found = db.session.query(AuditEntry.did).filter(AuditEntry.did.startswith("site."))
    assert [row.did for row in found] == ["site.add", "site.delegate", "site.remove"]


def test_a_delegate_is_told_the_own_site(organiser, api, congress, remote, cast, app):
    organiser.post(f"{api}/sites/{remote}/delegates", json={"number": cast.minh.number})
    phone = app.test_client()
    phone.get(f"/b/{badge_token(cast.minh)}")
    page = phone.get(f"/c/{congress.id}").text
    assert PLACE in page
    own = page.partition('data-view="me"')[2].partition("</section>")[0]
    assert (PLACE in own, congress.venue in own) == (True, False)
    calendar = phone.get(f"/c/{congress.id}/agenda.ics").text.replace("\r\n ", "")
    assert f"LOCATION:{REMOTE}\\, {PLACE}" in calendar


def test_a_guest_is_told_the_site_of_the_code(organiser, api, congress, remote, app):
    codes = {
        site: organiser.post(f"{api}/links", json={"target": "congress", "site_id": site}).json
        for site in (None, remote)
    }
    phones = {site: app.test_client() for site in codes}
    for site, phone in phones.items():
        phone.get("/q/" + codes[site]["url"].rpartition("/")[2])
        assert (PLACE in phone.get(f"/c/{congress.id}").text) == (site == remote)
    assert REMOTE in organiser.get(f"/office/{congress.id}/documents").text
    offered = organiser.get(f"/screen/{congress.id}/qr.svg?site={remote}").text
    assert offered == organiser.get(f"{api}/links/{codes[remote]['id']}.svg").text
    elsewhere = organiser.get(f"/screen/{congress.id}/qr.svg").text
    assert elsewhere == organiser.get(f"{api}/links/{codes[None]['id']}.svg").text


def test_without_sites_nobody_sees_any(congress, cast, organiser, client_for):
    assert home(cast.minh) == ""
    for page in ("", "/devices", "/delegates", "/delegates/groups", "/credentials", "/documents"):
        text = organiser.get(f"/office/{congress.id}{page}").text
        assert "/sites" not in text, page
        assert 'name="site_id"' not in text, page
    assert organiser.get(f"/api/congresses/{congress.id}/attendance").json["sites"] == []
