"""The house keeps its rules; control_architecture.py shows that each of them bites."""

from pathlib import Path

import pytest

from tests.architecture import RULES, Rule

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule) -> None:
    assert rule(ROOT) == [], rule.__doc__
