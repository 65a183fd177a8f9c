"""What the tests of a rehearsal and their control share."""

from pathlib import Path

from app.access import NOBODY
from app.archive.person_keys import Owner, seal
from app.attendance import actions as attendance
from app.attendance.forms import CheckInForm
from app.attendance.queries import numbers
from app.clock import iso, now
from app.congresses.models import Congress
from app.copies.rehearsing import end_rehearsal, make_rehearsal
from app.db import db
from app.delegates.models import Delegate
from app.worker import work_once
from tests.app.archive.erasure import rows_of


def rehearsed(congress: Congress) -> Congress:
    """Make the rehearsal of today, and let the worker do its part."""
    rehearsal = make_rehearsal(congress, starts_on=congress.starts_on)
    while work_once("roster"):
        pass
    db.session.expire_all()
    return rehearsal


def let_everybody_in(congress: Congress) -> int:
    """Check everybody in at the first session; returns how many."""
    people = db.session.query(Delegate).filter_by(congress_id=congress.id).all()
    for delegate in people:
        form = CheckInForm(
            key=f"in-rehearsal-{congress.id}-{delegate.id}",
            delegate_id=delegate.id,
            session_id=congress.sessions[0].id,
            method="name",
            at=iso(now()),
        )
        attendance.check_in(congress, form, NOBODY)
    return len(people)


def check_nothing_counts_in_the_congress(congress: Congress) -> None:
    """Whoever comes in the rehearsal has not come to the congress."""
    before = numbers(congress.sessions[0]), rows_of(congress.id)
    rehearsal = rehearsed(congress)
    assert let_everybody_in(rehearsal) > 0
    assert numbers(rehearsal.sessions[0]).present > 0
    assert numbers(congress.sessions[0]) == before[0]
    after = rows_of(congress.id)
    changed = {name for name in after if after[name] != before[1].get(name)}
    assert changed <= {"audit_entry"}


def files_in(folder: Path) -> set[str]:
    """Return every file of a data folder with something in it, but the database's own."""
    found = {each for each in folder.rglob("*") if each.is_file() and each.stat().st_size}
    return {str(each.relative_to(folder)) for each in found if "congress.db" not in each.name}


def check_nothing_is_left_at_the_end(congress: Congress, folder: Path) -> None:
    """Once it is over no table and no file is of the rehearsal; the audit has two lines of it."""
    before, files = rows_of(congress.id), files_in(folder)
    rehearsal = rehearsed(congress)
    let_everybody_in(rehearsal)
    gone = rehearsal.id
    someone = db.session.query(Delegate).filter_by(congress_id=gone).first()
    seal(b"what a backup would hold", Owner(gone, someone.id), "delegate")
    assert files_in(folder) != files
    end_rehearsal(congress)
    while work_once("safekeeping"):
        pass
    db.session.expire_all()
    assert rows_of(gone) == {}
    assert db.session.get(Congress, gone) is None
    assert files_in(folder) == files
    after = rows_of(congress.id)
    assert after.pop("audit_entry") == before.pop("audit_entry") + 2
    assert after == before
