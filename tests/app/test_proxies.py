"""X-Forwarded-For is believed as far as TRUSTED_PROXIES says, and no further."""

import dataclasses
import shutil

import pytest

from app import create_app
from app.db import db
from config import Settings
from tests.app.proxy_checks import addresses_seen, check_not_believed
from tests.conftest import settings_for


@pytest.fixture
def behind(tmp_path, migrated):
    """Make an application that trusts so many proxies."""

    def make(count):
        shutil.copyfile(migrated, tmp_path / "congress.db")
        app = create_app(dataclasses.replace(settings_for(tmp_path), trusted_proxies=count))
        with app.app_context():
            db.engine.dispose()
        return app

    return make


def test_without_the_setting_nobody_is_believed(behind, monkeypatch):
    check_not_believed(behind(0), monkeypatch)


def test_behind_one_proxy_each_phone_counts_for_itself(behind, monkeypatch):
    phones = ["203.0.113.1", "203.0.113.2", "203.0.113.3"]
    assert addresses_seen(behind(1), monkeypatch, phones) == 0


def test_what_a_phone_claims_before_the_proxy_adds_its_address_is_not_believed(behind, monkeypatch):
    claims = ["198.51.100.1, 203.0.113.1", "198.51.100.2, 203.0.113.1", "x, 203.0.113.1"]
    assert addresses_seen(behind(1), monkeypatch, claims) == 4


def test_the_setting_is_read_from_the_environment(tmp_path):
    told = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "k" * 32}
    assert Settings.from_environment(told).trusted_proxies == 0
    assert Settings.from_environment({**told, "TRUSTED_PROXIES": "2"}).trusted_proxies == 2
