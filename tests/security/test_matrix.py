"""Who may do what: every route × every role × own, foreign and other congress.

`routes.toml` names the permission of each route a second time, so that no permission changes
without somebody writing it down; app/access.py says which roles hold it. A route that is missing
there, or a cell that answers otherwise, fails.
"""

import json
import shutil
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from app.access import PERMISSIONS, declared
from app.db import db
from documents import press_child
from tests.security.world import EVERYBODY, Half, clients, furnish

DENIED = (401, 403, 404)
WRITTEN_DOWN = tomllib.loads((Path(__file__).parent / "routes.toml").read_text("utf-8"))
SESSION = {
    "title": "x",
    "starts_at": "2026-11-21T01:00:00Z",
    "ends_at": "2026-11-21T02:00:00Z",
}
BODIES = {
    "account_api.begin_second_factor": {"password": "x"},
    "account_api.confirm_second_factor": {"code": "123456"},
    "account_api.drop_second_factor": {"password": "x"},
    "account_api.renew_recovery_codes": {"password": "x"},
    "account_api.set_password": {"present": "x", "password": "y"},
    "agenda_api.begin_with": {"name": "x"},
    "accounts_api.choose_content": {"shows": "corridor"},
    "agenda_api.change_item": {"title": "x", "kind": "speech"},
    "agenda_api.move_item": {"after_id": 0},
    "agenda_api.order_slides": {"ids": [1]},
    "agenda_api.skip_item": {"skipped": True},
    "absences_api.decline": {"reason": "nhầm"},
    "absences_api.name_substitute": {"number": "001"},
    "attendance_api.resolve": {"number": "001"},
    "attendance_api.undo": {"reason": "nhầm"},
    "congresses_api.change_session": SESSION,
    "congresses_api.set_roll_call": {"closed": False},
    "delegates_api.change_delegate": {"number": "x", "name": "x"},
    "groupings_api.change_unit": {"name": "x"},
    "groupings_api.merge_units": {"into_id": 1},
    "library_api.change_document": {"title": "x"},
    "roster_draft_api.choose_column": {"sheet": 0, "column": 0, "meaning": "name"},
    "live_api.add_slides": {"title": "x"},
    "live_api.move_stage": {"blank": False},
    "roster_steps_api.merge_delegates": {"other_id": 1},
    "organisations_api.change_organisation": {"name": "x"},
    "pairing_api.rename_device": {"name": "x"},
    "photo_api.set_kept": {"kept": True},
    "people_api.close_account": {"closed": True},
    "people_api.set_rules": {"roles": []},
    "sites_api.change_site": {"name": "x"},
    "sites_api.expect_delegate": {"number": "001"},
}
OTHER_IDS = {"live_api.show_video": {"slide_id": "video_slide_id"}}
TOKENS = {
    "account_api.accept_invitation": "invite_token",
    "accounts.show_invitation": "invite_token",
    "visitors.open_link": "link_token",
    "visitors.open_badge": "badge_token",
    "visitors.open_screen": "screen_token",
}


@pytest.fixture
def own(app) -> Half:
    return furnish("Đại hội của tôi")


@pytest.fixture
def other(own) -> Half:
    return furnish("Đại hội khác")


def pressed_here(order, path, **choices):
    """Print without a process of its own: who may print is the matter, and half the time goes."""
    told = json.dumps({**order, "path": path, **choices}, default=str)
    press_child.carry_out(json.loads(told))


@pytest.fixture
def visit(app, own, other, tmp_path, monkeypatch):
    """Call a route as somebody; whatever a call changed is undone."""
    monkeypatch.setattr("documents.press._press", pressed_here)
    people = clients(app, own)
    db.session.remove()
    db.engine.dispose()
    kept, keys = tmp_path / "kept.db", tmp_path / "kept-keys"
    copy_database(tmp_path / "congress.db", kept)
    shutil.copytree(tmp_path / "keys", keys)

    def visit(who: str, method: str, endpoint: str, path: str) -> int:
        answer = people[who].open(method, path, json=BODIES.get(endpoint, {}))
        status = (
            401 if answer.headers.get("Location", "").startswith("/sign-in") else answer.status_code
        )
        if method != "GET" and status < 300:
            db.session.remove()
            db.engine.dispose()
            copy_database(kept, tmp_path / "congress.db")
            shutil.copytree(keys, tmp_path / "keys", dirs_exist_ok=True)
        return status

    return visit


