"""A revoked screen, link, badge or sign-in stops hearing at once, not at its next connection."""

import pytest

from app.live import socket as live_socket
from tests.app.realtime.hang_up_checks import LOSSES, check_hung_up, look, revoked_link


@pytest.mark.parametrize("lose", LOSSES, ids=lambda each: each.__name__)
def test_who_lost_the_right_to_listen_is_hung_up_on(app, congress, lose):
    check_hung_up(app, congress, lose)


def test_what_has_nothing_to_do_with_rights_asks_nobody_again(app, congress, monkeypatch):
    phone = revoked_link(app, congress).phone
    look(app)
    monkeypatch.setattr(live_socket, "identified", None)
    congress.title = "x"
    look(app)
    assert phone.is_connected()
