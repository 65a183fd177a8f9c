"""The live state as plain data, without language: what a phone needs to catch up."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from app.agenda.models import AgendaItem, Slide
from app.agenda.queries import items_of, place_in_deck, planned_starts
from app.attendance.by_site import numbers_and_sites
from app.attendance.queries import current_session, quorum_needed
from app.attendance.substitutions import version_of
from app.clock import iso
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate
from app.library.queries import documents_where, readable_by, unsearchable_pages
from app.live.models import Stage
from app.live.pictures import SMALL_PX, mark_of
from app.realtime import watch
from app.realtime.door import PARTS, Head

State = dict[str, Any]


class Snapshots:
    """The live state in memory: each part for its newest change, the whole for one head."""

    def __init__(self) -> None:
        """Begin with none."""
        self._parts: dict[tuple[int, str, str], tuple[str, int, State]] = {}
        self._whole: dict[tuple[int, str], tuple[Head, bytes, str]] = {}

    def get(self, congress_id: int, audience: str) -> tuple[bytes, str]:
        """Return (JSON, ETag) of the congress for an audience, made anew when the head moved."""
        head = watch().head(congress_id)
        kept = self._whole.get((congress_id, audience))
        if kept is None or (kept[0].epoch, kept[0].seq) != (head.epoch, head.seq):
            db.session.rollback()  # a transaction that began before the head would show the past
            whole = self.snapshot(congress_id, audience, head)
            body = json.dumps(whole, ensure_ascii=False).encode()
            tag = sha256(f"{head.epoch}.{head.news}.{audience}".encode()).hexdigest()[:20]
            kept = (head, body, tag)
            self._whole[congress_id, audience] = kept
        return kept[1], kept[2]

    def snapshot(self, congress_id: int, audience: str, head: Head) -> State:
        """Return all that a phone shows; `head` was read before, so no part is older than it."""
        parts = {
            part: {
                "seq": head.parts.get(part, 0),
                "state": self.part(congress_id, part, audience, head),
            }
            for part in PARTS
        }
        return {"epoch": head.epoch, "seq": head.seq, "parts": parts}

    def part(self, congress_id: int, part: str, audience: str, head: Head) -> State:
        """Return one part, made anew when it changed: what `changed` carries."""
        seq = head.parts.get(part, 0)
        kept = self._parts.get((congress_id, part, audience))
        if kept is None or kept[:2] != (head.epoch, seq):
            kept = (head.epoch, seq, describe(congress_id, part, audience))
            self._parts[congress_id, part, audience] = kept
        return kept[2]


def describe(congress_id: int, part: str, audience: str) -> State:
    """Return the present state of one part for an audience, from the database."""
    congress = db.session.get(Congress, congress_id)
    if congress is None:
        return {}
    return DESCRIBERS[part](congress, audience)


def agenda_state(congress: Congress, _audience: str) -> State:
    """Return sessions and items with the planned start of each, and when it began."""
    items = items_of(congress.id)
    starts = planned_starts(congress, items)
    present = current_session(congress)
    return {
        "sessions": [
            {
                "id": session.id,
                "title": session.title,
                "starts_at": iso(session.starts_at),
                "ends_at": iso(session.ends_at),
                "is_current": present is not None and session.id == present.id,
            }
            for session in congress.sessions
        ],
        "items": [
            {
                "id": item.id,
                "session_id": item.session_id,
                "parent_id": item.parent_id,
                "position": item.position,
                "title": item.title,
                "kind": item.kind,
                "minutes": item.minutes,
                "speaker": item.speaker,
                "starts_at": iso(starts[item.id]),
                "started_at": iso(item.started_at) if item.started_at else None,
                "state": item.state,
            }
            for item in items
        ],
        "current_item_id": next((item.id for item in items if item.state == "current"), None),
    }


def stage_state(congress: Congress, _audience: str) -> State:
    """Return what the hall sees now."""
    stage = db.session.get(Stage, congress.id)
    if stage is None:
        return {**EMPTY_STAGE}
    item = db.session.get(AgendaItem, stage.item_id) if stage.item_id else None
    slide = db.session.get(Slide, stage.slide_id) if stage.slide_id else None
    return {
        "item": item
        and {"id": item.id, "title": item.title, "kind": item.kind, "speaker": item.speaker},
        "slide": slide and slide_state(slide),
        "video": video_state(stage) if slide and slide.kind == "video" else None,
        "blank": stage.blank,
        "hold": stage.hold,
        "announcement": stage.announcement or None,
        "countdown": countdown_state(stage),
        "floor": floor_state(stage),
    }


EMPTY_STAGE: State = {
    "item": None,
    "slide": None,
    "video": None,
    "blank": False,
    "hold": False,
    "announcement": None,
    "countdown": None,
    "floor": None,
}


def slide_state(slide: Slide) -> State:
    """Return a slide with the addresses of its pictures."""
    number, of = place_in_deck(slide)
    base = f"/api/congresses/{slide.congress_id}/slides/{slide.id}"
    has_picture = slide.kind in ("page", "image")
    is_video = slide.kind == "video"
    has_still = is_video and bool(slide.poster_digest)
    small_url = f"{base}/image?w={SMALL_PX}&v={mark_of(slide)}"
    return {
        "id": slide.id,
        "number": number,
        "count": of,
        "kind": slide.kind,
        "title": slide.title,
        "image_url": f"{base}/image?w=720" if has_picture else None,
        "image_url_large": f"{base}/image?w=1440" if has_picture else None,
        "image_url_small": small_url if has_picture or has_still else None,
        "video_url": f"{base}/video" if is_video else None,
        "poster_url": f"{base}/image?w=1440" if has_still else None,
    }


def video_state(stage: Stage) -> State:
    """Return what the video does and since when."""
    return {
        "state": stage.video_state,
        "position_seconds": stage.video_position_seconds,
        "at": iso(stage.video_at) if stage.video_at else None,
    }


def countdown_state(stage: Stage) -> State | None:
    """Return when the time that is running is over, by the server's clock."""
    ends_at = stage.countdown_ends_at
    return {"ends_at": iso(ends_at)} if ends_at is not None else None


