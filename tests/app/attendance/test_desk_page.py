"""What the desk's page carries, and what it alone may run."""

from app.delegates.actions import replace_badge
from app.delegates.badges import badge_token
from tests.factories import make_delegate

POLICY = "Content-Security-Policy"


def test_the_desk_alone_may_run_webassembly(organiser, congress):
    desk = organiser.get(f"/desk/{congress.id}")
    office = organiser.get(f"/office/{congress.id}/delegates")

    assert (desk.status_code, office.status_code) == (200, 200)
    assert "'wasm-unsafe-eval'" in desk.headers[POLICY]
    assert "wasm" not in office.headers[POLICY]
    assert "script-src 'self';" in office.headers[POLICY]


def test_an_open_page_learns_who_is_new_and_which_badge_was_replaced(organiser, congress, cast):
    def news(above: int, tag: str = ""):
        path = f"/api/congresses/{congress.id}/desk-news?above={above}"
        return organiser.get(path, headers={"If-None-Match": tag} if tag else {})

    before = news(cast.guest.id)
    assert before.json == {"people": [], "badges": []}
    assert news(cast.guest.id, before.headers["ETag"]).status_code == 304
    new = make_delegate(congress, "K02", "Võ Thị Mới", standing="guest")
    replace_badge(congress, cast.minh)
    after = news(cast.guest.id, before.headers["ETag"])
    assert [(each["id"], each["guest"], each["present"]) for each in after.json["people"]] == [
        (new.id, True, False)
    ]
    assert after.json["badges"] == [{"id": cast.minh.id, "badge": cast.minh.badge_hash[:16]}]
    assert news(new.id, after.headers["ETag"]).json["people"] == []


def test_a_badge_is_known_by_the_beginning_of_its_hash_only(organiser, congress, cast):
    html = organiser.get(f"/desk/{congress.id}").text

    assert cast.minh.badge_hash[:16] in html
    assert cast.minh.badge_hash not in html
    assert badge_token(cast.minh) not in html
