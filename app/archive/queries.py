"""Reading the audit and what an export holds."""

from sqlalchemy import or_, select

from app.congresses.models import Congress
from app.db import db
from app.realtime import AuditEntry

MOST_ENTRIES = 500


def audit_of(congress: Congress, *, before: int | None, words: str, limit: int) -> list[AuditEntry]:
    """Return entries of a congress, newest first; each of `words` must stand somewhere in one."""
    statement = select(AuditEntry).filter_by(congress_id=congress.id)
    if before is not None:
        statement = statement.where(AuditEntry.id < before)
    for word in words.split():
        columns = (AuditEntry.actor, AuditEntry.did, AuditEntry.about)
        statement = statement.where(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
        )
    most = min(max(limit, 1), MOST_ENTRIES)
    return list(db.session.scalars(statement.order_by(AuditEntry.id.desc()).limit(most)))
