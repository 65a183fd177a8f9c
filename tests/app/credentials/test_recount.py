"""The report against a second count: from nothing but the files of the open export."""

import io
import json
import zipfile
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from app.access import NOBODY
from app.attendance import actions as attendance
from app.attendance.forms import AbsenceForm, CheckInForm
from app.clock import iso, now
from app.congresses import actions as congresses
from tests.factories import make_delegate

PEOPLE = 60
ETHNICITIES = ("Kinh", "Tày", "Mông", "Ê Đê", "")
STANDINGS = ("elected", "elected", "elected", "ex_officio", "appointed", "alternate", "guest")


@pytest.fixture(params=[1, 2, 3])
def session(request, congress):
    """A made-up roster and a made-up morning: people come, leave, are undone, are excused."""
    chance = Random(request.param)
    session = congress.sessions[0]
    for number in range(PEOPLE):
        born = date(1960 + chance.randrange(45), chance.randint(1, 12), chance.randint(1, 28))
        person = make_delegate(
            congress,
            f"{number:03}",
            f"Đại Biểu {number}",
            standing=chance.choice(STANDINGS),
            sex=chance.choice(("male", "female", "")),
            ethnicity=chance.choice(ETHNICITIES),
            party=chance.random() < 0.7,
            birth_date=chance.choice((born, None)),
        )
        for nth in range(chance.randrange(4)):
            form = {
                "key": f"event-{number:03}-{nth}",
                "delegate_id": person.id,
                "session_id": session.id,
                "direction": chance.choice(("in", "in", "out")),
                "method": "name",
                "at": iso(now() - timedelta(minutes=60 - nth)),
            }
            event, _is_new = attendance.check_in(congress, CheckInForm.model_validate(form), NOBODY)
            if chance.random() < 0.2:
                attendance.undo(congress, event.id, "nhầm")
        if chance.random() < 0.2:
            attendance.excuse(congress, AbsenceForm(delegate_id=person.id, session_id=session.id))
    if request.param == 2:
        congresses.set_roll_call(congress, session, closed=True)
    return session


def recounted(packed: zipfile.ZipFile, session_id: int) -> dict:
    """Count again, from the export's JSON alone and by other means than the server's SQL."""

    def rows(name: str) -> list[dict]:
        return json.loads(packed.read(f"{name}.json"))

    called = {each["id"]: each for each in rows("delegates") if each["standing"] != "guest"}
    came = {
        each["delegate_id"]
        for each in rows("check_ins")
        if each["session_id"] == session_id and each["direction"] == "in" and not each["undone_at"]
    } & called.keys()
    reported = {each["delegate_id"] for each in rows("absences")} & called.keys()
    excused = reported - came
    missing = called.keys() - came - excused
    (row,) = [each for each in rows("sessions") if each["id"] == session_id]
    is_closed = bool(row["roll_call_closed_at"])
    return {
        "convened": len(called),
        "present": len(came),
        "excused": len(excused),
        "unexcused": len(missing) if is_closed else 0,
        "pending": 0 if is_closed else len(missing),
        "sex": Counter(each["sex"] for each in called.values()),
        "ethnicity": Counter(each["ethnicity"] for each in called.values()),
        "standing": Counter(each["standing"] for each in called.values()),
        "present_by_sex": Counter(called[each]["sex"] for each in came),
        "oldest": min(each["birth_date"] for each in called.values() if each["birth_date"]),
    }


def test_the_report_agrees_with_the_export(client_for, congress, session):
    office = client_for("organiser")
    told = office.get(f"/api/congresses/{congress.id}/credentials?session_id={session.id}").json
    answer = office.get(f"/api/congresses/{congress.id}/export.zip")
    again = recounted(zipfile.ZipFile(io.BytesIO(answer.data)), session.id)

    for name in ("convened", "present", "excused", "unexcused", "pending"):
        assert told[name] == again[name], name
    for table in ("sex", "ethnicity", "standing"):
        lines = {each["value"]: each["convened"] for each in told["tables"][table]}
        assert lines == dict(again[table]), table
    present = {each["value"]: each["present"] for each in told["tables"]["sex"] if each["present"]}
    assert present == dict(again["present_by_sex"])
    assert told["oldest"]["birth_date"] == again["oldest"]
