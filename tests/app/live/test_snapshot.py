"""A snapshot is never older than its label."""

import threading

from app.congresses.models import Congress
from app.db import db
from app.live.actions import move_stage
from app.live.api import snapshots
from app.live.forms import StageForm
from app.realtime import present_head, watch


def test_a_transaction_from_before_the_change_does_not_show_the_past(app, congress):
    known = watch()
    known.is_running = True
    congress_id = congress.id
    assert db.session.get_one(Congress, congress_id).title  # this transaction begins here

    def another_request():
        with app.app_context():
            move_stage(db.session.get_one(Congress, congress_id), StageForm(announcement="mới"))
            known.learn({congress_id: present_head(congress_id)})

    thread = threading.Thread(target=another_request)
    thread.start()
    thread.join()

    body, _tag = snapshots().get(congress_id, "public")
    assert '"announcement": "mới"' in body.decode()


def test_an_unchanged_part_is_not_made_again(app, congress, monkeypatch):
    known = watch()
    known.is_running = True
    known.learn({congress.id: present_head(congress.id)})
    snapshots().get(congress.id, "public")
    made = []
    monkeypatch.setattr(
        "app.live.snapshot.describe", lambda *about: made.append(about[1]) or {"state": "x"}
    )

    move_stage(congress, StageForm(blank=True))
    known.learn({congress.id: present_head(congress.id)})
    snapshots().get(congress.id, "public")

    assert made == ["stage"]
