"""The web server with a meter: how much CPU its hub spends between two switches of greenlets.

`python -m tests.app.hub_server DATA_DIR PEOPLE` fills an empty folder with a congress of so many
people, prints {port, congress_id, token, desk} and serves the product as wsgi.py does. Two more
addresses are answered before the application: GET /held tells the longest turn since it was asked
last, in ms, and how much slower the machine is now than the one that the limit was set on;
GET /hold does work that holds the hub as a mistake would.

CPU time and not the clock on the wall: what other processes take does not count.
"""

from gevent import monkey

monkey.patch_all()

import dataclasses  # noqa: E402  patching comes first
import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from datetime import date  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import greenlet  # noqa: E402
import numpy as np  # noqa: E402
import structlog  # noqa: E402
from flask import Flask  # noqa: E402
from flask_migrate import upgrade  # noqa: E402
from sqlalchemy import insert  # noqa: E402

from app import create_app  # noqa: E402
from app.accounts.actions import make_token, pair_device  # noqa: E402
from app.attendance.models import Absence, CheckIn, WalkIn  # noqa: E402
from app.clock import now  # noqa: E402
from app.db import changes, db  # noqa: E402
from app.delegates.models import Delegate, Delegation, FaceTemplate, Portrait  # noqa: E402
from app.delegates.names import sort_key  # noqa: E402
from app.delegates.seals import seal_template  # noqa: E402
from app.library.models import Document, DocumentVersion  # noqa: E402
from app.realtime import commit_and_publish  # noqa: E402
from app.realtime.models import AuditEntry  # noqa: E402
from app.serve import serve  # noqa: E402
from tests.conftest import settings_for  # noqa: E402
from tests.factories import make_congress  # noqa: E402
from tests.slowness import slowness, unit  # noqa: E402

PLANTED_UNITS = 12
PLANTED_SECONDS = 0.05
FACES = 300
DOCUMENTS = 150
PEOPLE_IN_A_DELEGATION = 25
longest = {"ms": 0.0, "since": time.thread_time()}


def note_switch(_event: str, _between: object) -> None:
    at = time.thread_time()
    longest["ms"] = max(longest["ms"], 1000 * (at - longest["since"]))
    longest["since"] = at


