"""Checks that a test and its control share."""

from app.library.links import link_token


def came_in(client, link) -> str:
    """Scan a code; return the address of the congress that it opened."""
    assert client.get(f"/q/{link_token(link)}").status_code == 302
    page = f"/c/{link.congress_id}"
    assert client.get(page).status_code == 200
    return page


def check_renewing_shuts_the_old_code_out(app, organiser, link):
    """Neither a new scan of the old code nor a browser that came by it gets in any more."""
    early, late, fresh = app.test_client(), app.test_client(), app.test_client()
    page, old = came_in(early, link), link_token(link)
    path = f"/api/congresses/{link.congress_id}/links/{link.id}/renew"
    renewed = organiser.post(path)
    assert renewed.status_code == 200
    token = renewed.json["url"].rpartition("/")[2]
    assert token != old
    assert late.get(f"/q/{old}").status_code == 404
    assert early.get(page).status_code != 200
    assert fresh.get(f"/q/{token}").status_code == 302
    assert fresh.get(page).status_code == 200
