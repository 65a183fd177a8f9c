"""Pages of the paper meter."""

from typing import Any

from flask import Blueprint

from app.congresses.models import Congress
from app.db import db
from app.paper.models import PaperSettings

blueprint = Blueprint("paper", __name__)


@blueprint.app_context_processor
def give_settings() -> dict[str, Any]:
    """Let pages ask for the settings of a congress."""
    return {"paper_settings": paper_settings}


def paper_settings(congress: Congress) -> PaperSettings | None:
    """Return what was entered for a congress."""
    return db.session.get(PaperSettings, congress.id)
