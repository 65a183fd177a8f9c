"""Photographs of people, cut in the sandbox: one, or a ZIP of many, whatever is in it."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from documents import portraits_child
from documents.portraits import MOST_FILES, PortraitError, entries_of, portrait, portraits
from tests.documents import hostile_pictures


@pytest.fixture
def made(tmp_path) -> Path:
    folder = tmp_path / "made"
    folder.mkdir()
    return folder


def drawn(width: int, height: int, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, kind)
    return file.getvalue()


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def pack(path: Path, files: dict[str, bytes], **options) -> Path:
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        (3000, 4000, (480, 640)),
        (4000, 3000, (480, 640)),
        (300, 2000, (300, 400)),
        (240, 320, (240, 320)),
        (1600, 400, (270, 360)),
    ],
)
def test_every_shape_becomes_three_to_four(tmp_path, made, width, height, size):
    found = portrait(put(tmp_path / "a", drawn(width, height)), made)
    with Image.open(found) as picture:
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert abs(picture.width - size[0]) <= 1
        assert abs(picture.height - size[1]) <= 1


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("WEBP", "RGB"), ("JPEG", "CMYK")])
def test_the_usual_kinds_are_read(tmp_path, made, kind, mode):
    assert portrait(put(tmp_path / "a", drawn(480, 640, kind, mode)), made).is_file()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"GIF89a", "damaged"),
        (drawn(480, 640)[:400], "damaged"),
        (drawn(149, 200), "too_small"),
        (hostile_pictures.bomb(), "too_large"),
    ],
    ids=["empty", "other kind", "cut", "small", "bomb"],
)
def test_what_is_no_photograph_is_refused(tmp_path, made, content, code):
    with pytest.raises(PortraitError) as refused:
        portrait(put(tmp_path / "a", content), made)
    assert refused.value.code == code


def test_a_zip_is_listed_without_what_systems_add(tmp_path, made):
    files = {"a/001.jpg": b"x", "a/": b"", "__MACOSX/a/._001.jpg": b"x", ".DS_Store": b"x"}
    files |= {"Thumbs.db": b"x", "ĐB-2.png": b"x"}
    archive = pack(tmp_path / "a.zip", files)
    assert [each.name for each in entries_of(archive, made)] == ["001.jpg", "ĐB-2.png"]


def test_names_that_are_utf_8_and_do_not_say_so_are_read(tmp_path, made):
    archive = pack(tmp_path / "a.zip", {"DB-2.png": b"x"})
    named = archive.read_bytes().replace(b"DB-2.png", "Đ-2.png".encode())
    assert [each.name for each in entries_of(put(archive, named), made)] == ["Đ-2.png"]


def test_each_file_of_a_zip_gets_its_own_answer(tmp_path, made):
    files = {"1.jpg": drawn(480, 640), "2.jpg": b"broken", "3.jpg": hostile_pictures.bomb()}
    files["4.jpg"] = drawn(600, 800)
    archive = pack(tmp_path / "a.zip", files)
    found = [(place, code) for place, _path, code in portraits(archive, made, [0, 1, 2, 3])]
    assert found == [(0, ""), (1, "damaged"), (2, "too_large"), (3, "")]


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path, made, monkeypatch):
    zeros = b"\0" * (40 << 20)
    archive = pack(tmp_path / "a.zip", {"1.jpg": zeros}, compression=zipfile.ZIP_DEFLATED)
    assert archive.stat().st_size < 100_000
    assert [code for _place, _path, code in portraits(archive, made, [0])] == ["too_large"]


def test_a_child_that_dies_costs_one_photograph(tmp_path, made, monkeypatch):
    """The third child is asked for places that are not there: it ends without an answer."""
    archive = pack(tmp_path / "a.zip", {"1.jpg": drawn(480, 640)})
    found = [(place, code) for place, _path, code in portraits(archive, made, [7, 0, 9])]
    assert found == [(7, "damaged"), (0, ""), (9, "damaged")]


def test_too_many_files_are_refused_by_the_directory(tmp_path, made):
    archive = pack(tmp_path / "a.zip", {f"{each}.jpg": b"" for each in range(MOST_FILES + 1)})
    with pytest.raises(PortraitError) as refused:
        entries_of(archive, made)
    assert refused.value.code == "too_many_files"


def test_an_encrypted_file_is_named_as_such(tmp_path, made):
    archive = pack(tmp_path / "a.zip", {"1.jpg": drawn(480, 640)})
    content = bytearray(archive.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    codes = [code for _place, _path, code in portraits(put(archive, bytes(content)), made, [0])]
    assert codes == ["encrypted"]


def test_the_child_never_decodes_outside_its_limits():
    """Nothing that parses pictures is imported when the child's module is."""
    assert not hasattr(portraits_child, "Image")
