"""The log never holds a token, a password or the values of a query."""

import pytest
import structlog
from sqlalchemy import text

from app.db import db
from app.logs import configure


@pytest.mark.parametrize("door", ["q", "b", "d", "e", "invite", "api/invitations", "api/own-face"])
def test_tokens_in_addresses_are_covered(capsys, door):
    configure()
    structlog.get_logger().warning("odd", path=f"https://vidu.vn/{door}/abcdEFGH23456789")

    assert "abcdEFGH23456789" not in capsys.readouterr().err


def test_tokens_in_headers_are_covered(capsys):
    configure()
    structlog.get_logger().warning("odd", header="Bearer s3cr3t.token")

    assert "s3cr3t" not in capsys.readouterr().err


def test_values_under_secret_names_are_covered(capsys):
    configure()
    structlog.get_logger().warning("odd", password="hunter22", token_hash="aa11")

    assert "hunter22" not in (written := capsys.readouterr().err)
    assert "aa11" not in written


def test_an_unexpected_error_leaves_no_local_variable_behind(app, client, capsys):
    def fail():
        secret_of_the_view = "a-secret-in-a-local-variable"
        return db.session.execute(text("SELECT :name FROM nowhere"), {"name": secret_of_the_view})

    fail.permission = None
    app.add_url_rule("/api/fails", view_func=fail)

    configure()
    answer = client.get("/api/fails")

    written = capsys.readouterr().err
    assert answer.status_code == 500
    assert answer.json["request_id"] in written
    assert "a-secret-in-a-local-variable" not in written
