"""A photograph that was withdrawn, or whose delegate or congress was erased, is in no backup."""

import pytest

from app.archive.erasing import erase_person
from app.archive.erasing_congress import erase_congress
from app.db import db
from app.delegates.models import DelegatePhoto, PhotoBatch
from app.delegates.photos import remove_photo, withdraw_photo, write_photo
from app.delegates.seals import photo_seals
from tests.app.archive.photo_erasure import check_an_old_backup_cannot_show_the_photograph
from tests.app.delegates.photographs import brought, kept_photo, picture, zipped


def replace(congress, delegate) -> None:
    write_photo(congress, delegate, picture(colour="#b01c2a"), consent=True)


@pytest.mark.parametrize("erase", [erase_person, withdraw_photo, replace])
def test_an_older_backup_cannot_show_it(app, elsewhere, congress, cast, tmp_path, erase):
    check_an_old_backup_cannot_show_the_photograph(
        app, elsewhere, congress, cast.minh, tmp_path, erase
    )


def test_an_erased_person_leaves_neither_photograph_nor_report(congress, cast):
    kept_photo(congress, cast.minh)
    brought(congress, zipped(**{"Nguyễn Văn Minh.jpg": picture()}))
    remove_photo(congress, cast.minh)
    erase_person(congress, cast.minh)
    assert db.session.query(DelegatePhoto).count() == 0
    assert db.session.query(PhotoBatch).count() == 0
    assert not photo_seals()._path(str(congress.id), str(cast.minh.id)).exists()


def test_an_erased_congress_leaves_neither_photographs_nor_keys(app, congress, cast):
    kept_photo(congress, cast.minh)
    kept_photo(congress, cast.hoa)
    kept_photo(cast.elsewhere, cast.tuan)
    erase_congress(congress.id)
    assert {row.delegate_id for row in db.session.query(DelegatePhoto)} == {cast.tuan.id}
    left = [each.stem for each in (app.config["SETTINGS"].keys_dir / "photos").rglob("*.key")]
    assert left == [str(cast.tuan.id)]
