"""Control: let everybody wait in one line for packs, and the check must fail."""

import pytest

from app.library import pack_zip
from app.library.actions import add_link
from app.library.forms import LinkForm
from app.library.links import link_token
from tests.app.library.pack_checks import check_readers_do_not_keep_the_office_waiting

pytestmark = pytest.mark.control


def control_one_line_for_all(app, organiser, congress, monkeypatch):
    monkeypatch.setattr(pack_zip, "for_office", pack_zip.for_readers)
    guest = app.test_client()
    guest.get(f"/q/{link_token(add_link(congress, LinkForm(target='congress')))}")
    check_readers_do_not_keep_the_office_waiting(guest, organiser, congress)
