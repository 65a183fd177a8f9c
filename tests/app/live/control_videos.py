"""Controls: without the look into a video one that no browser plays must get onto the screen."""

import pytest

from app.agenda.models import AgendaItem
from app.db import db
from app.live import bringing
from tests.app.live.films import film
from tests.app.live.video_checks import check_it_is_refused

pytestmark = pytest.mark.control


def control_take_every_video(organiser, congress, monkeypatch):
    monkeypatch.setattr(bringing, "check_plays", lambda _stored: None)
    item = db.session.query(AgendaItem).filter_by(congress_id=congress.id).order_by("id").first()
    check_it_is_refused(organiser, congress, item, content=film("mpeg4", "mp4"), says="MPEG4")
