"""Controls: with a protection of the roster taken away the same checks must fail."""

from io import BytesIO

import pytest

from app.delegates import roster_bonds, roster_bulk
from app.realtime import commit_quietly
from documents import packing
from tests.app.delegates.checks import (
    check_a_cut_draft_leaves_nothing,
    check_no_cell_is_a_formula,
    check_who_was_checked_in_stays,
)
from tests.app.delegates.workbooks import form_with_sections

pytestmark = pytest.mark.control


def control_who_is_spoken_of_stays(call, congress, monkeypatch):
    """Without looking for what speaks of a delegate, a check-in loses whom it is about."""
    monkeypatch.setattr(roster_bulk, "bound", lambda _ids: set())
    assert list(roster_bonds.bonds())
    check_who_was_checked_in_stays(call, congress)


def control_draft_in_one_transaction(call, congress, organiser, monkeypatch):
    """With a commit before the end, a worker that dies leaves half an import."""
    content = form_with_sections()
    keep_and_ask(organiser, congress, content)
    check_a_cut_draft_leaves_nothing(congress, monkeypatch, before_the_cut=commit_quietly)


def keep_and_ask(organiser, congress, content: bytes) -> None:
    """Send a list and ask for its import."""
    drafts = f"/api/congresses/{congress.id}/import-drafts"
    kept = organiser.post(drafts, data={"file": (BytesIO(content), "list.xlsx")})
    assert organiser.post(f"{drafts}/{kept.json['id']}/import").status_code == 202


def control_formulas_are_neutral(tmp_path, monkeypatch):
    """With cells written as they are, a name is a formula in whoever's spreadsheet."""
    monkeypatch.setattr(packing, "neutral", lambda cell: cell)
    check_no_cell_is_a_formula(tmp_path)
