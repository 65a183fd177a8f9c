"""Controls: a site looked up without its congress is anybody's; a stale one is written back."""

import pytest

from app.db import db
from app.delegates import roster_rows
from app.delegates.models import Site
from tests.app.delegates.site_checks import (
    check_a_move_meanwhile_is_kept,
    check_foreign_sites_are_unknown,
)

pytestmark = pytest.mark.control


def control_sites_are_those_of_the_congress(organiser, congress, cast, monkeypatch):
    monkeypatch.setattr(
        "app.delegates.sites_api.site_of",
        lambda _congress, site_id: db.session.get_one(Site, site_id),
    )
    check_foreign_sites_are_unknown(organiser, congress, cast)


def control_a_list_writes_only_the_sites_that_it_changes(app, congress, monkeypatch):
    row_of = roster_rows.changed_row
    monkeypatch.setattr(roster_rows, "changed_row", lambda *told: {**row_of(*told), "moves": True})
    check_a_move_meanwhile_is_kept(app, congress, monkeypatch)
