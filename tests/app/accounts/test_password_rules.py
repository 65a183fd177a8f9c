"""Passwords: long enough and not the first that somebody would try; nothing else is asked."""

import json
from pathlib import Path

import pytest

from app.accounts.password_rules import check_password, weakness
from app.errors import InvalidError

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "passwords.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["password"])
def test_the_server_judges_as_the_vectors_say(case):
    assert weakness(case["password"], case["names"]) == case["weakness"]


def test_the_refusal_leads_to_the_field(app):
    with pytest.raises(InvalidError) as refused:
        check_password("matkhau2026")
    assert refused.value.details == {"fields": {"password": ""}}
