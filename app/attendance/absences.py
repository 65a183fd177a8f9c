"""Reports of absence: made by a delegation's leader, confirmed or declined by the secretariat."""

from flask_babel import lazy_gettext as _

from app.access import Visitor
from app.attendance.absence_forms import ReportForm
from app.attendance.actions import mark_events
from app.attendance.delegation_board import CAN_STAND_IN, Led, candidates, is_here, member_of
from app.attendance.earlier import keep_earlier
from app.attendance.models import Absence
from app.clock import now
from app.congresses.models import Congress, CongressSession
from app.congresses.queries import session_of
from app.db import changes, db
from app.delegates.models import Delegate
from app.delegates.queries import delegate_numbered
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
    keep_earlier(kept)
    kept.reason, kept.substitute_id = form.reason, form.substitute_id
    kept.reported_at, kept.reported_by, kept.reporter_id = now(), "", led.leader.id
    kept.confirmed_at = kept.declined_at = None
    kept.substitute_since = kept.substitute_until = None
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
    keep_earlier(absence)
    db.session.delete(absence)
    publish(congress, absence, did="absence.take_back")


@changes
def confirm(congress: Congress, absence_id: int, by: Visitor) -> Absence:
    """Let a report count: from now on the delegate is excused, and who is named stands in.

    Raises RefusedError where the named cannot stand in; the report then waits as it was.
    """
    absence = absence_of(congress, absence_id)
    if absence.state != "confirmed":
        if absence.substitute_id is not None:
            check_stand_in(absence, absence.substitute_id)
        keep_earlier(absence)
        absence.confirmed_at, absence.decided_by = now(), by.name
        absence.declined_at, absence.decline_reason = None, ""
        begin_standing_in(absence)
        has_substitute = absence.substitute_id is not None
        did = "absence.confirm_substitute" if has_substitute else "absence.confirm"
        publish(congress, absence, did=did)
    return absence


@changes
def decline(congress: Congress, absence_id: int, reason: str, *, by: Visitor) -> Absence:
    """Do not accept a report, or take back that it was accepted; the leader reads why.

    The place is the delegate's own again, and the substitute who they were.
    """
    absence = absence_of(congress, absence_id)
    did = "absence.decline_substitute" if absence.is_place_taken else "absence.decline"
    absence.declined_at = absence.declined_at or now()
    absence.decline_reason, absence.decided_by = reason, by.name
    mark_events(absence.session_id, absence.delegate_id)
    publish(congress, absence, did=did)
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
    if is_spoken_for(session.id, form.substitute_id, beside=form.delegate_id):
        raise spoken_for_already()
    if is_spoken_for(session.id, form.delegate_id):
        raise stands_in_already(db.session.get_one(Delegate, form.delegate_id))


@changes
def name_substitute(congress: Congress, absence_id: int, number: str) -> Absence:
    """Say in the office who comes instead; for a confirmed absence that holds from now on.

    Raises RefusedError for a number that nobody has, and for whoever cannot stand in.
    """
    absence = absence_of(congress, absence_id)
    named = delegate_numbered(congress, number)
    if named is None or named.is_erased:
        raise RefusedError(_("Nobody has number %(number)s.", number=number))
    if absence.is_place_taken and absence.substitute_id == named.id:
        return absence
    check_stand_in(absence, named.id)
    keep_earlier(absence, only_place=True)
    absence.substitute_id = named.id
    absence.substitute_since = absence.substitute_until = None
    if absence.state == "confirmed":
        begin_standing_in(absence)
    publish(congress, absence, did="absence.name_substitute")
    return absence


@changes
def take_substitute_back(congress: Congress, absence_id: int) -> Absence:
    """Let nobody stand in any more; the absence stays, and everybody is who they were."""
    absence = absence_of(congress, absence_id)
    if absence.is_place_taken:
        absence.substitute_until = now()
        mark_events(absence.session_id, absence.delegate_id)
        publish(congress, absence, did="absence.end_substitute")
    return absence


def begin_standing_in(absence: Absence) -> None:
    """Give the place to who is named, if somebody is, from now on."""
    if absence.substitute_id is not None:
        absence.substitute_since, absence.substitute_until = now(), None
        mark_events(absence.session_id, absence.delegate_id)


def check_stand_in(absence: Absence, substitute_id: int) -> None:
    """Raise RefusedError unless somebody may take the place, and the place is free."""
    session = db.session.get_one(CongressSession, absence.session_id)
    named = db.session.get_one(Delegate, substitute_id)
    replaced = db.session.get_one(Delegate, absence.delegate_id)
    facts = {"name": named.name, "delegate": replaced.name}
    if named.standing not in CAN_STAND_IN or named.id == replaced.id:
        raise RefusedError(
            _("%(name)s has a place of their own: name an alternate or a guest.", **facts)
        )
    if replaced.standing == "guest":
        raise RefusedError(_("%(delegate)s is a guest: a guest has no place to be taken.", **facts))
    if is_here(session, replaced):
        raise RefusedError(
            _("%(delegate)s was checked in already. Take that check-in back first.", **facts)
        )
    if is_reported_absent(session.id, named.id):
        raise RefusedError(_("%(name)s is reported absent from this session.", **facts))
    if is_spoken_for(session.id, named.id, beside=replaced.id):
        raise spoken_for_already()
    if is_spoken_for(session.id, replaced.id):
        raise stands_in_already(replaced)


def is_reported_absent(session_id: int, delegate_id: int) -> bool:
    """Tell whether an absence of somebody is known that was not declined."""
    absence = db.session.query(Absence.id).filter_by(session_id=session_id, delegate_id=delegate_id)
    return absence.filter(Absence.declined_at.is_(None)).first() is not None


def is_spoken_for(session_id: int, delegate_id: int, *, beside: int | None = None) -> bool:
    """Tell whether somebody is named to come instead of a delegate other than `beside`."""
    taken = db.session.query(Absence.id).filter(
        Absence.session_id == session_id,
        Absence.substitute_id == delegate_id,
        Absence.delegate_id != beside,
        Absence.declined_at.is_(None),
        Absence.substitute_until.is_(None),
    )
    return taken.first() is not None


def spoken_for_already() -> RefusedError:
    """Return why somebody cannot be named a second time."""
    return RefusedError(_("This person comes in somebody else's place already."))


def stands_in_already(delegate: Delegate) -> RefusedError:
    """Return why nobody can be named for one who takes another place."""
    return RefusedError(
        _(
            "%(delegate)s comes in somebody else's place. Name another one for that place.",
            delegate=delegate.name,
        )
    )


def confirmed_already() -> RefusedError:
    """Return why a leader can no longer change a report."""
    return RefusedError(
        _("The secretariat has confirmed this absence. Speak with them to change it.")
    )


def publish(congress: Congress, absence: Absence, *, did: str) -> None:
    """Commit a change of one report, and let the numbers follow.

    Where somebody was named desks get their list anew: it says who comes in whose place.
    """
    about = f"delegate:{absence.delegate_id}"
    if absence.substitute_id is None:
        commit_and_publish(congress, "attendance", did=did, about=about)
    else:
        about += f" delegate:{absence.substitute_id}"
        commit_and_publish(congress, "attendance", "roster", did=did, about=about)
