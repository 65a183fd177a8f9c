"""Negative controls: a violation planted in a copy of the tree must be caught by its check."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import (
    PACKAGES,
    Rule,
    features_have_names_of_their_own,
    features_use_no_answering_module_of_another,
    heavy_packages_stay_at_home,
    nothing_is_patched_on_import,
    only_realtime_commits,
    only_realtime_emits,
    only_the_clock_tells_the_time,
    refusals_speak_every_language,
)

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
DOCSTRING = '"""A module that breaks a rule."""\n'
PLANTED = [
    (only_realtime_commits, "app/agenda/planted.py", "db.session.commit()"),
    (only_realtime_commits, "app/library/planted.py", "with db.engine.begin() as c:\n    pass"),
    (only_realtime_emits, "app/live/planted.py", 'socketio.emit("changed", {})'),
    (heavy_packages_stay_at_home, "app/library/planted.py", "def f():\n    import cv2"),
    (heavy_packages_stay_at_home, "documents/pages.py", "from reportlab.pdfgen import canvas"),
    (heavy_packages_stay_at_home, "kiosk/planted.py", 'import_module("face_recognition")'),
    (features_have_names_of_their_own, "app/documents/__init__.py", ""),
    (only_the_clock_tells_the_time, "app/agenda/planted.py", "at = datetime.now(UTC)"),
    (refusals_speak_every_language, "app/agenda/planted.py", 'raise RefusedError("Too late.")'),
    (
        features_use_no_answering_module_of_another,
        "app/live/planted.py",
        "from app.agenda.api import add_item",
    ),
    (nothing_is_patched_on_import, "app/planted.py", "monkey.patch_all()"),
]
FLOORS = [
    ("documents/planted.py", "import checkin"),
    ("checkin/planted.py", "import flask"),
    ("kiosk/planted.py", "import app.clock"),
    ("kiosk/planted.py", "import sqlalchemy"),
    ("app/congresses/planted.py", "import app.live.models"),
    ("app/agenda/models.py", "import app.agenda.actions"),
    ("app/unheard_of.py", ""),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the sources and of the settings of the checks."""
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__", "static", "content", "templates")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    for name in ("pyproject.toml", "config.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def plant(house: Path, path: str, code: str) -> None:
    """Add a line to a module of the copy, which is made if it is not there."""
    target = house / path
    target.parent.mkdir(exist_ok=True)
    before = target.read_text(encoding="utf-8") if target.exists() else DOCSTRING
    target.write_text(f"{before}\n{code}\n", encoding="utf-8")


def finds_nothing(house: Path, *command: str) -> bool:
    """Run a checker of the environment in the copy."""
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=house, capture_output=True)
    return done.returncode == 0


def needs_clean(clean: bool) -> None:
    """End the control with an error, which proves nothing, if the copy was not clean before."""
    if not clean:
        raise RuntimeError("the check finds something before anything was planted")


@pytest.mark.control
@pytest.mark.parametrize(("rule", "path", "code"), PLANTED)
def control_rule(house: Path, rule: Rule, path: str, code: str) -> None:
    needs_clean(not rule(house))
    plant(house, path, code)
    assert rule(house) == []


@pytest.mark.control
@pytest.mark.parametrize(("path", "code"), FLOORS)
def control_import_floors(house: Path, path: str, code: str) -> None:
    needs_clean(finds_nothing(house, "lint-imports", "--no-cache"))
    plant(house, path, code)
    assert finds_nothing(house, "lint-imports", "--no-cache")


@pytest.mark.control
@pytest.mark.parametrize(
    "code", ["import os", "from datetime import datetime\n\nAT = datetime.now()", "import cv2"]
)
def control_ruff(house: Path, code: str) -> None:
    (house / "documents" / "planted.py").write_text(DOCSTRING, encoding="utf-8")
    check = ("ruff", "check", "--no-cache", "documents/planted.py")
    needs_clean(finds_nothing(house, *check))
    plant(house, "documents/planted.py", code)
    assert finds_nothing(house, *check)


@pytest.mark.control
@pytest.mark.parametrize("code", ["def f(x): ...", 'n: int = "one"'])
def control_mypy(house: Path, code: str) -> None:
    (house / "documents" / "planted.py").write_text(DOCSTRING, encoding="utf-8")
    settings = ("--config-file=pyproject.toml", "--cache-dir=.mypy_cache")
    check = ("mypy", *settings, "documents/planted.py")
    needs_clean(finds_nothing(house, *check))
    plant(house, "documents/planted.py", code)
    assert finds_nothing(house, *check)
