"""A build under a running server: its pages go on with the files of its start."""

import json

import pytest

from app import assets


@pytest.fixture
def dist(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "DIST", tmp_path)
    return tmp_path


def build(folder, name):
    (folder / name).write_text("…", encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"remote.js": name}), encoding="utf-8")


def test_a_page_names_the_scripts_that_were_there_when_its_template_was_read(app, dist):
    build(dist, "remote-OLD.js")
    with app.test_request_context():
        assert assets.asset("remote.js").endswith("/remote-OLD.js")
        build(dist, "remote-NEW.js")
        assert assets.asset("remote.js").endswith("/remote-OLD.js")


def test_what_is_not_built_says_how_to_build_it(app, dist):
    with pytest.raises(assets.NotBuiltError, match=r"build\.mjs"):
        assets.asset_text("remote.js")