class Metered:
    """Answers /held and /hold itself and leaves everything else to the application."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] == "/held":
            note_switch("", None)
            ms, factor = longest["ms"], slowness()
            longest.update(ms=0.0, since=time.thread_time())
            return answer(start, {"ms": ms, "slowness": factor})
        if environ["PATH_INFO"] == "/hold":
            hold()
            return answer(start, {})
        return self.application(environ, start)


def hold() -> None:
    """Keep the hub as long as a mistake would: so much work, and no less on a fast machine."""
    ends = time.thread_time() + PLANTED_SECONDS
    for _ in range(PLANTED_UNITS):
        unit()
    while time.thread_time() < ends:
        unit()


def answer(start: Any, body: object) -> list[bytes]:
    content = json.dumps(body).encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]


@changes
def fill(congress: Any, people: int) -> None:
    """Put everything in that a long congress has, row by row as the tables hold it."""
    at = now()
    for place in range(0, people, PEOPLE_IN_A_DELEGATION):
        name = f"Đoàn xã {place // PEOPLE_IN_A_DELEGATION}"
        db.session.add(Delegation(congress_id=congress.id, name=name, position=place))
    db.session.flush()
    first = db.session.query(Delegation.id).order_by(Delegation.id).limit(1).scalar()
    many(Delegate, [person(congress.id, first, number) for number in range(1, people + 1)])
    many(CheckIn, [event(congress, number) for number in range(1, people + 1, 2)])
    many(Absence, [absence(congress, number) for number in range(2, people + 1, 10)])
    many(WalkIn, [walk_in(congress, number) for number in range(1, people + 1, 20)])
    audit = {"congress_id": congress.id, "at": at, "actor": "user:1", "did": "x", "hash": "0" * 64}
    many(AuditEntry, [{**audit, "about": f"delegate:{number}"} for number in range(1000)])
    for number in range(1, DOCUMENTS + 1):
        document = {"title": f"Báo cáo {number}", "position": number, "audience": "public"}
        db.session.add(Document(**document, congress_id=congress.id, created_at=at))
    db.session.flush()
    many(DocumentVersion, [version(number) for number in range(1, DOCUMENTS + 1)])
    for delegate_id in range(1, min(FACES, people) + 1):
        enrol(db.session.get_one(Delegate, delegate_id))
    commit_and_publish(congress, "roster", "attendance", "library", did="fill")


def many(model: Any, rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(model.__table__), rows)


def person(congress_id: int, first_delegation: int, number: int) -> dict[str, Any]:
    return {
        "congress_id": congress_id,
        "delegation_id": first_delegation + (number - 1) // PEOPLE_IN_A_DELEGATION,
        "number": f"{number:05}",
        "name": f"Nguyễn Văn {number}",
        "sort_key": sort_key(f"Nguyễn Văn {number}"),
        "position": "Bí thư",
        "standing": "elected",
        "sex": "male" if number % 2 else "female",
        "birth_date": date(1990, 1, 1 + number % 28),
        "ethnicity": "Kinh",
        "religion": "Không",
        "party": bool(number % 3),
        "education": "Đại học",
        "seat": f"A-{number}",
        "presidium": False,
        "badge_nonce": f"{number:032}",
        "badge_hash": f"{number:064}",
        "created_at": now(),
    }


def event(congress: Any, number: int) -> dict[str, Any]:
    at = now()
    return {
        "congress_id": congress.id,
        "session_id": congress.sessions[0].id,
        "key": f"key-{number}",
        "delegate_id": number,
        "body_hash": "0" * 64,
        "direction": "in",
        "method": "badge",
        "recorded_by": "Bàn 1",
        "desk_at": at,
        "happened_at": at,
        "received_at": at,
        "clock_offset_ms": 0,
        "conflict": "",
        "undo_reason": "",
    }


def absence(congress: Any, number: int) -> dict[str, Any]:
    """Every other one waits for the secretariat."""
    at = now()
    decided = {"confirmed_at": at if number % 20 == 2 else None, "declined_at": None}
    texts = {"key": "", "reported_by": "Bàn 1", "decided_by": "", "decline_reason": ""}
    who = {"session_id": congress.sessions[0].id, "delegate_id": number}
    people = {"reporter_id": None, "substitute_id": None}
    return {**who, **people, **texts, **decided, "reason": "Công tác đột xuất", "reported_at": at}


def walk_in(congress: Any, number: int) -> dict[str, Any]:
    return {
        "congress_id": congress.id,
        "delegate_id": number,
        "key": f"guest-{number}",
        "body_hash": "0" * 64,
        "phone": "0901234567",
        "recorded_by": "Bàn 1",
        "received_at": now(),
    }


def version(number: int) -> dict[str, Any]:
    return {
        "document_id": number,
        "number": 1,
        "digest": f"{number:064}",
        "size_bytes": 1000,
        "media_type": "application/pdf",
        "file_name": "a.pdf",
        "state": "ready",
        "reason": "",
        "pages": 3,
        "pages_ready": 3,
        "outline": [],
        "created_at": now(),
    }


def enrol(delegate: Delegate) -> None:
    portrait = Portrait(delegate_id=delegate.id, state="ready", created_at=now())
    db.session.add(portrait)
    db.session.flush()
    encoding = np.zeros(128, dtype=np.float32)
    sealed = seal_template(delegate, encoding, engine="onnx", model="m")
    row = FaceTemplate(delegate_id=delegate.id, portrait_id=portrait.id, sealed=sealed)
    row.engine, row.model, row.created_at = "onnx", "m", now()
    db.session.add(row)


def prepared(app: Flask, people: int) -> dict[str, Any]:
    """Make the database and what is in it; returns how to ask for it."""
    with app.app_context():
        upgrade(directory="migrations")
        congress = make_congress("Đại hội")
        fill(congress, people)
        told = {
            "congress_id": congress.id,
            "token": make_token("admin", congress_id=None),
            "desk": pair_device(congress, "kiosk", "Bàn 1")[1],
        }
        db.session.remove()
    return told


def main(data_dir: Path, people: int) -> None:
    settings = dataclasses.replace(settings_for(data_dir), host="127.0.0.1", port=0)
    app = create_app(settings, async_mode="gevent")
    told = prepared(app, people)
    app.wsgi_app = Metered(app.wsgi_app)  # type: ignore[method-assign]

    def ready(_logger: object, _method: str, entry: dict[str, Any]) -> dict[str, Any]:
        if entry["event"] == "serving":
            greenlet.settrace(note_switch)
            print(json.dumps({**told, "port": entry["ports"][0]}), flush=True)
        return entry

    structlog.configure(processors=[ready, *structlog.get_config()["processors"]])
    serve(app, settings)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
