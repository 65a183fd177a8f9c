"""Controls: with a protection of the floor taken away its test must fail."""

import pytest

from app.delegates.models import Delegate
from app.live import snapshot
from tests.app.live.floor_checks import (
    check_that_only_three_facts_are_public,
    check_that_who_was_erased_has_no_floor,
)

pytestmark = pytest.mark.control


def control_tell_the_number_too(client_for, congress, cast, monkeypatch):
    whole = snapshot.floor_state
    monkeypatch.setattr(
        snapshot, "floor_state", lambda stage: {**(whole(stage) or {}), "number": "001"}
    )
    check_that_only_three_facts_are_public(client_for("viewer"), congress, cast.minh)


def control_name_who_was_erased(client_for, congress, cast, monkeypatch):
    monkeypatch.setattr(Delegate, "is_erased", False)
    check_that_who_was_erased_has_no_floor(client_for("viewer"), congress, cast.minh)
