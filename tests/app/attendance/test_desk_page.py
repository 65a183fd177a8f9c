"""What the desk's page carries, and what it alone may run."""

from app.delegates.badges import badge_token

POLICY = "Content-Security-Policy"


def test_the_desk_alone_may_run_webassembly(organiser, congress):
    desk = organiser.get(f"/desk/{congress.id}")
    office = organiser.get(f"/office/{congress.id}/delegates")

    assert (desk.status_code, office.status_code) == (200, 200)
    assert "'wasm-unsafe-eval'" in desk.headers[POLICY]
    assert "wasm" not in office.headers[POLICY]
    assert "script-src 'self';" in office.headers[POLICY]


def test_a_badge_is_known_by_the_beginning_of_its_hash_only(organiser, congress, cast):
    html = organiser.get(f"/desk/{congress.id}").text

    assert cast.minh.badge_hash[:16] in html
    assert cast.minh.badge_hash not in html
    assert badge_token(cast.minh) not in html
