"""The audit of what belongs to no congress: accounts, roles, organisations."""

from typing import Any

from flask import Blueprint

from app.access import needs
from app.archive.api import check_answer
from app.archive.forms import AuditCheck
from app.contract import answers
from app.realtime.models import HOUSE

blueprint = Blueprint("house_api", __name__, url_prefix="/api")


@blueprint.get("/audit/check")
@needs("house.manage", everywhere=True)
@answers(AuditCheck)
def check_audit() -> Any:
    """Recompute the chain; `printed` is a hash from paper, to find where it stands."""
    return check_answer(HOUSE)
