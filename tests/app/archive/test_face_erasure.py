"""Fifty faces are erased: nothing of them is left here, and no older backup brings them back."""

import pytest

from tests.app.archive.face_erasure import (
    Crowd,
    check_an_old_backup_cannot_open_them,
    check_nothing_is_left_here,
)


@pytest.fixture
def crowd(congress, cast) -> Crowd:
    return Crowd(congress)


def test_neither_template_nor_ciphertext_is_left(app, crowd, tmp_path):
    (tmp_path / "desk").mkdir()
    check_nothing_is_left_here(app, crowd, tmp_path / "desk")


def test_an_older_backup_with_the_present_keys_opens_none_of_them(app, elsewhere, crowd, tmp_path):
    check_an_old_backup_cannot_open_them(app, elsewhere, crowd, tmp_path)
