"""One session's report: its present figures, or those that the congress adopted."""

from dataclasses import dataclass
from datetime import datetime

from app.attendance.queries import session_meant
from app.attendance.substitutions import Substitution, substitutions
from app.clock import now
from app.congresses.models import Congress, CongressSession
from app.credentials.changes import changes_since
from app.credentials.figures import Credentials
from app.credentials.frozen import from_data
from app.credentials.models import AdoptedReport
from app.credentials.queries import adopted_report, adoptions_of, credentials_of
from app.credentials.report import Status, status_of


@dataclass(frozen=True)
class Report:
    """Figures, when they were counted, and their standing with the congress."""

    session: CongressSession
    found: Credentials
    counted_at: datetime
    adoption: AdoptedReport | None
    status: Status
    substitutes: list[Substitution]
    """Who came in whose place at that moment."""


def report_meant(congress: Congress, session_id: int | None, report_id: int | None) -> Report:
    """Return an adopted report, or the present figures of a session with what changed."""
    session = session_meant(congress, session_id)
    if report_id is not None:
        return adopted(session, adopted_report(session, report_id))
    return present(congress, session)


def adopted(session: CongressSession, adoption: AdoptedReport) -> Report:
    """Return a report as the congress adopted it."""
    status = Status(status_of(adoption, is_frozen=True))
    at = adoption.adopted_at
    found = from_data(adoption.figures)
    return Report(session, found, at, adoption, status, substitutions(session, at=at))


def present(congress: Congress, session: CongressSession) -> Report:
    """Return the figures of now, and what changed since the newest adoption."""
    found, counted_at = credentials_of(congress, session), now()
    adoption = next(iter(adoptions_of(session)), None)
    changes = changes_since(from_data(adoption.figures), found) if adoption else None
    status = Status(status_of(adoption, is_frozen=False), changes)
    return Report(session, found, counted_at, adoption, status, substitutions(session))
