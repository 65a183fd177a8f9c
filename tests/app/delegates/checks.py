"""Checks that a test and its control share."""

from collections.abc import Callable
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage

from app.delegates import roster_import
from app.delegates.queries import delegates_of

LIST = "Số thẻ,Họ và tên,Đoàn\n1,Nguyễn Văn Minh,Đoàn A\n2,Trần Thị Hoa,Đoàn B".encode()


class CutError(Exception):
    """The power went."""


def listed() -> FileStorage:
    """The list as an upload."""
    return FileStorage(BytesIO(LIST), filename="list.csv")


def check_cut_import_leaves_nothing(
    app, congress, monkeypatch, before_the_cut: Callable[[], None] = lambda: None
) -> None:
    """An import that is cut after its rows are written, before its commit, leaves no row."""

    def cut(*_args, **_kwargs):
        before_the_cut()
        raise CutError

    with app.test_request_context():
        people = roster_import.people_of(listed())
        monkeypatch.setattr(roster_import, "commit_and_publish", cut)
        with pytest.raises(CutError):
            roster_import.import_people(congress, people)
    assert delegates_of(congress) == []
