"""A site is one of its own congress: whoever asks for another congress's finds nothing."""

from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import Connection

from app.accounts.actions import pair_device
from app.congresses.models import Congress
from app.db import db
from app.delegates import roster_stroke
from app.delegates.models import Delegate
from app.delegates.roster_bulk import change_several
from app.delegates.roster_forms import BulkForm
from app.delegates.roster_staging import Ready
from app.delegates.site_actions import add_site, expect_delegate
from app.delegates.sites_forms import SiteForm
from tests.conftest import Bearer
from tests.factories import make_delegate
from tests.people import Cast


def check_foreign_sites_are_unknown(organiser: Bearer, congress: Congress, cast: Cast) -> None:
    """Ask in every way for a site of the other congress."""
    api = f"/api/congresses/{congress.id}"
    foreign = add_site(cast.elsewhere, SiteForm(name="Nơi khác")).id
    desk, _token = pair_device(congress, "kiosk", "Bàn 2")
    answers = {
        "change": organiser.put(f"{api}/sites/{foreign}", json={"name": "X"}),
        "delegate": organiser.post(f"{api}/sites/{foreign}/delegates", json={"number": "001"}),
        "desk": organiser.put(f"{api}/devices/{desk.id}/site", json={"site_id": foreign}),
        "screen": organiser.get(f"/screen/{congress.id}?site={foreign}"),
        "list": organiser.get(f"{api}/attendance-list?as=csv&site_id={foreign}"),
        "code": organiser.post(f"{api}/links", json={"target": "congress", "site_id": foreign}),
        "remove": organiser.delete(f"{api}/sites/{foreign}"),
        "put back": organiser.post(f"{api}/sites/{foreign}/put-back"),
    }
    assert {what: answer.status_code for what, answer in answers.items()} == dict.fromkeys(
        answers, 404
    )
    assert organiser.get(f"{api}/roster?site={foreign}").json["of"] == 0


def check_a_move_meanwhile_is_kept(
    app: Flask, congress: Congress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Say where somebody sits while a change of the seat is laid ready: both are done."""
    hoa = make_delegate(congress, "002", "Trần Thị Hoa").id
    site = add_site(congress, SiteForm(name="Điểm cầu Ninh Phước"))
    lay = roster_stroke.laid_ready

    def overtaken(ready: Ready) -> AbstractContextManager[Connection]:
        expect_delegate(congress, site, "002")
        return lay(ready)

    with app.test_request_context():
        monkeypatch.setattr(roster_stroke, "laid_ready", overtaken)
        change_several(congress, BulkForm(ids=[hoa], seat="C-1"))
    db.session.expire_all()
    found = db.session.get_one(Delegate, hoa)
    assert (found.seat, found.site_id) == ("C-1", site.id)
