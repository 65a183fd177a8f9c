"""Phones whose network was reset or swallowed show the right slide soon after it is back."""

import pytest

from tests.faults import recovery_checks as check

pytestmark = [pytest.mark.server, pytest.mark.slow]


def test_phones_that_were_cut_off_are_right_again():
    check.everybody_is_right_again()
