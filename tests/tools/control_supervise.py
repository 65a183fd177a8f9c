"""Negative control: children that are not bound to the supervisor outlive it."""

from pathlib import Path

import pytest

from tests.tools import test_supervise
from tests.tools.test_supervise import Start, children_end_when_the_supervisor_is_killed

start = test_supervise.start


@pytest.mark.control
def control_children_end_when_the_supervisor_is_killed(start: Start, tmp_path: Path) -> None:
    children_end_when_the_supervisor_is_killed(start, tmp_path / "data", "unbound")
