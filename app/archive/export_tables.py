"""What each table of the open export holds, as selects; columns are named as in the API."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.agenda.models import AgendaItem
from app.attendance.models import Absence, CheckIn, EarlierAbsence, WalkIn
from app.congresses.models import Congress, CongressSession
from app.credentials.models import AdoptedReport
from app.delegates.models import Delegate, Delegation, DiscussionGroup, Site, Unit
from app.delegates.sites import HOME
from app.library.models import Document, DocumentVersion, Link

Statement = Select[*tuple[Any, ...]]


def statements(congress: Congress) -> dict[str, Statement]:
    """Return the select of each table, by name."""
    return {
        "sessions": sessions(congress),
        "delegates": roster(congress),
        "delegations": units(congress, Delegation),
        "discussion_groups": units(congress, DiscussionGroup),
        "sites": site_list(congress),
        "check_ins": check_ins(congress),
        "absences": absences(congress),
        "earlier_absences": earlier_absences(congress),
        "walk_ins": walk_ins(congress),
        "agenda": agenda(congress),
        "documents": document_list(congress),
        "links": link_list(congress),
        "adopted_reports": adopted_reports(congress),
    }


def sessions(congress: Congress) -> Statement:
    """Return the sessions."""
    names = ("id", "title", "starts_at", "ends_at", "roll_call_closed_at")
    columns = [getattr(CongressSession, name) for name in names]
    return (
        select(*columns)
        .where(CongressSession.congress_id == congress.id)
        .order_by(CongressSession.starts_at, CongressSession.id)
    )


def roster(congress: Congress) -> Statement:
    """Return the roster without anything of badges and faces."""
    before = ("id", "number", "name", "sort_name")
    after = (
        *(
            "position",
            "standing",
            "sex",
            "birth_date",
            "birth_year",
            "ethnicity",
            "religion",
            "party",
        ),
        *("education", "seat", "presidium"),
    )
    return (
        select(
            *(getattr(Delegate, name) for name in before),
            Delegation.name.label("delegation"),
            DiscussionGroup.name.label("group"),
            Site.name.label("site"),
            *(getattr(Delegate, name) for name in after),
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(DiscussionGroup, DiscussionGroup.id == Delegate.group_id)
        .outerjoin(Site, Site.id == HOME)
        .where(Delegate.congress_id == congress.id)
        .order_by(Delegate.number, Delegate.id)
    )


def units(congress: Congress, kind: type[Unit]) -> Statement:
    """Return the delegations or the discussion groups with the number of each leader."""
    return (
        select(kind.id, kind.position, kind.name, Delegate.number.label("leader_number"))
        .outerjoin(Delegate, Delegate.id == kind.leader_id)
        .where(kind.congress_id == congress.id)
        .order_by(kind.position, kind.id)
    )


def site_list(congress: Congress) -> Statement:
    """Return the sites, the main hall first, those removed too; none where there is one place."""
    names = ("id", "position", "name", "place", "removed_at")
    return (
        select(*(getattr(Site, name) for name in names))
        .where(Site.congress_id == congress.id)
        .order_by(Site.position, Site.id)
    )


def check_ins(congress: Congress) -> Statement:
    """Return every event, those undone too."""
    after = (
        *("direction", "method", "recorded_by", "desk_at", "clock_offset_ms", "happened_at"),
        *("received_at", "conflict", "clock_jumped", "seen_at", "undone_at", "undo_reason"),
    )
    return (
        select(
            CheckIn.id,
            CheckIn.session_id,
            CheckIn.delegate_id,
            Delegate.number.label("delegate_number"),
            Site.name.label("site"),
            *(getattr(CheckIn, name) for name in after),
        )
        .outerjoin(Delegate, Delegate.id == CheckIn.delegate_id)
        .outerjoin(Site, Site.id == CheckIn.site_id)
        .where(CheckIn.congress_id == congress.id)
        .order_by(CheckIn.happened_at, CheckIn.id)
    )


def absences(congress: Congress) -> Statement:
    """Return the absences that were reported, and what was decided of each."""
    reporter, substitute = aliased(Delegate), aliased(Delegate)
    decided = (
        *("substitute_since", "substitute_until"),
        *("confirmed_at", "declined_at", "decided_by", "decline_reason"),
    )
    return (
        select(
            Absence.session_id,
            Absence.delegate_id,
            Delegate.number.label("delegate_number"),
            Absence.reason,
            Absence.reported_at,
            Absence.reported_by,
            reporter.number.label("reporter_number"),
            substitute.number.label("substitute_number"),
            *(getattr(Absence, name) for name in decided),
        )
        .join(Delegate, Delegate.id == Absence.delegate_id)
        .outerjoin(reporter, reporter.id == Absence.reporter_id)
        .outerjoin(substitute, substitute.id == Absence.substitute_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Absence.id)
    )


def earlier_absences(congress: Congress) -> Statement:
    """Return what held of absences before they were decided anew."""
    substitute = aliased(Delegate)
    moments = ("excused_since", "excused_until", "place_since", "place_until")
    return (
        select(
            EarlierAbsence.session_id,
            EarlierAbsence.delegate_id,
            Delegate.number.label("delegate_number"),
            EarlierAbsence.reason,
            substitute.number.label("substitute_number"),
            *(getattr(EarlierAbsence, name) for name in moments),
        )
        .join(Delegate, Delegate.id == EarlierAbsence.delegate_id)
        .outerjoin(substitute, substitute.id == EarlierAbsence.substitute_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(EarlierAbsence.id)
    )


def walk_ins(congress: Congress) -> Statement:
    """Return the guests who were entered at the door."""
    return (
        select(
            WalkIn.delegate_id,
            Delegate.number.label("delegate_number"),
            WalkIn.phone,
            WalkIn.recorded_by,
            WalkIn.received_at,
        )
        .join(Delegate, Delegate.id == WalkIn.delegate_id)
        .where(WalkIn.congress_id == congress.id)
        .order_by(WalkIn.id)
    )


def agenda(congress: Congress) -> Statement:
    """Return the programme."""
    names = (
        *("id", "session_id", "parent_id", "position", "title", "kind", "minutes", "speaker"),
        *("state", "started_at", "ended_at"),
    )
    return (
        select(*(getattr(AgendaItem, name) for name in names))
        .where(AgendaItem.congress_id == congress.id)
        .order_by(AgendaItem.session_id, AgendaItem.position, AgendaItem.id)
    )


def document_list(congress: Congress) -> Statement:
    """Return every version of every document, with the hash of its file."""
    return (
        select(
            Document.id,
            Document.title,
            Document.section,
            Document.session_id,
            Document.audience,
            Document.withdrawn_at,
            DocumentVersion.number.label("version"),
            DocumentVersion.file_name,
            DocumentVersion.media_type,
            DocumentVersion.size_bytes,
            DocumentVersion.digest.label("sha256"),
            DocumentVersion.state,
            DocumentVersion.pages,
            DocumentVersion.created_at,
        )
        .join(DocumentVersion, DocumentVersion.document_id == Document.id)
        .where(Document.congress_id == congress.id)
        .order_by(Document.position, Document.id, DocumentVersion.number)
    )


def link_list(congress: Congress) -> Statement:
    """Return the QR codes with their hours; nothing that a token could be made from."""
    names = (
        *("id", "target", "target_id", "opens_at", "closes_at", "revoked_at", "renewed_at"),
        *("scans", "created_at"),
    )
    return (
        select(*(getattr(Link, name) for name in names), Site.name.label("site"))
        .outerjoin(Site, Site.id == Link.site_id)
        .where(Link.congress_id == congress.id)
        .order_by(Link.id)
    )


def adopted_reports(congress: Congress) -> Statement:
    """Return the credentials reports as they were adopted."""
    names = ("id", "session_id", "adopted_at", "adopted_by", "figures")
    return (
        select(*(getattr(AdoptedReport, name) for name in names))
        .where(AdoptedReport.congress_id == congress.id)
        .order_by(AdoptedReport.id)
    )
