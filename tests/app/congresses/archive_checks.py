"""What holds in an archived congress; the tests and their controls share it."""

from flask import Flask

from app.access import PERMISSIONS, declared
from app.congresses import actions
from app.db import db
from tests.security.test_matrix import BODIES, cells
from tests.security.world import EVERYBODY, Half, clients

STILL_OPEN = {
    "copies_api.copy_congress",
    "copies_api.end_rehearsal",
    "congresses_api.set_archived",
    "congresses_api.set_retention",
    "delegates_api.erase_face",
    "erase_api.erase_congress",
    "erase_api.erase_delegate",
    "face_link.end_round",
    "face_link.take_link_back",
    "photo_api.withdraw_photo",
}
"""Opening it again, how long documents stay, copying it, and what somebody wants erased."""


def changing_cells(app: Flask):
    """Yield (endpoint, method, rule) of every route that may change one congress."""
    for endpoint, method, rule in cells(app):
        if method != "GET" and "congress_id" in rule.arguments:
            yield endpoint, method, rule


def routes_that_still_change(app: Flask, half: Half) -> list[str]:
    """Return the routes that an archived congress does not refuse though they are not open."""
    people = clients(app, half)
    actions.set_archived(half.congress, archived=True)
    wrong = []
    for endpoint, method, rule in changing_cells(app):
        # A thing that this world lacks does no harm: the archive is looked at before any thing.
        _domain, path = rule.build({name: half.ids.get(name, 1) for name in rule.arguments})
        holders = PERMISSIONS[declared(app.view_functions[endpoint])[1] or ""]
        who = next(each for each in EVERYBODY if each in holders)
        answer = people[who].open(method, path, json=BODIES.get(endpoint, {}))
        refused = answer.status_code == 409 and bool(answer.json.get("archived"))
        if refused == (endpoint in STILL_OPEN):
            wrong.append(f"{method} {path}: {answer.status_code}")
        db.session.rollback()
    return wrong
