"""Controls: with a protection of the speaker's notes taken away its test must fail."""

import pytest

from app import access
from app.live import snapshot
from tests.app.live.screen_checks import (
    check_that_no_room_hears_notes,
    check_that_only_the_stage_monitor_reads_notes,
)

pytestmark = pytest.mark.control


def control_send_notes_with_the_slide(congress, monkeypatch):
    whole = snapshot.slide_state
    monkeypatch.setattr(
        snapshot, "slide_state", lambda slide: {**whole(slide), "notes": slide.notes}
    )
    check_that_no_room_hears_notes(congress)


def control_let_every_screen_read_notes(app, congress, monkeypatch):
    monkeypatch.setitem(access.PERMISSIONS, "stage.notes", access.EVERY_ROLE | {"monitor"})
    check_that_only_the_stage_monitor_reads_notes(app, congress)
