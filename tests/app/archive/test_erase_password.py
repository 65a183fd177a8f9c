"""Who sits at an open browser erases nobody: the password is asked for again."""

from tests.app.accounts.checks import PASSWORD
from tests.app.archive.password_checks import (
    at_the_office,
    check_erasing_asks_for_the_password,
    wrong_passwords,
)
from tests.factories import make_delegate


def test_erasing_a_person_asks_for_the_password(app, congress):
    check_erasing_asks_for_the_password(app, congress)


def test_erasing_a_congress_asks_for_the_password(app, congress):
    client, path = at_the_office(app, congress), f"/api/congresses/{congress.id}/erasure"
    assert client.post(path, json={"title": congress.title}).status_code == 422
    assert wrong_passwords(client, path, 1) == [422]
    right = {"title": congress.title, "password": PASSWORD}
    assert client.post(path, json=right).status_code == 202


def test_guessing_the_password_is_slowed_down_as_signing_in_is(app, congress):
    client, path = at_the_office(app, congress), f"/api/congresses/{congress.id}/erasure"
    assert wrong_passwords(client, path, 11) == [422] * 10 + [429]
    other = app.test_client()
    answer = other.post("/api/login", json={"name": "lan", "password": PASSWORD})
    assert answer.status_code == 429


def test_a_program_with_a_token_has_no_password_to_give(organiser, congress):
    person = make_delegate(congress, "7", "Nguyễn Văn Minh")
    path = f"/api/congresses/{congress.id}/delegates/{person.id}/person"
    assert organiser.delete(path).status_code == 204


def test_the_pages_ask_for_it(app, congress):
    client, person = at_the_office(app, congress), make_delegate(congress, "7", "Lê Thị Bình")
    for page in (f"delegates/{person.id}", "safekeeping"):
        text = client.get(f"/office/{congress.id}/{page}?lang=en").text
        assert 'id="erase-password" name="password" type="password"' in text
