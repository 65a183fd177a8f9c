"""One table of permissions: in the program, in words on the page, and in docs/security.md."""

import re

from app.access import PERMISSIONS, ROLES
from app.accounts.role_words import ROLE_WORDS
from app.people.permission_words import COLUMNS, PERMISSION_WORDS, table
from tests.app.accounts.checks import make_user, signed_in
from tools.permissions import PAGE, written


def test_every_permission_and_role_has_words():
    assert set(PERMISSION_WORDS) == set(PERMISSIONS), "app/people/permission_words.py"
    assert set(COLUMNS) == set(ROLE_WORDS)
    assert set(ROLES) <= set(COLUMNS)


def test_the_table_in_the_docs_is_of_today():
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "run: .venv/bin/python -m tools.permissions"


def test_each_cell_of_the_page_is_the_tables(app, congress):
    make_user("lan", "viewer", congress_id=congress.id)
    page = signed_in(app, "lan").get("/office/who-may-do-what").text
    rows = re.findall(r'<th scope="row">.*?</th>(.*?)</tr>', page)
    for (name, holders), row in zip(table(), rows, strict=True):
        cells = ["#icon-check" in cell for cell in re.findall(r"<td>(.*?)</td>", row)]
        assert cells == [each in holders for each in COLUMNS], name
