"""What a desk is given: the roster, hashes of the badges, and templates where there is consent."""

import base64
import json
import time
from typing import Any

import structlog

from app.clock import iso
from app.congresses.models import Congress
from app.delegates.models import Delegate, FaceTemplate
from app.delegates.queries import delegates_of, newest_encoder, templates_of
from app.delegates.seals import open_template
from checkin.errors import VaultError

log = structlog.get_logger()


def gallery_json(congress: Congress) -> str:
    """Return the whole gallery of a congress; the same roster gives the same text."""
    engine, model = newest_encoder(congress) or ("", "")
    templates = templates_of(congress, engine=engine, model=model) if engine else []
    facts = {
        "congress": {"id": congress.id, "title": congress.title, "time_zone": congress.time_zone},
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
        "delegates": [desk_entry(delegate) for delegate in delegates_of(congress)],
        "templates": [entry for each in templates if (entry := template_entry(congress.id, each))],
    }
    return json.dumps(facts, ensure_ascii=False)


def desk_entry(delegate: Delegate) -> dict[str, Any]:
    """Return what a desk shows of a delegate."""
    return {
        "id": delegate.id,
        "number": delegate.number,
        "name": delegate.name,
        "delegation": delegate.delegation_name,
        "position": delegate.position,
        "seat": delegate.seat,
        "standing": delegate.standing,
        "badge_hash": delegate.badge_hash,
    }


def template_entry(congress_id: int, template: FaceTemplate) -> dict[str, Any] | None:
    """Return an opened template for the desk's memory, None when its key was destroyed."""
    time.sleep(0)  # a thousand templates take a while: let the hub serve phones in between
    try:
        encoding = open_template(congress_id, template)
    except VaultError:
        log.warning("template cannot be opened", row=template.id)
        return None
    return {
        "delegate_id": template.delegate_id,
        "encoding": base64.b64encode(encoding.astype("<f4").tobytes()).decode(),
    }
