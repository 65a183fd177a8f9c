"""The pack: whole, checked by its own sums, named for every system, and of the length it told."""

import hashlib
import io
import json
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pytest

from documents.bundle import TooLargeError, bundle_of
from documents.bundle_stream import BundleStream
from documents.press import PressError

TITLES = ["Báo cáo chính trị", "con", 'a/b: c*?<d>|"e".', "x" * 500, "Cùng tên", "Cùng tên"]
RESERVED = set('\\:*?"<>|')


def folder_of(root: Path, pages: int, *, pictures: bool = True) -> Path:
    """Pages as the renderer leaves them."""
    root.mkdir()
    for number in range(1, pages + 1):
        facts = {"width": 595, "height": 842, "text": f"Trang {number} </script> đại hội"}
        (root / f"{number:04}.json").write_text(json.dumps(facts), "utf-8")
        if pictures:
            (root / f"{number:04}-720.webp").write_bytes(b"RIFF" + bytes(number))
    return root


@pytest.fixture
def order(tmp_path) -> dict:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.4 " + bytes(5000))
    documents = [
        {
            "title": unicodedata.normalize("NFD", title),
            "heading": "Phiên <1>",
            "version": 1,
            "media_type": "application/pdf",
            "path": str(paper),
            "folder": str(folder_of(tmp_path / str(number), 2, pictures=number != 2)),
            "pages": 2,
        }
        for number, title in enumerate(TITLES)
    ]
    return {
        "congress": {"title": "Đại hội", "venue": "Hội trường", "days": "21/11/2026"},
        "audience": "public",
        "packed_at": "2026-11-21T08:00:00.000Z",
        "script": "1 < 2",
        "documents": documents,
    }


@pytest.fixture
def packed(order) -> zipfile.ZipFile:
    stream = BundleStream(order)
    content = b"".join(stream)
    stream.close()
    assert len(content) == stream.length
    return zipfile.ZipFile(io.BytesIO(content))


def test_every_file_has_its_sum_and_its_line_in_the_manifest(packed, tmp_path):
    assert packed.testzip() is None
    told = json.loads(packed.read("manifest.json"))
    names = set(packed.namelist()) - {"SHA256SUMS", "manifest.json"}
    assert set(told["files"]) == names
    for name, facts in told["files"].items():
        content = packed.read(name)
        assert facts == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    packed.extractall(tmp_path / "stick")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=tmp_path / "stick",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert packed.read("SHA256SUMS").decode().count("\n") == len(names) + 1


def test_the_manifest_lists_every_page(packed):
    first, _second, third, *_rest = json.loads(packed.read("manifest.json"))["documents"]
    assert first["pages"] == [
        {"number": 1, "picture": "pages/01/0001.webp"},
        {"number": 2, "picture": "pages/01/0002.webp"},
    ]
    assert [page["picture"] for page in third["pages"]] == ["", ""], "a picture that is not there"


def test_names_are_safe_on_windows_and_differ(packed):
    names = packed.namelist()
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert name == unicodedata.normalize("NFC", name)
        assert not RESERVED & set(name)
        assert not any(part.endswith((" ", ".")) for part in name.split("/"))
        assert len(name) < 160
        assert ".." not in name.split("/")


def test_titles_cannot_become_markup_or_script(order):
    order["documents"][0]["title"] = "<script>alert(1)</script>"
    page = bundle_of(order).entries["index.html"].decode()
    assert "<script>alert" not in page
    texts = page.partition('id="texts">')[2].partition("</script>")[0]
    assert json.loads(texts)[0]["pages"][0] == "Trang 1 </script> đại hội"


def test_more_than_a_plain_zip_holds_is_refused(order, monkeypatch):
    monkeypatch.setattr("documents.bundle._MOST_BYTES", 10_000)
    with pytest.raises(TooLargeError):
        bundle_of(order).length()


def test_a_pack_that_cannot_be_made_says_so(order):
    order["documents"][0]["folder"] = "/nowhere"
    with pytest.raises(PressError):
        BundleStream(order)


def test_a_reader_who_leaves_ends_the_child(order):
    stream = BundleStream(order)
    next(iter(stream))
    stream.close()
    stream.close()
    assert stream._child.poll() is not None
