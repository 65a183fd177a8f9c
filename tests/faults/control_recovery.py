"""Without the snapshot that makes good what was missed, stale phones must be found."""

import pytest

from tests.faults import recovery_checks as check

pytestmark = [pytest.mark.control, pytest.mark.server]


def control_phones_that_never_catch_up():
    check.everybody_is_right_again(deaf=True, wait_seconds=2.0)
