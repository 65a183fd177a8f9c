"""What the server does before it answers: every page compiled, and kept for the next start."""

import pytest
from jinja2 import Environment

from app.serve import make_templates_ready, servers_for


@pytest.fixture
def compiled(app, monkeypatch):
    """The pages that are compiled, each time they are."""
    names = []
    compile_page = Environment.compile
    monkeypatch.setattr(
        Environment,
        "compile",
        lambda self, source, name=None, *rest, **more: (
            names.append(name) or compile_page(self, source, name, *rest, **more)
        ),
    )
    return names


def start_again(app):
    app.jinja_env.cache.clear()


def test_pages_are_compiled_once_for_all_starts(app, compiled, tmp_path):
    make_templates_ready(app, tmp_path / "cache" / "pages")
    assert "library/reader.html" in compiled
    compiled.clear()
    start_again(app)
    make_templates_ready(app, tmp_path / "cache" / "pages")
    assert compiled == []


def test_a_folder_that_cannot_be_written_keeps_nobody_from_serving(app, compiled, tmp_path):
    (tmp_path / "cache").write_text("a file, where a folder should be", encoding="utf-8")
    start_again(app)
    make_templates_ready(app, tmp_path / "cache" / "pages")
    assert "library/reader.html" in compiled
    assert app.jinja_env.bytecode_cache is None


def test_a_phone_may_come_back_on_the_port_of_a_connection_that_is_just_ending(app):
    [server] = servers_for(app, app.config["SETTINGS"])
    phone = ("192.168.1.7", 40_000)
    for _ in range(2):
        server.clients[phone] = object()
    for _ in range(2):
        del server.clients[phone]