def copy_database(source: Path, target: Path) -> None:
    """Copy through SQLite: the server keeps a connection, which must not read a foreign file."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def cells(app):
    """Yield (endpoint, method, rule) of every route but the files of the front end."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, rule


def address(rule, congress: Half, things: Half) -> str:
    """Return the rule with a congress's id and the ids of things, maybe another one's."""
    aliases = OTHER_IDS.get(rule.endpoint, {})
    values = {
        name: (congress if name == "congress_id" else things).ids[
            TOKENS.get(rule.endpoint, aliases.get(name, name))
        ]
        for name in rule.arguments
    }
    _domain, path = rule.build(values)
    return path


def test_every_route_is_written_down_with_its_permission(app):
    found = {
        endpoint: declared(app.view_functions[endpoint])[1] or "open" for endpoint, *_ in cells(app)
    }
    assert found == WRITTEN_DOWN


def is_open(endpoint: str) -> bool:
    return WRITTEN_DOWN.get(endpoint) == "open"


def wrong_cells(app, visit, own, other):
    """Return every cell that answers otherwise than the table says."""
    wrong = []
    # Doors and signing out change who a browser is, so they come last.
    for endpoint, method, rule in sorted(cells(app), key=lambda cell: is_open(cell[0])):
        permission = WRITTEN_DOWN.get(endpoint)
        if permission is None:
            wrong.append((endpoint, method, "is not written down"))
            continue
        places = {"own": (own, own)}
        if "congress_id" in rule.arguments:
            places["other"] = (other, other)
            if rule.arguments - {"congress_id", "kind"}:  # a kind belongs to every congress
                places["foreign"] = (own, other)
        elif PEOPLE & rule.arguments:
            places["foreign"] = (own, other)
        for who in EVERYBODY:
            for place, (congress, things) in places.items():
                path = address(rule, congress, things)
                status = visit(who, method, endpoint, path)
                may = permission == "open" or (place == "own" and who in PERMISSIONS[permission])
                good = status < 500 and (status not in DENIED) == may
                if endpoint in FINER and place == "own":
                    good = status < 500 and (status not in DENIED) == FINER[endpoint](who)
                if not good:
                    wrong.append((who, place, method, path, status, "may" if may else "may not"))
    return wrong


PEOPLE = {"user_id", "grant_id", "invitation_id"}
"""What routes without a congress name; another congress's are nobody's here."""
FINER = {
    # An account is its owner's alone, and none of these visitors signed in with one.
    **dict.fromkeys(
        (
            *(name for name in WRITTEN_DOWN if name.startswith("account_api.")),
            "accounts.show_account",
        ),
        lambda _who: False,
    ),
    "account_api.accept_invitation": lambda _who: True,
    # A role in one congress reaches neither its organisation nor the whole house.
    "organisations_api.change_organisation": lambda _who: False,
    "organisations_api.remove_organisation": lambda _who: False,
    "people_api.set_rules": lambda _who: False,
    "archive.show_house_audit": lambda _who: False,
    "archive.show_house_head": lambda _who: False,
    "archive.show_backups": lambda _who: False,
    "archive.show_recovery": lambda _who: False,
    **dict.fromkeys(
        (name for name in WRITTEN_DOWN if name.startswith("backups_api.")), lambda _who: False
    ),
    "house_api.check_audit": lambda _who: False,
    # Loopback may read metrics without any role; the test client is on loopback.
    "api.show_metrics": lambda _who: True,
}


@pytest.mark.slow
@pytest.mark.timeout(1800)  # every route for every visitor, sheets through the press among them
def test_every_cell_answers_as_the_table_says(app, visit, own, other):
    assert wrong_cells(app, visit, own, other) == []
