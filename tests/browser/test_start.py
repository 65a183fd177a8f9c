"""The server that ./run starts lets the first login in and shows phones a first page."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.running import RunningServer


def test_the_first_login_works_and_a_wrong_password_does_not(server: RunningServer) -> None:
    assert server.admin().call("GET", "/api/congresses").status == 200
    wrong = {"name": "admin", "password": "not the password"}
    assert server.client().call("POST", "/api/login", wrong).status == 401


def test_two_phones_see_the_first_page(server: RunningServer, phone: Callable[[], Page]) -> None:
    for page in (phone(), phone()):
        troubles: list[str] = []
        page.on("pageerror", lambda error, troubles=troubles: troubles.append(str(error)))
        answer = page.goto(f"{server.url}/")
        assert answer is not None
        assert answer.status == 200
        assert page.locator("h1").first.is_visible()
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.size)") > 0
        assert troubles == []


def test_a_token_of_the_command_line_opens_the_api(server: RunningServer) -> None:
    viewer = server.client(server.flask("token", "--role", "viewer").strip())
    assert viewer.call("GET", "/api/congresses").status == 200
    assert server.client("no-such-token").call("GET", "/api/congresses").status == 401
