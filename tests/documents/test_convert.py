"""Office files become PDF, or a clear refusal; nothing in them runs, fetches or looks around."""

import http.server
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from documents import compound, convert, sandbox
from documents.errors import ConvertError
from documents.media import LOCKED_OFFICE, sniff
from tests.documents import office
from tests.documents.checks import check_office_refused
from tests.documents.conftest import FONTS

needs_libreoffice = pytest.mark.skipif(
    convert.converter() is None, reason="LibreOffice is not installed here"
)
# What each is made from, and LibreOffice's name for the format.
REAL_FILES = {
    "docx": ("text", "MS Word 2007 XML"),
    "doc": ("text", "MS Word 97"),
    "xlsx": ("spreadsheet", "Calc MS Excel 2007 XML"),
    "xls": ("spreadsheet", "MS Excel 97"),
    "pptx": ("presentation", "Impress MS PowerPoint 2007 XML"),
    "ppt": ("presentation", "MS PowerPoint 97"),
    "odt": ("text", "writer8"),
    "ods": ("spreadsheet", "calc8"),
    "odp": ("presentation", "impress8"),
}
MACRO_MODULE = b"REM  *****  BASIC  *****"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Path]:
    """Where the PDF goes; nothing else may be left beside it."""
    yield tmp_path / "out" / "made.pdf"
    workshop = tmp_path / "workshop"
    assert not workshop.exists() or list(workshop.iterdir()) == []


def kept(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


def refusal_of(folder: Path, content: bytes) -> str:
    """Convert; return the code of the refusal, or "" when a PDF came out."""
    try:
        target = folder / "out" / "made.pdf"
        file = kept(folder, content)
        convert.convert(file, target, workshop=folder / "workshop", fonts=FONTS.parent)
    except ConvertError as error:
        assert not (folder / "out" / "made.pdf").exists()
        return error.code
    return ""


def words_of(path: Path) -> str:
    with pdfium.PdfDocument(path) as pdf:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LibreOffice's settings while it writes files: kept, because making them takes seconds."""
    return tmp_path_factory.mktemp("profile")


def saved_by_an_office_program(folder: Path, suffix: str, *, profile: Path) -> Path:
    """Let LibreOffice itself write the file, with all that a real one holds."""
    kind, format_name = REAL_FILES[suffix]
    source = folder / "made.xml"
    source.write_bytes(office.open_document("Đại hội XII", kind=kind))
    written = folder / "written"
    command = [str(convert.converter()), "--headless"]
    command += [f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", f"{suffix}:{format_name}", "--outdir", str(written), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return written / f"made.{suffix}"


@needs_libreoffice
@pytest.mark.parametrize("suffix", REAL_FILES)
def test_what_an_office_program_saved_becomes_pages(
    suffix: str, tmp_path: Path, made: Path, profile: Path
) -> None:
    file = saved_by_an_office_program(tmp_path, suffix, profile=profile)
    assert convert.FILTERS[sniff(file)][0] == f".{suffix}"
    assert refusal_of(tmp_path, file.read_bytes()) == ""
    assert "Đại hội XII" in words_of(made)


@needs_libreoffice
def test_it_works_without_bubblewrap_too(
    tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_bubblewrap", lambda: None)
    assert refusal_of(tmp_path, office.word("Đại hội XII")) == ""
    assert "Đại hội XII" in words_of(made)


@needs_libreoffice
@pytest.mark.parametrize("walled", [True, False])
def test_a_file_on_the_server_is_not_drawn_into_the_pages(
    *, walled: bool, tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not walled:
        monkeypatch.setattr(sandbox, "_bubblewrap", lambda: None)
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật của máy chủ")
    section = (
        '<text:section text:name="s"><text:section-source'
        f' xlink:href="{secret.as_uri()}" xlink:type="simple"/></text:section>'
    )
    assert refusal_of(tmp_path, office.open_document("x", inside=section)) == ""
    assert "bí mật" not in words_of(made)


@needs_libreoffice
def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_bubblewrap", lambda: None)
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        link = f"http://127.0.0.1:{server.server_port}"
        inside = (
            f'<text:p><draw:frame text:anchor-type="as-char"><draw:image xlink:href="{link}/a.png"'
            ' xlink:type="simple"/></draw:frame></text:p><text:section text:name="s">'
            f'<text:section-source xlink:href="{link}/b.odt" xlink:type="simple"/></text:section>'
        )
        refusal = refusal_of(tmp_path, office.open_document("x", inside=inside))
        server.shutdown()
    assert (refusal, asked) == ("", [])


MACROS = {
    "an innocent name": office.with_macros(),
    "its own name": office.word("x", parts={"word/vbaProject.bin": b"\0" * 64}),
    "Basic": office.open_document("x", parts={"Basic/Standard/Module1.xml": MACRO_MODULE}),
    "a script": office.open_document("x", parts={"Scripts/python/a.py": b"print(1)"}),
    "an old file": office.compound("WordDocument", "Macros", "VBA"),
}


@needs_libreoffice
@pytest.mark.parametrize("name", MACROS)
def test_macros_are_refused(name: str, tmp_path: Path) -> None:
    assert refusal_of(tmp_path, MACROS[name]) == "macros"


@needs_libreoffice
def test_a_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, office.bomb()) == "too_heavy"
    check_office_refused(tmp_path, office.bomb(), "too_heavy")


@needs_libreoffice
def test_locked_and_broken_files_are_refused(tmp_path: Path) -> None:
    locked = office.open_document("x", parts={"META-INF/manifest.xml": b"<encryption-data/>"})
    assert (
        refusal_of(tmp_path, office.compound("EncryptionInfo", "EncryptedPackage")) == "encrypted"
    )
    assert refusal_of(tmp_path, locked) == "encrypted"
    whole = office.word("x", pages=40)
    assert refusal_of(tmp_path, whole[: len(whole) - 30]) in {"damaged", "not_a_document"}
    assert refusal_of(tmp_path, office.compound("WordDocument")) in {"damaged", "too_heavy"}


def test_without_libreoffice_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "converter", lambda: None)
    assert refusal_of(tmp_path, office.word("x")) == "no_converter"


@pytest.mark.parametrize(
    ("streams", "media_type"),
    [
        (("WordDocument", "1Table"), "application/msword"),
        (("Workbook",), "application/vnd.ms-excel"),
        (("PowerPoint Document",), "application/vnd.ms-powerpoint"),
        (("EncryptedPackage",), LOCKED_OFFICE),
        ((*(f"stream {each}" for each in range(30)), "Workbook"), "application/vnd.ms-excel"),
    ],
)
def test_old_files_are_told_by_their_streams(
    streams: tuple[str, ...], media_type: str, tmp_path: Path
) -> None:
    assert sniff(kept(tmp_path, office.compound(*streams))) == media_type


def test_a_directory_in_a_circle_ends(tmp_path: Path) -> None:
    content = bytearray(office.compound("WordDocument"))
    content[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")  # sector 1 is followed by itself
    with pytest.raises(compound.CompoundError):
        compound.entry_names(kept(tmp_path, bytes(content)))
    assert sniff(tmp_path / "upload") == "application/octet-stream"
