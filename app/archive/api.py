"""The open export and the audit trail."""

from typing import Any

from flask import Blueprint, request

from app.access import needs
from app.archive.export import export_table, export_zip
from app.archive.forms import AuditAnswer, AuditCheck
from app.archive.queries import MOST_ENTRIES, audit_of
from app.clock import now
from app.congresses.models import Congress
from app.contract import answers
from app.realtime.audit import check_chain

blueprint = Blueprint("archive_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/export.zip")
@needs("export.read")
@answers(media_type="application/zip")
def export(congress: Congress) -> Any:
    """Export roster, check-ins, agenda and documents list with checksums."""
    return export_zip(congress)


@blueprint.get("/export/<kind>")
@needs("export.read")
@answers(media_type="application/octet-stream")
def export_one(congress: Congress, kind: str) -> Any:
    """Export one table; `as` is xlsx (else), csv or json."""
    return export_table(congress, kind, request.args.get("as", "xlsx"))


@blueprint.get("/audit")
@needs("audit.read")
@answers(AuditAnswer, many=True)
def show_audit(congress: Congress) -> Any:
    """List who did what, newest first: at most `limit`, `before` an id, with the words `q`."""
    found = audit_of(
        congress,
        before=request.args.get("before", type=int),
        words=request.args.get("q", ""),
        limit=request.args.get("limit", MOST_ENTRIES, type=int),
    )
    names = AuditAnswer.model_fields
    return [AuditAnswer(**{name: getattr(entry, name) for name in names}) for entry in found]


@blueprint.get("/audit/check")
@needs("audit.read")
@answers(AuditCheck)
def check_audit(congress: Congress) -> Any:
    """Recompute the chain; `printed` is a hash from paper, to find where it stands."""
    return check_answer(congress.id)


def check_answer(congress_id: int) -> AuditCheck:
    """Return what checking one chain found."""
    printed = "".join(request.args.get("printed", "").split()).lower()
    found = check_chain(congress_id, printed=printed)
    return AuditCheck(**vars(found), checked_at=now())
