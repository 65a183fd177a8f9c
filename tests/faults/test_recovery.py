"""Phones whose network was reset or stood still show the right slide soon after it is back."""

import pytest

from tests.faults import recovery_checks as check

pytestmark = [pytest.mark.server, pytest.mark.slow]
ALL_WAYS = (("websocket", "polling"), ("polling",), ())
"""As phones come; where no websocket gets through; where nothing but requests does."""


def test_phones_that_were_cut_off_are_right_again_whatever_way_they_come():
    check.everybody_is_right_again(phones=60, ways=ALL_WAYS)


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_hundreds_of_phones_that_were_cut_off_for_long_are_right_again():
    check.everybody_is_right_again(phones=300, longest_seconds=20.0, slow_every=100)
