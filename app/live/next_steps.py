"""What an organiser should do next, read from what the congress already has."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, exists, select

from app.access import Visitor
from app.accounts.models import Device
from app.agenda.models import AgendaItem, Slide
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.models import Delegate
from app.library.models import Document, DocumentVersion, Link
from app.live.models import Stage


@dataclass(frozen=True)
class Step:
    """One step of the preparation; `name` is what the page has a sentence for."""

    name: str
    permission: str
    url: str
    is_done: bool


def next_steps(visitor: Visitor, congress: Congress) -> list[Step]:
    """Return the steps that this visitor may take, in their usual order, done ones too."""
    done = what_is_there(congress.id)
    steps = [
        Step(name, permission, address(endpoint, congress), done[name])
        for name, permission, endpoint in STEPS
    ]
    return [step for step in steps if visitor.may(step.permission, congress.id)]


STEPS = (
    ("sessions", "congress.prepare", "agenda.show_agenda"),
    ("agenda", "congress.prepare", "agenda.show_agenda"),
    ("documents", "documents.manage", "library.show_shelf"),
    ("links", "links.manage", "library.show_shelf#codes"),
    ("roster", "roster.manage", "delegates.show_roster"),
    ("slides", "congress.prepare", "agenda.show_agenda"),
    ("desk", "devices.manage", "accounts.show_devices"),
    ("screen", "devices.manage", "accounts.show_devices"),
    ("stage", "stage.move", "live.show_remote"),
)


def address(endpoint: str, congress: Congress) -> str:
    """Return the page of a step, with the place on it."""
    name, _hash, anchor = endpoint.partition("#")
    return url_for(name, congress_id=congress.id, _anchor=anchor or None)


def what_is_there(congress_id: int) -> dict[str, bool]:
    """Tell for each step whether the congress has what it brings; one query."""
    ready = (
        select(DocumentVersion.id)
        .join(Document)
        .where(
            Document.congress_id == congress_id,
            Document.withdrawn_at.is_(None),
            DocumentVersion.state == "ready",
        )
    )
    found: dict[str, ColumnElement[bool]] = {
        "sessions": there(CongressSession, CongressSession.congress_id == congress_id),
        "agenda": there(AgendaItem, AgendaItem.congress_id == congress_id),
        "documents": ready.exists(),
        "links": there(Link, Link.congress_id == congress_id, Link.revoked_at.is_(None)),
        "roster": there(Delegate, Delegate.congress_id == congress_id),
        "slides": there(Slide, Slide.congress_id == congress_id),
        "desk": paired("kiosk", congress_id),
        "screen": paired("screen", congress_id),
        "stage": there(Stage, Stage.congress_id == congress_id, Stage.item_id.is_not(None)),
    }
    row = db.session.execute(select(*(each.label(name) for name, each in found.items()))).one()
    return {name: bool(value) for name, value in row._mapping.items()}


def there(model: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a row of `model` fulfils all `conditions`."""
    return exists(select(1).select_from(model).where(*conditions))


def paired(kind: str, congress_id: int) -> ColumnElement[bool]:
    """Return the condition that a device of that kind is paired with the congress."""
    return there(
        Device,
        Device.congress_id == congress_id,
        Device.kind == kind,
        Device.revoked_at.is_(None),
    )
