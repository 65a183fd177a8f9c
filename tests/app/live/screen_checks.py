"""What the tests of screens and their controls both do."""

import json

from app.accounts.actions import choose_content, pair_device
from app.agenda import actions as agenda
from app.agenda.forms import ItemChange
from app.agenda.models import AgendaItem
from app.db import db
from app.live.actions import move_stage
from app.live.api import snapshots
from app.live.forms import StageForm
from tests.conftest import Bearer

OF_ITEM, OF_SLIDE = "Nếu Hạnh đến muộn thì mời văn nghệ", "Nhấn mạnh con số năm 2026"
AUDIENCES = ("public", "delegates", "presidium")


def noted_item(congress):
    """Move the hall to a slide; it and its item have private notes. Returns (item, slide)."""
    item = db.session.query(AgendaItem).filter_by(congress_id=congress.id).order_by("id").first()
    form = ItemChange(title=item.title, kind=item.kind, minutes=20, notes=OF_ITEM)
    agenda.change_item(congress, item, form)
    slide = agenda.add_title_slide(congress, item, title="Kết quả", notes=OF_SLIDE)
    move_stage(congress, StageForm(item_id=item.id, slide_id=slide.id))
    return item, slide


def paired_screen(app, congress, shows):
    """Return a screen of the congress for which the office chose a content, and its id."""
    device, token = pair_device(congress, "screen", "Màn hình")
    choose_content(congress, device.id, shows)
    return Bearer(app, token), device.id


def notes_address(congress, item):
    return f"/api/congresses/{congress.id}/agenda/{item.id}/notes"


def check_that_no_room_hears_notes(congress):
    """Look at everything that any audience is told, whatever part it is in."""
    noted_item(congress)
    for audience in AUDIENCES:
        body, _tag = snapshots().get(congress.id, audience)
        told = json.dumps(json.loads(body), ensure_ascii=False)
        assert "Kết quả" in told
        assert OF_ITEM not in told
        assert OF_SLIDE not in told


def check_that_only_the_stage_monitor_reads_notes(app, congress):
    """Ask for the notes with a screen of each kind."""
    item, _slide = noted_item(congress)
    for shows, status in (("hall", 404), ("corridor", 404), ("stage", 200)):
        screen, _id = paired_screen(app, congress, shows)
        assert screen.get(notes_address(congress, item)).status_code == status, shows
