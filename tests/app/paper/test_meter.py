"""The paper meter of a congress: who counts as a reader, what was printed, what it says."""

import csv
import io

import pytest

from app.db import db, writing
from app.realtime import AuditEntry, commit_quietly
from tests.factories import make_delegate, make_document


@pytest.fixture
def api(congress) -> str:
    return f"/api/congresses/{congress.id}"


@pytest.fixture
def documents(congress, cast):
    """One for everybody, one for the presidium; Minh is of the presidium, Hoa is not."""
    with writing():
        cast.minh.presidium = True
        commit_quietly()
    return [
        make_document(congress, "Nghị quyết", "toàn văn"),
        make_document(congress, "Nhân sự", "danh sách", audience="presidium"),
    ]


def settings(**fields) -> dict:
    return {"is_duplex": True, "cost_per_page": 500, "minutes_per_set": 1.5, **fields}


def test_guests_get_no_copies_and_the_presidium_has_its_own(organiser, api, documents):
    meter = organiser.get(f"{api}/paper").json
    assert meter["copies"] == 2
    assert [each["copies"] for each in meter["documents"]] == [2, 1]
    assert (meter["pages_saved"], meter["cost_saved"], meter["minutes_saved"]) == (3, None, None)


def test_settings_and_sets_that_were_printed_move_the_figures(organiser, api, documents):
    answer = organiser.put(f"{api}/paper", json=settings(copies=100))
    assert answer.status_code == 200, answer.json
    run = {"document_id": documents[0].id, "sets": 30, "printed_on": "2026-11-20"}
    made = organiser.post(f"{api}/print-runs", json=run)
    assert made.status_code == 201
    meter = organiser.get(f"{api}/paper").json
    assert (meter["pages_saved"], meter["sets_printed"], meter["pages_printed"]) == (71, 30, 30)
    assert (meter["cost_saved"], meter["minutes_saved"]) == (71 * 500, 71 * 1.5)
    (entry,) = meter["print_runs"]
    assert (entry["sets"], entry["printed_on"], entry["title"]) == (30, "2026-11-20", "Nghị quyết")
    assert entry["entered_by"] == "organiser"
    organiser.delete(f"{api}/print-runs/{made.json['id']}")
    assert organiser.get(f"{api}/paper").json["pages_saved"] == 101


def test_a_document_that_nobody_would_have_printed_is_left_out(organiser, api, documents):
    organiser.put(f"{api}/paper", json=settings(left_out=[str(documents[0].id)]))
    meter = organiser.get(f"{api}/paper").json
    assert [each["title"] for each in meter["documents"]] == ["Nhân sự"]
    assert meter["left_out"] == [documents[0].id]


def test_a_withdrawn_document_does_not_count(organiser, api, documents):
    organiser.delete(f"{api}/documents/{documents[0].id}")
    assert organiser.get(f"{api}/paper").json["pages_saved"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"copies": -1},
        {"cost_per_page": 10**9},
        {"minutes_per_set": "nan"},
        {"minutes_per_set": -0.5},
        {"left_out": [987654]},
    ],
)
def test_settings_that_cannot_be_are_refused(organiser, api, documents, wrong):
    assert organiser.put(f"{api}/paper", json=settings(**wrong)).status_code == 422


@pytest.mark.parametrize("wrong", [{"sets": 0}, {"document_id": 987654}, {"printed_on": "x"}])
def test_an_entry_that_cannot_be_is_refused(organiser, api, documents, wrong):
    run = {"document_id": documents[0].id, "sets": 1, "printed_on": "2026-11-20", **wrong}
    assert organiser.post(f"{api}/print-runs", json=run).status_code == 422


def test_settings_and_entries_stand_in_the_audit(organiser, api, documents, congress):
    organiser.put(f"{api}/paper", json=settings(copies=7))
    run = {"document_id": documents[0].id, "sets": 3, "printed_on": "2026-11-20"}
    made = organiser.post(f"{api}/print-runs", json=run).json["id"]
    organiser.delete(f"{api}/print-runs/{made}")
    entries = db.session.query(AuditEntry).filter(AuditEntry.did.startswith("paper."))
    told = [(each.did, each.about) for each in entries.order_by(AuditEntry.id)]
    about = f"print_run:{made} document:{documents[0].id} sets:3"
    assert told == [
        ("paper.settings", "copies:7 duplex:True cost:500 seconds:90 left_out:0"),
        ("paper.printed", about),
        ("paper.printed_removed", about),
    ]


def test_the_table_ends_with_the_sum_and_runs_no_formula(organiser, api, documents, congress):
    make_document(congress, "=1+1", "x")
    organiser.put(f"{api}/paper", json=settings(copies=10))
    text = organiser.get(f"{api}/paper.csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["title"] for row in rows] == ["Nghị quyết", "Nhân sự", "'=1+1", ""]
    assert rows[-1]["pages_saved"] == "21"
    assert rows[-1]["cost_saved_vnd"] == str(21 * 500)


def test_the_chair_reads_and_does_not_change(client_for, api, documents):
    chair = client_for("chair")
    assert chair.get(f"{api}/paper").status_code == 200
    assert chair.put(f"{api}/paper", json=settings()).status_code == 404
    assert client_for("desk").get(f"{api}/paper").status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_spells_the_formula_out_and_the_day_shows_the_card(
    organiser, congress, api, documents, language
):
    organiser.put(f"{api}/paper", json=settings(copies=1200))
    page = organiser.get(f"/office/{congress.id}/paper?lang={language}").get_data(as_text=True)
    grouped = {"vi": "1.201", "en": "1,201"}[language]
    assert grouped in page
    assert grouped in organiser.get(f"/office/{congress.id}?lang={language}").get_data(as_text=True)


def test_delegates_of_another_congress_do_not_count(organiser, api, documents, cast):
    make_delegate(cast.elsewhere, "9", "Ai Đó")
    assert organiser.get(f"{api}/paper").json["copies"] == 2
