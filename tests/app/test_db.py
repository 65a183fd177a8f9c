"""SQLite as findings say: WAL and FULL read back, one writer, readers that cannot write."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app import db as database
from app.congresses.models import Congress
from app.db import UnsafeDatabaseError, changes, db, set_up_connection, writing
from app.live.actions import move_stage
from app.live.forms import StageForm
from app.realtime import commit_quietly, present_head


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_the_settings_that_survive_a_power_cut_are_on(app, name, value):
    assert db.session.scalar(text(f"PRAGMA {name}")) == value


def test_a_database_that_ignores_a_setting_is_not_used(app, monkeypatch):
    monkeypatch.setitem(database.PRAGMAS, "synchronous", 7)
    with pytest.raises(UnsafeDatabaseError):
        set_up_connection(db.engine.raw_connection().driver_connection, None)


def test_a_reader_cannot_write(app, congress):
    with pytest.raises(OperationalError, match="readonly"):
        db.session.execute(text("UPDATE congress SET title = 'x'"))


def test_what_an_action_did_not_commit_is_undone(app, congress):
    @changes
    def forgetful():
        congress.title = "vergessen"

    forgetful()

    assert db.session.get_one(Congress, congress.id).title == "Đại hội thử nghiệm"


def test_inside_an_action_the_present_state_counts_not_the_one_read_before(app, congress):
    seen = []
    assert congress.title == "Đại hội thử nghiệm"  # read by this session before

    def another_request():
        with app.app_context(), writing():
            db.session.get_one(Congress, congress_id).title = "Đổi tên"
            commit_quietly()

    congress_id = congress.id
    thread = threading.Thread(target=another_request)
    thread.start()
    thread.join()

    @changes
    def look():
        seen.append(congress.title)

    look()
    assert seen == ["Đổi tên"]


def test_many_writers_at_once_all_succeed_and_no_number_is_given_twice(app, congress):
    before = present_head(congress.id).seq
    problems = []

    def write(place):
        try:
            with app.app_context():
                mine = db.session.get_one(Congress, congress.id)
                for turn in range(5):
                    move_stage(mine, StageForm(announcement=f"{place}.{turn}"))
        except Exception as error:
            problems.append(error)

    writers = [threading.Thread(target=write, args=(place,)) for place in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert problems == []
    db.session.rollback()  # what this session sees dates from its first look
    assert present_head(congress.id).seq == before + 40
