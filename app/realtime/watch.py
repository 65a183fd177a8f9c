"""Watches the heads in the database and publishes what anybody committed, in any process."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.clock import iso, now
from app.db import db
from app.realtime.door import (
    PARTS,
    Head,
    on_commit,
    present_doors,
    present_head,
    present_heads,
)
from app.realtime.nudge import Nudge
from app.realtime.rooms import audience_of_room, occupied_rooms
from app.realtime.sockets import socketio

log = structlog.get_logger()
LOOK_SECONDS = 0.2
HEARTBEAT_SECONDS = 3.0
INLINE_BYTES = 4096
"""A larger part is announced without its state and fetched by whoever wants it."""

Describe = Callable[[int, str, str, Head], Any]
"""(congress id, part, audience, head) → its state as plain data, at least as new as the head."""


class Watch:
    """What this process knows of the heads, and what its sockets were told."""

    def __init__(self, app: Flask, describe: Describe, rescue: Callable[[], object]) -> None:
        """Publish for `app` what `describe` says; `rescue` looks after stalled phones."""
        self.app = app
        self.describe = describe
        self.rescue = rescue
        self.guard: Callable[[], object] = lambda: None
        """Hangs up on whoever may no longer listen; called when somebody's rights changed."""
        self.doors: dict[int, int] = {}
        self.known: dict[int, Head] = {}
        self.told: dict[int, Head] = {}
        self.bell = threading.Event()
        self.is_running = False
        self._data_version: Any = None
        self._turn = threading.Lock()
        self._guarding = threading.Lock()
        url = app.config["SETTINGS"].redis_url
        self.nudge = Nudge(url) if url else None

    def start(self) -> None:
        """Begin watching, in background tasks of the socket server."""
        with self.app.app_context():
            self.known = present_heads()
            self.doors = present_doors()
        self.told = dict(self.known)
        self.is_running = True
        on_commit.append(self.note)
        if self.nudge is not None:
            socketio.start_background_task(self.nudge.listen_forever, self.bell.set)
        socketio.start_background_task(self.look_forever)
        socketio.start_background_task(self.beat_forever)

    def note(self, congress_id: int, head: Head) -> None:
        """Remember a commit of this process at once, and wake the publisher."""
        self.learn({congress_id: head})
        self.bell.set()
        if self.nudge is not None:
            socketio.start_background_task(self.nudge.tell, congress_id)

    def learn(self, heads: dict[int, Head]) -> None:
        """Take up heads; a look that began before a commit never hides that commit."""
        for congress_id, head in heads.items():
            before = self.known.get(congress_id)
            if before is None or before.epoch != head.epoch or before.seq < head.seq:
                self.known[congress_id] = head

    def head(self, congress_id: int) -> Head:
        """Return the newest head that this process knows; without a watch, the database's."""
        if self.is_running and congress_id in self.known:
            return self.known[congress_id]
        return present_head(congress_id)

    def look_forever(self) -> None:
        """Publish whenever a head moved; a failing database is waited for."""
        while True:
            self.bell.wait(LOOK_SECONDS)
            self.bell.clear()
            try:
                with self.app.app_context():
                    if self.database_changed():
                        self.learn(present_heads())
                        if self.doors_moved():
                            socketio.start_background_task(self.guard_doors)
                    self.publish_news()
            except (SQLAlchemyError, OSError) as error:
                log.warning("watch", problem=type(error).__name__)
                time.sleep(1)

    def database_changed(self) -> bool:
        """Tell cheaply whether anybody committed; on PostgreSQL always look."""
        if db.engine.dialect.name != "sqlite":
            return True
        if self._data_version is None:
            self._data_version = [db.engine.raw_connection(), -1]
        connection, before = self._data_version
        version = connection.cursor().execute("PRAGMA data_version").fetchone()[0]
        self._data_version[1] = version
        return bool(version != before)

    def doors_moved(self) -> bool:
        """Tell whether anybody's rights changed since this was asked last."""
        before, self.doors = self.doors, present_doors()
        return self.doors != before

    def guard_doors(self) -> None:
        """Look at every socket once more, one guard at a time."""
        with self._guarding:
            self.guard()

    def publish_news(self) -> None:
        """Send every part that is newer than what the sockets were told, one news at a time."""
        with self._turn:
            db.session.rollback()  # waiting for the turn, this transaction may have grown old
            self._publish_news()

    def _publish_news(self) -> None:
        for congress_id, head in list(self.known.items()):
            told = self.told.get(congress_id, Head("", -1, {}))
            if (head.epoch, head.seq) == (told.epoch, told.seq):
                continue
            since = told.news if head.epoch == told.epoch else -1
            self.told[congress_id] = head
            for part in PARTS:
                if head.parts.get(part, -1) > since:
                    self.publish(congress_id, head, part, since=since)

    def publish(self, congress_id: int, head: Head, part: str, *, since: int) -> None:
        """Send one part to every audience that listens, each its own state.

        `since` is the news told before: who has seen that much missed nothing in between.
        """
        for room in occupied_rooms(congress_id):
            state = self.describe(congress_id, part, audience_of_room(room), head)
            message = {
                "epoch": head.epoch,
                "seq": head.seq,
                "since": since,
                "part": part,
                "state": state,
            }
            if len(json.dumps(message, ensure_ascii=False).encode()) > INLINE_BYTES:
                del message["state"]
            socketio.emit("changed", message, to=room)

    def beat_forever(self) -> None:
        """Tell every phone the head, read from the database, every few seconds."""
        while True:
            time.sleep(HEARTBEAT_SECONDS)
            try:
                with self.app.app_context():
                    self.beat()
            except (SQLAlchemyError, OSError) as error:
                log.warning("heartbeat", problem=type(error).__name__)
            self.rescue()

    def beat(self) -> None:
        """Send the heads once; never a head whose news was not sent before.

        `news` is how far a phone must be: a change of the roster alone lets nobody fetch anything.
        """
        heads = present_heads()
        self.learn(heads)
        self.publish_news()
        for congress_id, head in heads.items():
            for room in occupied_rooms(congress_id):
                beat = {"epoch": head.epoch, "seq": head.seq, "news": head.news, "at": iso(now())}
                socketio.emit("head", beat, to=room)
