"""Another server, for what is carried from one to the other."""

import pytest
from flask_migrate import upgrade

from app import create_app
from app.db import db
from tests.conftest import settings_for


@pytest.fixture
def elsewhere(tmp_path_factory):
    """Another server, still empty."""
    other = create_app(settings_for(tmp_path_factory.mktemp("elsewhere")))
    with other.app_context():
        upgrade(directory="migrations")
    yield other
    with other.app_context():
        db.engine.dispose()
