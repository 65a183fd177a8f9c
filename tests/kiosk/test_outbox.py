"""The outbox on its own: order, keys, refusal, one desk per file, settings read back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.outbox import Outbox, OutboxError
from tests.kiosk.people import HOA, LAN


def check_in(delegate_id: int, direction: str = "in") -> dict[str, object]:
    return {"delegate_id": delegate_id, "session_id": 1, "direction": direction}


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "outbox.db")
    yield outbox
    outbox.close()


def test_events_wait_in_the_order_they_happened(outbox: Outbox) -> None:
    events = [outbox.put(7, check_in(delegate_id)) for delegate_id in (LAN, HOA, LAN)]
    assert [event.key for event in outbox.waiting()] == [event.key for event in events]
    assert len({event.key for event in events}) == 3
    assert events[0].body["key"] == events[0].key


def test_a_refused_event_is_kept_and_marked(outbox: Outbox) -> None:
    event = outbox.put(7, check_in(LAN))
    outbox.mark(event, "refused", status=422, answer={"title": "no"})
    assert (outbox.pending, outbox.refused) == (0, 1)
    assert outbox[event.key].status == 422
    assert outbox[event.key].answer == {"title": "no"}


def test_what_is_measured_is_frozen_at_the_first_sending(outbox: Outbox) -> None:
    event = outbox.put(7, check_in(LAN))
    first = outbox.freeze(event, clock_offset_ms=120)
    again = outbox.freeze(outbox[event.key], clock_offset_ms=999)
    assert first.body["clock_offset_ms"] == again.body["clock_offset_ms"] == 120


def test_the_last_standing_check_in_of_a_person(outbox: Outbox) -> None:
    about = {"delegate_id": LAN, "session_id": 1}
    assert outbox.last_of(7, **about) is None
    came = outbox.put(7, check_in(LAN))
    went = outbox.put(7, check_in(LAN, "out"))
    assert outbox.last_of(7, **about) == went
    outbox.put_undo(went, "Bấm nhầm")
    assert outbox.last_of(7, **about) == came
    outbox.mark(came, "refused", status=422, answer={})
    assert outbox.last_of(7, **about) is None


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Outbox(tmp_path / "outbox.db")
    event = first.put(7, check_in(LAN))
    first.close()
    second = Outbox(tmp_path / "outbox.db")
    assert second.waiting() == [event]
    second.close()


def test_one_desk_per_file(tmp_path: Path, outbox: Outbox) -> None:
    with pytest.raises(OutboxError) as refused:
        Outbox(tmp_path / "outbox.db")
    assert refused.value.code == "in_use"


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "outbox.db").write_bytes(b"no database at all, but long enough to be read " * 40)
    with pytest.raises(OutboxError) as refused:
        Outbox(tmp_path / "outbox.db")
    assert refused.value.code == "disk"


class ForgetfulConnection(sqlite3.Connection):
    """A disk or driver on which a flush at every commit cannot be had."""

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        weak = statement.replace("synchronous = FULL", "synchronous = NORMAL")
        return super().execute(weak, *values)


def assert_weak_settings_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weak = partial(sqlite3.connect, factory=ForgetfulConnection)
    monkeypatch.setattr(sqlite3, "connect", weak)
    with pytest.raises(OutboxError) as refused, closing(Outbox(folder / "outbox.db")):
        pass
    assert refused.value.code == "not_durable"


def test_settings_that_lose_commits_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_weak_settings_are_refused(tmp_path, monkeypatch)
