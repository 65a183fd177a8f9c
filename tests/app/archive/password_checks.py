"""What the tests of the password before erasing and their control ask alike."""

from tests.app.accounts.checks import PASSWORD, make_user, signed_in
from tests.factories import make_delegate


def at_the_office(app, congress):
    """A browser in which an organiser of the congress is signed in."""
    make_user("lan", "organiser", congress_id=congress.id)
    return signed_in(app, "lan")


def check_erasing_asks_for_the_password(app, congress) -> None:
    """Without the password, and with a wrong one, nobody is erased; with it they are."""
    client = at_the_office(app, congress)
    person = make_delegate(congress, "7", "Nguyễn Văn Minh")
    path = f"/api/congresses/{congress.id}/delegates/{person.id}/person?lang=en"
    for password, sentence in (("", "type your password too"), ("wrong", "is not right")):
        answer = client.delete(path, json={"password": password})
        assert (answer.status_code, person.is_erased) == (422, False)
        assert sentence in answer.json["detail"]
        assert "password" in answer.json["fields"]
    assert client.delete(path, json={"password": PASSWORD}).status_code == 204
    assert person.is_erased


def wrong_passwords(client, path: str, count: int) -> list[int]:
    """Try to erase with a wrong password; returns what each try answered."""
    tries = ({"title": "x", "password": f"wrong {turn}"} for turn in range(count))
    return [client.post(path, json=each).status_code for each in tries]
