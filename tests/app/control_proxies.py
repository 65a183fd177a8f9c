"""A server that believes a proxy which is not there: anybody is as many addresses as they like."""

import dataclasses
import shutil

import pytest

from app import create_app
from tests.app.proxy_checks import check_not_believed
from tests.conftest import settings_for


@pytest.mark.control
def control_a_header_that_is_believed_from_everybody(tmp_path, migrated, monkeypatch):
    shutil.copyfile(migrated, tmp_path / "congress.db")
    app = create_app(dataclasses.replace(settings_for(tmp_path), trusted_proxies=1))
    check_not_believed(app, monkeypatch)
