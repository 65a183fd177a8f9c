"""Congresses and their sessions as JSON."""

from typing import Any

from flask import Blueprint

from app.access import even_archived, needs, visitor
from app.congresses import actions
from app.congresses.forms import (
    ArchiveAnswer,
    ArchiveForm,
    CongressAnswer,
    CongressChange,
    NewCongressForm,
    RetentionForm,
    RollCallForm,
    SessionAnswer,
    SessionForm,
)
from app.congresses.models import Congress, CongressSession
from app.congresses.queries import congresses_of, organisation_for_new, session_of
from app.congresses.retention import USUAL_DAYS, last_day
from app.contract import Created, answers, takes

blueprint = Blueprint("congresses_api", __name__, url_prefix="/api/congresses")


@blueprint.post("")
@needs("congress.create")
@answers(Created, 201)
@takes(NewCongressForm)
def add_congress(form: NewCongressForm) -> Any:
    """Make a congress, in an organisation or none; whoever makes it organises it."""
    who = visitor()
    if form.organisation_id is not None:
        organisation_for_new(who, form.organisation_id)
    organiser_id = who.id if who.kind == "user" else None
    congress = actions.add_congress(organiser_id=organiser_id, **form.model_dump())
    return Created(id=congress.id)


@blueprint.get("")
@needs("congress.follow")
@answers(CongressAnswer, many=True)
def list_congresses() -> Any:
    """List the congresses that the visitor may see."""
    return [answer_for(congress) for congress in congresses_of(visitor(), "congress.follow")]


@blueprint.get("/<int:congress_id>")
@needs("congress.follow")
@answers(CongressAnswer)
def show_congress(congress: Congress) -> Any:
    """Show one congress."""
    return answer_for(congress)


@blueprint.put("/<int:congress_id>")
@needs("congress.prepare")
@answers(CongressAnswer)
@takes(CongressChange)
def change_congress(congress: Congress, form: CongressChange) -> Any:
    """Change title, days, venue or quorum."""
    return answer_for(actions.change_congress(congress, form))


@blueprint.get("/<int:congress_id>/archive")
@needs("congress.prepare")
@answers(ArchiveAnswer)
def show_archive(congress: Congress) -> Any:
    """Say whether the congress is read-only and how long documents stay."""
    return archive_answer(congress)


@blueprint.put("/<int:congress_id>/archive")
@even_archived("it is how a congress is opened again")
@needs("congress.archive")
@answers(ArchiveAnswer)
@takes(ArchiveForm)
def set_archived(congress: Congress, form: ArchiveForm) -> Any:
    """Make the congress read-only, or open it for changes again."""
    actions.set_archived(congress, archived=form.archived)
    return archive_answer(congress)


@blueprint.put("/<int:congress_id>/retention")
@even_archived("how long an archive stays readable is decided when it is one")
@needs("congress.archive")
@answers(ArchiveAnswer)
@takes(RetentionForm)
def set_retention(congress: Congress, form: RetentionForm) -> Any:
    """Say until which day each audience's phones may read."""
    actions.set_retention(congress, form)
    return archive_answer(congress)


@blueprint.post("/<int:congress_id>/sessions")
@needs("congress.prepare")
@answers(Created, 201)
@takes(SessionForm)
def add_session(congress: Congress, form: SessionForm) -> Any:
    """Add a session."""
    return Created(id=actions.add_session(congress, **form.model_dump()).id)


@blueprint.get("/<int:congress_id>/sessions")
@needs("congress.follow")
@answers(SessionAnswer, many=True)
def list_sessions(congress: Congress) -> Any:
    """List the sessions in their order."""
    return [session_answer(session) for session in congress.sessions]


@blueprint.put("/<int:congress_id>/sessions/<int:session_id>")
@needs("congress.prepare")
@answers(SessionAnswer)
@takes(SessionForm)
def change_session(congress: Congress, session_id: int, form: SessionForm) -> Any:
    """Rename a session or move it in time."""
    session = session_of(congress, session_id)
    return session_answer(actions.change_session(congress, session, **form.model_dump()))


@blueprint.put("/<int:congress_id>/sessions/<int:session_id>/roll-call")
@needs("attendance.close")
@answers(SessionAnswer)
@takes(RollCallForm)
def set_roll_call(congress: Congress, session_id: int, form: RollCallForm) -> Any:
    """Close the roll-call of a session, or open it again."""
    session = session_of(congress, session_id)
    actions.set_roll_call(congress, session, closed=form.closed)
    return session_answer(session)


def answer_for(congress: Congress) -> CongressAnswer:
    """Return a congress as the API tells it."""
    names = CongressAnswer.model_fields
    return CongressAnswer(**{name: getattr(congress, name) for name in names})


def archive_answer(congress: Congress) -> ArchiveAnswer:
    """Return the archive as the API tells it."""
    days = {f"{each}_until": last_day(congress, each) for each in USUAL_DAYS}
    return ArchiveAnswer(archived_at=congress.archived_at, **days)


def session_answer(session: CongressSession) -> SessionAnswer:
    """Return a session as the API tells it."""
    return SessionAnswer(
        id=session.id,
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        roll_call_closed=session.roll_call_closed_at is not None,
    )