def floor_state(stage: Stage) -> State | None:
    """Return who has the floor: name, position and delegation, nothing else of a person."""
    delegate_id = stage.floor_delegate_id
    delegate = db.session.get(Delegate, delegate_id) if delegate_id is not None else None
    if delegate is None:
        facts = (stage.floor_name, stage.floor_position, stage.floor_delegation)
    elif delegate.is_erased:
        return None
    else:
        facts = (delegate.name, delegate.position, delegate.delegation_name)
    name, position, delegation = facts
    return {"name": name, "position": position, "delegation": delegation} if name else None


def attendance_state(congress: Congress, _audience: str) -> State:
    """Return the numbers of the session that is on."""
    session = current_session(congress)
    if session is None:
        return {"session_id": None}
    found, sites = numbers_and_sites(session)
    needed = quorum_needed(congress, found.convened)
    return {
        "session_id": session.id,
        "convened": found.convened,
        "present": found.present,
        "excused": found.excused,
        "unexcused": found.unexcused,
        "pending": found.pending,
        "rate": found.rate,
        "inside": found.inside,
        "quorum": {"needed": needed, "reached": found.present >= needed > 0},
        "places": version_of(session),
        "sites": [
            {
                "id": each.id,
                "name": each.name,
                "convened": each.numbers.convened,
                "present": each.numbers.present,
            }
            for each in sites
        ],
    }


def library_state(congress: Congress, audience: str) -> State:
    """Return the documents that this audience may read now."""
    found = documents_where(congress.id, readable_by(audience))
    scans = unsearchable_pages([document.current for document in found])
    return {
        "documents": [
            {
                "id": document.id,
                "title": document.title,
                "session_id": document.session_id,
                "section": document.section,
                "item_id": document.agenda_item_id,
                "pages": document.current.pages,
                "state": document.state,
                "audience": document.audience,
                "version": document.current.number,
                "unsearchable": scans.get(document.current.id, 0),
            }
            for document in found
            if document.current.pages_ready
        ]
    }


DESCRIBERS: dict[str, Callable[[Congress, str], State]] = {
    "agenda": agenda_state,
    "stage": stage_state,
    "attendance": attendance_state,
    "library": library_state,
}
