"""Several screens with different contents; the notes go to the one before whoever speaks."""

import pytest

from app.errors import RefusedError
from tests.app.live.screen_checks import (
    OF_ITEM,
    OF_SLIDE,
    check_that_no_room_hears_notes,
    check_that_only_the_stage_monitor_reads_notes,
    choose_content,
    noted_item,
    notes_address,
    pair_device,
    paired_screen,
)

PAGES = {"hall": "screen-", "corridor": "screen_corridor-", "stage": "screen_monitor-"}


@pytest.mark.parametrize("shows", PAGES)
def test_a_paired_screen_shows_what_the_office_chose(app, congress, shows):
    screen, _id = paired_screen(app, congress, shows)
    told = screen.get(f"/api/congresses/{congress.id}/screen").json
    assert told == {"shows": shows, "site_id": None}
    page = screen.get(f"/screen/{congress.id}")
    assert page.status_code == 200
    assert PAGES[shows] in page.text


@pytest.mark.parametrize("shows", PAGES)
def test_the_address_chooses_too(organiser, congress, shows):
    page = organiser.get(f"/screen/{congress.id}?show={shows}")
    assert PAGES[shows] in page.text


def test_an_unknown_content_in_the_address_is_the_hall(organiser, congress):
    assert PAGES["hall"] in organiser.get(f"/screen/{congress.id}?show=nonsense").text


def test_the_office_chooses_and_hears_what_is_wrong(organiser, client_for, congress):
    device, _token = pair_device(congress, "screen", "Sảnh")
    address = f"/api/congresses/{congress.id}/devices/{device.id}/content"
    assert organiser.put(address, json={"shows": "corridor"}).json["shows"] == "corridor"
    assert organiser.put(address, json={"shows": "cinema"}).status_code == 422
    assert client_for("secretary").put(address, json={"shows": "hall"}).status_code == 404
    kiosk, _token = pair_device(congress, "kiosk", "Bàn 1")
    with pytest.raises(RefusedError):
        choose_content(congress, kiosk.id, "corridor")


def test_only_the_stage_monitor_reads_notes(app, congress):
    check_that_only_the_stage_monitor_reads_notes(app, congress)


def test_the_chair_and_the_monitor_get_notes_of_item_and_slides(app, client_for, congress):
    item, slide = noted_item(congress)
    screen, _id = paired_screen(app, congress, "stage")
    wanted = {"item": OF_ITEM, "slides": {str(slide.id): OF_SLIDE}}
    for reader in (screen, client_for("chair")):
        assert reader.get(notes_address(congress, item)).json == wanted
    assert client_for("viewer").get(notes_address(congress, item)).status_code == 404


def test_a_monitor_that_becomes_a_corridor_screen_loses_the_notes(app, congress):
    item, _slide = noted_item(congress)
    screen, device_id = paired_screen(app, congress, "stage")
    assert screen.get(notes_address(congress, item)).status_code == 200
    choose_content(congress, device_id, "corridor")
    assert screen.get(notes_address(congress, item)).status_code == 404


def test_no_room_hears_notes(congress):
    check_that_no_room_hears_notes(congress)
