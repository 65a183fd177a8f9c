"""What a desk is given: the roster, hashes of the badges, and templates where there is consent."""

import base64
import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import structlog
from sqlalchemy import select

from app.clock import breathing, iso
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, Delegation, FaceTemplate
from app.delegates.queries import newest_encoder, templates_of
from app.delegates.seals import open_template
from checkin.errors import VaultError

log = structlog.get_logger()
dumps = partial(json.dumps, ensure_ascii=False)
READ, OPENED = 250, 20
"""After so many rows read or templates opened the hub may serve phones."""


def gallery_json(congress: Congress, **more: Any) -> str:
    """Return the whole gallery of a congress, with what else desks need; the same gives the same.

    `more` is what other features tell of the people in it, as JSON can hold it.
    """
    engine, model = newest_encoder(congress) or ("", "")
    templates = templates_of(congress, engine=engine, model=model) if engine else []
    facts = {
        "congress": {
            "id": congress.id,
            "title": congress.title,
            "time_zone": congress.time_zone,
            "rehearsal": congress.rehearsal_of_id is not None,
        },
        "sessions": [
            {
                "id": session.id,
                "title": session.title,
                "starts_at": iso(session.starts_at),
                "ends_at": iso(session.ends_at),
            }
            for session in congress.sessions
        ],
        "engine": engine,
        "model": model,
        "head_turn": congress.asks_head_turn,
        **more,
    }
    opened = (template_entry(congress.id, each) for each in breathing(templates, every=OPENED))
    lists = {
        "delegates": json_list(desk_entries(congress)),
        "templates": json_list(entry for entry in opened if entry),
    }
    texts = [f'"{name}": {text}' for name, text in lists.items()]
    return ", ".join([dumps(facts)[:-1], *texts]) + "}"


def json_list(entries: Iterable[dict[str, Any]]) -> str:
    """Return the entries as JSON, made one by one: all at once would hold the hub."""
    return f"[{', '.join(map(dumps, entries))}]"


def desk_entries(congress: Congress) -> Iterator[dict[str, Any]]:
    """Yield what a desk shows of each delegate, by given name."""
    names = ("id", "number", "name", "position", "seat", "standing", "badge_hash")
    statement = (
        select(*(getattr(Delegate, name) for name in names), Delegation.name)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=READ)
    )
    for *facts, delegation in breathing(db.session.execute(statement), every=READ):
        yield {**dict(zip(names, facts, strict=True)), "delegation": delegation or ""}


def template_entry(congress_id: int, template: FaceTemplate) -> dict[str, Any] | None:
    """Return an opened template for the desk's memory, None when its key was destroyed."""
    try:
        encoding = open_template(congress_id, template)
    except VaultError:
        log.warning("template cannot be opened", row=template.id)
        return None
    return {
        "delegate_id": template.delegate_id,
        "encoding": base64.b64encode(encoding.astype("<f4").tobytes()).decode(),
    }
