"""A migrated database, an application on it and clients for the cast, for every test."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import HealthCheck, settings

from app import create_app
from app.accounts.actions import make_token, pair_device
from app.db import db
from config import Settings
from tests.factories import make_congress
from tests.people import Cast, gather

pytest_plugins = ["tests.servers"]
# No property hangs on how long a machine takes for an example; CI keeps its fixed examples too.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def settings_for(data_dir: Path, database_url: str = "") -> Settings:
    return Settings(
        data_dir=data_dir,
        database_url=database_url or f"sqlite:///{data_dir / 'congress.db'}",
        secret_key="a secret of the tests, thirty-two",
        models_dir=data_dir / "models",
        public_url="http://hall.test",
        testing=True,
    )


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Argon2 is slow on purpose; the tests ask what it answers, not how long it takes."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr("app.accounts.passwords.hasher", quick)
        yield


class NoMomentTwice:
    """Stands for `datetime` in app.clock: each reading is a millisecond later than the last."""

    newest = datetime.min.replace(tzinfo=UTC)

    @classmethod
    def now(cls, zone):
        cls.newest = max(datetime.now(zone), cls.newest + timedelta(milliseconds=1))
        return cls.newest


@pytest.fixture(scope="session", autouse=True)
def no_moment_twice():
    """What came first is known always, and two readings for one moment are never alike.

    Else both hung on whether a machine is fast enough to do two things in one millisecond.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.clock.datetime", NoMomentTwice)
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """A database file as the migrations leave it; each test copies it."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade(directory=str(Path(__file__).parents[1] / "migrations"))
        db.session.remove()
        db.engine.dispose()
    return folder / "congress.db"


@pytest.fixture
def app(tmp_path, migrated):
    shutil.copyfile(migrated, tmp_path / "congress.db")
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app) -> FlaskClient:
    """Somebody nobody knows."""
    return app.test_client()


@pytest.fixture
def congress(app):
    return make_congress("Đại hội thử nghiệm")


@pytest.fixture
def cast(congress) -> Cast:
    """Lan organises, Minh is present, Hoa absent, Tuấn belongs to another congress."""
    return gather(congress)


class Bearer:
    """A client that shows a bearer token with every request."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {token}"}

    def open(self, method: str, path: str, **kwargs):
        headers = {**self.headers, **kwargs.pop("headers", {})}
        # Buffered: a file that is answered is read and closed at once.
        answer = self.client.open(path, method=method, headers=headers, buffered=True, **kwargs)
        # What was uploaded lies in a temporary file of the test client, which forgets to close it.
        answer.request.environ["wsgi.input"].close()
        return answer

    def get(self, path: str, **kwargs):
        return self.open("GET", path, **kwargs)

    def post(self, path: str, **kwargs):
        return self.open("POST", path, **kwargs)

    def put(self, path: str, **kwargs):
        return self.open("PUT", path, **kwargs)

    def delete(self, path: str, **kwargs):
        return self.open("DELETE", path, **kwargs)


@pytest.fixture
def client_for(app, congress):
    """A client with a role in the congress, or everywhere for admin."""

    def make(role: str, where=congress) -> Bearer:
        if role in ("kiosk", "screen_device"):
            kind = "kiosk" if role == "kiosk" else "screen"
            return Bearer(app, pair_device(where, kind, f"{role} 1")[1])
        return Bearer(app, make_token(role, congress_id=where.id if where else None))

    return make


@pytest.fixture
def organiser(client_for) -> Bearer:
    return client_for("organiser")
