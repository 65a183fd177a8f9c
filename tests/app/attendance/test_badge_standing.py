"""Why a desk does not know a badge: replaced, of another congress, or of nobody."""

from app.accounts.tokens import token_hash
from app.delegates.actions import replace_badge
from app.delegates.badges import badge_token


def test_a_desk_is_told_why_it_does_not_know_a_badge(organiser, congress, cast):
    def asked(token: str) -> dict:
        path = f"/api/congresses/{congress.id}/badge-standing?hash={token_hash(token)}"
        return organiser.get(path).json

    old, elsewhere = badge_token(cast.minh), badge_token(cast.tuan)
    assert asked(old) == {"standing": "known", "delegate_id": cast.minh.id}
    replace_badge(congress, cast.minh)
    assert asked(old) == {"standing": "replaced", "delegate_id": cast.minh.id}
    assert asked(elsewhere) == {"standing": "other_congress", "delegate_id": None}
    assert asked("Abcd_efgh-123456") == {"standing": "unknown", "delegate_id": None}
    malformed = organiser.get(f"/api/congresses/{congress.id}/badge-standing?hash={old}")
    assert malformed.json == {"standing": "unknown", "delegate_id": None}, "a token is no hash"
