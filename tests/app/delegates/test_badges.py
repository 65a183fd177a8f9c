"""What a badge is at the door: known, replaced by a newer one, of another congress, unknown."""

from app.accounts.tokens import token_hash
from app.archive.erasing import erase_person
from app.delegates.actions import replace_badge
from app.delegates.badges import badge_token
from app.delegates.queries import badge_standing


def hash_of_badge(delegate) -> str:
    return token_hash(badge_token(delegate))


def test_a_replaced_badge_is_told_from_an_unknown_one(congress, cast):
    old = hash_of_badge(cast.minh)
    assert badge_standing(congress, old) == ("known", cast.minh)
    replace_badge(congress, cast.minh)
    assert badge_standing(congress, old) == ("replaced", cast.minh)
    replace_badge(congress, cast.minh)
    assert badge_standing(congress, old) == ("replaced", cast.minh)
    assert badge_standing(congress, hash_of_badge(cast.minh)) == ("known", cast.minh)
    assert badge_standing(congress, token_hash("Abcd_efgh-123456")) == ("unknown", None)


def test_a_badge_of_another_congress_is_said_without_whose_it_is(congress, cast):
    old = hash_of_badge(cast.tuan)
    assert badge_standing(congress, old) == ("other_congress", None)
    replace_badge(cast.elsewhere, cast.tuan)
    assert badge_standing(congress, old) == ("other_congress", None)


def test_whoever_is_erased_leaves_no_badge_behind(congress, cast):
    old = hash_of_badge(cast.minh)
    replace_badge(congress, cast.minh)
    erase_person(congress, cast.minh)
    assert badge_standing(congress, old) == ("unknown", None)
