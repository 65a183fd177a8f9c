"""Control: a site that is looked up without its congress is anybody's."""

import pytest

from app.db import db
from app.delegates.models import Site
from tests.app.delegates.site_checks import check_foreign_sites_are_unknown

pytestmark = pytest.mark.control


def control_sites_are_those_of_the_congress(organiser, congress, cast, monkeypatch):
    monkeypatch.setattr(
        "app.delegates.sites_api.site_of",
        lambda _congress, site_id: db.session.get_one(Site, site_id),
    )
    check_foreign_sites_are_unknown(organiser, congress, cast)
