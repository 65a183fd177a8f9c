"""Checks on merging that a test and its control share."""

from app.access import NOBODY
from app.attendance.actions import check_in
from app.attendance.forms import CheckInForm
from app.attendance.models import CheckIn
from app.clock import iso, now
from app.delegates.badges import badge_url
from tests.factories import make_delegate


def united(call, kept, other, *, take=()) -> dict:
    """Merge two over the API; returns the step."""
    call("POST", f"/delegates/{kept.id}/merge", {"other_id": other.id, "take": list(take)})
    return call("GET", "/roster/steps")[0]


def undone(call, step) -> None:
    """Take a step back over the API."""
    assert step["is_undoable"]
    assert call("POST", f"/roster/steps/{step['id']}/undo", status=202)["undone_at"]


def sent(congress, key: str, **whom) -> CheckIn:
    """Send an event, as a desk does."""
    facts = {"session_id": congress.sessions[0].id, "method": "name", "at": iso(now())}
    form = CheckInForm.model_validate({"key": f"event-{key}", **facts, **whom})
    return check_in(congress, form, by=NOBODY)[0]


def check_late_event_counts(call, congress, how: str) -> None:
    """What a desk sends late about the one who went is about the one who stayed."""
    kept, other = (make_delegate(congress, n, "Nguyễn Văn Minh") for n in ("001", "101"))
    whom = {"badge": badge_url(other)} if how == "badge" else {"delegate_id": other.id}
    kept_id = kept.id
    step = united(call, kept, other)
    event = sent(congress, "late", **whom)
    assert (event.delegate_id, event.conflict) == (kept_id, "")
    undone(call, step)
    assert sent(congress, "later", **whom).delegate_id != kept_id
