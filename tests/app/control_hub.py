"""A mistake that holds the hub for 50 ms in one piece: the check must find it."""

import pytest

from tests.app.hub_checks import PLANTED, check_not_held, metered_server


@pytest.mark.control
@pytest.mark.server
def control_a_planted_hold(tmp_path):
    with metered_server(tmp_path, 10) as server:
        check_not_held(server, PLANTED)
