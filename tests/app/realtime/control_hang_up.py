"""Nobody looks at open sockets again: the same checks must find who still listens."""

import pytest

from app.realtime import watch
from tests.app.realtime.hang_up_checks import LOSSES, check_hung_up


@pytest.mark.control
@pytest.mark.parametrize("lose", LOSSES, ids=lambda each: each.__name__)
def control_sockets_are_never_looked_at_again(app, congress, monkeypatch, lose):
    monkeypatch.setattr(watch(), "guard", lambda: None)
    check_hung_up(app, congress, lose)
