"""A file is kept whole or not at all, under the hash of its content."""

import hashlib
import io
import os
import subprocess
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from documents.errors import StoreError
from documents.media import SUFFIXES, sniff
from documents.store import FileStore, safe_name
from tests.documents.checks import check_nothing_half_stored
from tests.documents.measure import ROOT


def kept(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_is_saved_is_found_under_its_hash(tmp_path: Path, report_pdf: Path) -> None:
    store = FileStore(tmp_path / "files")
    with report_pdf.open("rb") as file:
        stored = store.save(file, limit_bytes=10 << 20)
    assert stored.digest == hashlib.sha256(report_pdf.read_bytes()).hexdigest()
    assert (stored.size_bytes, stored.media_type) == (report_pdf.stat().st_size, "application/pdf")
    assert store.path(stored.digest).read_bytes() == report_pdf.read_bytes()


def test_the_same_file_twice_is_kept_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    first = store.save(io.BytesIO(b"one"), limit_bytes=10)
    assert store.save(io.BytesIO(b"one"), limit_bytes=10) == first
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"x" * 101, "too_large"), (b"x" * 10_000, "too_large")]
)
def test_refused_and_nothing_kept(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(StoreError) as caught:
        FileStore(tmp_path).save(io.BytesIO(content), limit_bytes=100)
    assert caught.value.code == code
    assert kept(tmp_path) == []


def test_an_upload_of_exactly_the_limit_is_kept(tmp_path: Path) -> None:
    assert FileStore(tmp_path).save(io.BytesIO(b"x" * 100), limit_bytes=100).size_bytes == 100


def test_a_broken_connection_leaves_nothing(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            chunk = super().read(size)
            if not chunk:
                raise ConnectionResetError
            return chunk

    with pytest.raises(ConnectionResetError):
        FileStore(tmp_path).save(Broken(b"half of it"), limit_bytes=100)
    assert kept(tmp_path) == []


def test_a_full_disk_leaves_nothing_half_stored(tmp_path: Path) -> None:
    check_nothing_half_stored(tmp_path)


def test_saving_takes_little_memory(tmp_path: Path) -> None:
    program = (
        "import io, sys; from pathlib import Path; from documents.store import FileStore\n"
        "peak = lambda: int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
        "before = peak()\n"
        "with open('/dev/zero', 'rb') as zero:\n"
        "    class Large:\n"
        "        left = 300 << 20\n"
        "        def read(self, size=-1):\n"
        "            size = min(size, self.left); self.left -= size; return zero.read(size)\n"
        "    FileStore(Path(sys.argv[1])).save(Large(), limit_bytes=300 << 20)\n"
        "print(peak() - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )
    assert int(done.stdout) < 20_000


def test_discard_forgets_and_may_be_repeated(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    digest = store.save(io.BytesIO(b"one"), limit_bytes=10).digest
    store.discard(digest)
    store.discard(digest)
    with pytest.raises(StoreError) as caught:
        store.path(digest)
    assert caught.value.code == "unknown"


@pytest.mark.parametrize("digest", ["", "..", "../" * 22, "/etc/passwd", "A" * 64, "g" * 64])
def test_only_a_digest_is_a_way_into_the_store(tmp_path: Path, digest: str) -> None:
    for ask in (FileStore(tmp_path).path, FileStore(tmp_path).discard):
        with pytest.raises(StoreError):
            ask(digest)


def test_sweep_removes_what_a_crash_left(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    stored = store.save(io.BytesIO(b"kept"), limit_bytes=10)
    for name, age in (("old", 100_000), ("new", 10)):
        path = tmp_path / "incoming" / name
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age,) * 2)
    assert store.sweep() == 1
    assert {path.name for path in kept(tmp_path)} == {"new", stored.digest}


@pytest.mark.parametrize(
    ("title", "media_type", "name"),
    [
        ("Báo cáo chính trị.pdf", "application/pdf", "Báo cáo chính trị.pdf"),
        ("Báo cáo chính trị.docx", "application/pdf", "Báo cáo chính trị.docx.pdf"),
        ("../../etc/passwd", "application/pdf", "-..-etc-passwd.pdf"),
        ("C:\\tmp\\x", "image/png", "C-tmp-x.png"),
        ("hóa đơn \u202egpj.exe", "application/pdf", "hóa đơn gpj.exe.pdf"),
        (".ẩn", "application/pdf", "ẩn.pdf"),
        ("con", "application/pdf", "document con.pdf"),
        ("///", "application/pdf", "document.pdf"),
        ("", "x/unknown", "document.bin"),
        ("a\r\nSet-Cookie: x", "application/pdf", "a Set-Cookie- x.pdf"),
    ],
)
def test_safe_name(title: str, media_type: str, name: str) -> None:
    assert safe_name(title, media_type) == name


@given(st.text(max_size=600), st.sampled_from(sorted(SUFFIXES)))
@example("ệ" * 500, "application/pdf")
@example(unicodedata.normalize("NFD", "Nghị quyết " * 50), "application/pdf")
def test_every_safe_name_is_safe(title: str, media_type: str) -> None:
    name = safe_name(title, media_type)
    assert len(name) <= 120
    assert len(name.encode()) <= 240
    assert name == unicodedata.normalize("NFC", name)
    assert name.endswith(SUFFIXES[media_type])
    assert not name.startswith((".", " "))
    assert not set(name) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in name)


def picture(form: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, form)
    return file.getvalue()


def archive(*names: str, first: tuple[str, str] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        if first:
            packed.writestr(*first)
        for name in names:
            packed.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"\0\0garbage before\n%PDF-1.4\n", ".pdf"),
        (picture("PNG"), ".png"),
        (picture("JPEG"), ".jpg"),
        (picture("WEBP"), ".webp"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", ".webm"),
        (b"\0\0\0 ftypisom", ".mp4"),
        (b" <HTML><body>", ".html"),
        (b"\xef\xbb\xbf<!-- x -->\n<!doctype html>", ".html"),
        (b"<html><!-- %PDF-1.7 -->", ".html"),
        (b'<?xml version="1.0"?>\n<!-- y -->\n<svg xmlns="x">', ".svg"),
        (archive("[Content_Types].xml", "word/document.xml"), ".docx"),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), ".docm"),
        (archive("ppt/presentation.xml"), ".pptx"),
        (archive("xl/workbook.xml"), ".xlsx"),
        (archive(first=("mimetype", "application/vnd.oasis.opendocument.text")), ".odt"),
        (archive("anything"), ".zip"),
    ],
)
def test_content_tells_the_type(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / "misnamed.pdf"
    path.write_bytes(content)
    assert SUFFIXES[sniff(path)] == suffix


@pytest.mark.parametrize("content", [b"", b"hello", b"\0\0\0 ftypheic", b"MZ\x90"])
def test_the_rest_is_unknown(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert sniff(path) == "application/octet-stream"
