"""What holds of private notes; the control runs it with the owner's check taken away."""

from app.delegates.badges import badge_token
from tests.factories import make_document
from tests.security.world import holding_cookie

WORDS = "Hỏi lại số liệu trang này"


def with_badge(app, delegate):
    """A browser that opened this delegate's badge."""
    return holding_cookie(app, f"/b/{badge_token(delegate)}")


def address(congress, document, page: int | None = None) -> str:
    base = f"/api/congresses/{congress.id}/documents/{document.id}/notes"
    return base if page is None else f"{base}/{page}"


def check_nobody_else_reads_notes(app, congress, cast, client_for) -> None:
    """Minh writes; Hoa, guests, every role of the office and Tuấn find nothing of it."""
    document = make_document(congress, "Nghị quyết", "toàn văn")
    minh, hoa = with_badge(app, cast.minh), with_badge(app, cast.hoa)
    kept = minh.put(address(congress, document, 1), json={"text": WORDS, "marked": True})
    assert kept.status_code == 200
    assert minh.get(address(congress, document)).json[0]["text"] == WORDS

    assert hoa.get(address(congress, document)).json == []
    hoa.put(address(congress, document, 1), json={"text": "của Hoa"})
    assert minh.get(address(congress, document)).json[0]["text"] == WORDS
    for role in ("admin", "organiser", "secretary", "chair", "leader", "viewer", "desk"):
        answer = client_for(role).get(address(congress, document))
        assert answer.status_code in (403, 404), role
    outsider = with_badge(app, cast.tuan)
    assert outsider.get(address(congress, document)).status_code == 404
