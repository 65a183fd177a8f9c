"""Phones whose network was reset or swallowed show the right slide soon after it is back."""

import pytest

from tests.faults import recovery_checks as check

pytestmark = [pytest.mark.server, pytest.mark.slow]


def test_phones_that_were_cut_off_are_right_again():
    check.everybody_is_right_again()


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_hundreds_of_phones_that_were_cut_off_for_long_are_right_again():
    check.everybody_is_right_again(phones=300, longest_seconds=20.0)
