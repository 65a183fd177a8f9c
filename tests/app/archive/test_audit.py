"""The audit: what was done is listed, and tampering with it is found."""

import pytest

from app.archive.commands import audit_verify
from app.db import db
from app.realtime import AuditEntry
from app.realtime.audit import Break, broken_chains
from tests.app.archive.checks import CHANGED, REMOVED, check_tampering_is_found, tamper
from tests.factories import make_delegate


def entries(congress) -> list[AuditEntry]:
    found = db.session.query(AuditEntry).filter_by(congress_id=congress.id)
    return found.order_by(AuditEntry.id).all()


@pytest.fixture
def busy(congress, cast):
    """A congress in which a few things were done."""
    make_delegate(congress, "003", "Hạng A Giàng")
    return congress


def test_entries_are_listed_newest_first(organiser, busy):
    listed = organiser.get(f"/api/congresses/{busy.id}/audit").json
    assert [each["id"] for each in listed] == [each.id for each in reversed(entries(busy))]
    assert listed[0]["did"] == "delegate.add"


def test_pages_and_words_of_the_audit(organiser, busy):
    address = f"/api/congresses/{busy.id}/audit"
    everything = organiser.get(address).json
    first = organiser.get(address, query_string={"limit": 2}).json
    second = organiser.get(address, query_string={"limit": 2, "before": first[-1]["id"]}).json
    assert first + second == everything[:4]
    found = organiser.get(address, query_string={"q": "DELEGATE.add"}).json
    assert found == [each for each in everything if each["did"] == "delegate.add"]
    assert organiser.get(address, query_string={"q": "%"}).json == []


def test_no_name_of_a_person_is_in_the_audit(organiser, busy):
    listed = organiser.get(f"/api/congresses/{busy.id}/audit").text
    assert "Giàng" not in listed


def test_an_untouched_chain_holds(app, busy):
    assert list(broken_chains()) == []
    result = app.test_cli_runner().invoke(audit_verify)
    assert result.exit_code == 0, result.output


def test_a_changed_entry_is_found(busy):
    entry = entries(busy)[2]
    check_tampering_is_found(CHANGED, entry.id, Break(busy.id, entry.id))


def test_a_removed_entry_is_found(busy):
    third, fourth = entries(busy)[2:4]
    check_tampering_is_found(REMOVED, third.id, Break(busy.id, fourth.id))


def test_an_end_that_was_cut_off_is_found(busy):
    check_tampering_is_found(REMOVED, entries(busy)[-1].id, Break(busy.id, None))


def test_the_command_ends_with_an_error_when_tampered_with(app, busy):
    tamper(CHANGED, entries(busy)[1].id)
    result = app.test_cli_runner().invoke(audit_verify)
    assert result.exit_code == 1
    assert f"congress {busy.id}: the chain breaks at entry" in result.output
