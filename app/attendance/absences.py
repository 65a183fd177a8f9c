"""Reports of absence: made by a delegation's leader, confirmed or declined by the secretariat."""

from flask_babel import lazy_gettext as _

from app.access import Visitor
from app.attendance.absence_forms import ReportForm
from app.attendance.delegation_board import Led, candidates, is_here, member_of
from app.attendance.models import Absence
from app.clock import now
from app.congresses.models import Congress, CongressSession
from app.congresses.queries import session_of
from app.db import changes, db
from app.errors import NotFoundError, RefusedError
from app.realtime import commit_and_publish


@changes
def report(congress: Congress, led: Led, form: ReportForm) -> Absence:
    """Report that a member of the leader's own delegation will not come to a session.

    Reporting again changes what waits, and asks anew after a refusal; raises RefusedError once it
    is confirmed or the person is here, NotFoundError for anybody of another delegation.
    """
    session = session_of(congress, form.session_id)
    delegate = member_of(led, form.delegate_id)
    if is_here(session, delegate):
        raise RefusedError(_("%(name)s was checked in already.", name=delegate.name))
    absence = db.session.query(Absence).filter_by(session_id=session.id, delegate_id=delegate.id)
    kept = absence.one_or_none()
    if kept is not None and kept.state == "confirmed":
        raise confirmed_already()
    check_substitute(led, session, form)
    if kept is None:
        kept = Absence(session_id=session.id, delegate_id=delegate.id)
        db.session.add(kept)
    kept.reason, kept.substitute_id = form.reason, form.substitute_id
    kept.reported_at, kept.reported_by, kept.reporter_id = now(), "", led.leader.id
    kept.confirmed_at = kept.declined_at = None
    kept.decided_by = kept.decline_reason = ""
    publish(congress, kept, did="absence.report")
    return kept


@changes
def take_back(congress: Congress, led: Led, absence_id: int) -> None:
    """Take a report back that nobody has decided on; it leaves no trace but in the audit."""
    absence = absence_of(congress, absence_id)
    member_of(led, absence.delegate_id)
    if absence.state == "confirmed":
        raise confirmed_already()
    db.session.delete(absence)
    publish(congress, absence, did="absence.take_back")


@changes
def confirm(congress: Congress, absence_id: int, by: Visitor) -> Absence:
    """Let a report count: from now on the delegate is excused."""
    absence = absence_of(congress, absence_id)
    if absence.state != "confirmed":
        absence.confirmed_at, absence.decided_by = now(), by.name
        absence.declined_at, absence.decline_reason = None, ""
        publish(congress, absence, did="absence.confirm")
    return absence


@changes
def decline(congress: Congress, absence_id: int, reason: str, *, by: Visitor) -> Absence:
    """Do not accept a report, or take back that it was accepted; the leader reads why."""
    absence = absence_of(congress, absence_id)
    absence.declined_at = absence.declined_at or now()
    absence.decline_reason, absence.decided_by = reason, by.name
    publish(congress, absence, did="absence.decline")
    return absence


def absence_of(congress: Congress, absence_id: int) -> Absence:
    """Return an absence from a session of this congress; raises NotFoundError."""
    found = db.session.get(Absence, absence_id)
    if found is None:
        raise NotFoundError
    session_of(congress, found.session_id)
    return found


def check_substitute(led: Led, session: CongressSession, form: ReportForm) -> None:
    """Raise RefusedError unless who is named to come instead may, and is not spoken for."""
    if form.substitute_id is None:
        return
    if form.substitute_id not in {each.id for each in candidates(led, session)}:
        raise RefusedError(_("This person cannot come in somebody's place."))
    taken = db.session.query(Absence.id).filter(
        Absence.session_id == session.id,
        Absence.substitute_id == form.substitute_id,
        Absence.delegate_id != form.delegate_id,
        Absence.declined_at.is_(None),
    )
    if taken.first() is not None:
        raise RefusedError(_("This person comes in somebody else's place already."))


def confirmed_already() -> RefusedError:
    """Return why a leader can no longer change a report."""
    return RefusedError(
        _("The secretariat has confirmed this absence. Speak with them to change it.")
    )


def publish(congress: Congress, absence: Absence, *, did: str) -> None:
    """Commit a change of one report, and let the numbers follow."""
    about: int = absence.delegate_id
    commit_and_publish(congress, "attendance", did=did, about=f"delegate:{about}")
