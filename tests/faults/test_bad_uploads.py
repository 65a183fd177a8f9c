"""Whatever is uploaded to the whole server: a sentence, bounded memory, nothing half stored."""

import hashlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.documents import hostile, office
from tests.documents.measure import _peak_mb
from tests.faults.bad_uploads import (
    Shelf,
    open_shelf,
    process_named,
    send_long,
    small_disk,
    watched_peak,
)
from tests.running import running_server

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(900)]
WEB_GROWTH_MB = 20
CHILD_PEAK_MB = 512
OFFICE = {
    "macros": office.with_macros(),
    "office bomb": office.bomb(),
    "locked office file": office.compound("EncryptionInfo", "EncryptedPackage"),
    "cut off office file": office.word("x", pages=40)[:-30],
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with running_server(tmp_path_factory.mktemp("bad") / "data") as server:
        yield open_shelf(server)


def made(make: hostile.Maker, path: Path) -> bytes:
    make(path)
    return path.read_bytes()


def blank(pages: int = 1) -> bytes:
    file = io.BytesIO()
    hostile._blank(pages).save(file)
    return file.getvalue()


def photographs(pages: int) -> bytes:
    """Return a small PDF whose pages are large as pictures."""
    picture, file = io.BytesIO(), io.BytesIO()
    Image.effect_noise((720, 1018), 90).convert("RGB").save(picture, "JPEG", quality=60)
    pdf = hostile._blank(pages)
    image = pikepdf.Stream(pdf, picture.getvalue())
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = 720, 1018
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    image.Filter = pikepdf.Name.DCTDecode
    shared = pdf.make_indirect(image)
    for page in pdf.pages:
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=shared))
        page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    pdf.save(file)
    return file.getvalue()


def test_every_bad_file_ends_in_a_sentence_and_the_next_job_goes_on(
    shelf: Shelf, tmp_path: Path
) -> None:
    bad = {name: made(make, tmp_path / "x") for name, (make, _) in hostile.REFUSED.items()}
    harmless = {name: made(make, tmp_path / "x") for name, (make, _) in hostile.HARMLESS.items()}
    worker = process_named(shelf.server, "app.worker")
    assert shelf.send("empty", bad.pop("empty")).status == 409
    with watched_peak(worker) as peak:
        for name, content in (bad | OFFICE | harmless).items():
            assert shelf.send(name, content).status == 202, name
        assert shelf.send("honest", blank(3)).status == 202
        for name, content in (bad | OFFICE).items():
            found = shelf.outcome(name)
            assert found["state"] == "refused", name
            assert found["reason"], name
            assert shelf.pages_of(hashlib.sha256(content).hexdigest()) == [], name
        assert all(shelf.outcome(name)["state"] for name in harmless)
        assert shelf.outcome("honest")["pages"] == 3
    print(f"the largest child of the worker took {peak[0]:.0f} MB")
    assert peak[0] <= CHILD_PEAK_MB
    assert shelf.half_stored == []


def test_what_was_refused_is_handed_to_nobody_but_the_office(shelf: Shelf) -> None:
    shelf.send("macros again", office.with_macros())
    assert shelf.outcome("macros again")["state"] == "refused"
    path = f"{shelf.url}/{shelf.sent['macros again']}/file"
    congress = shelf.url.split("/")[3]
    token = shelf.server.flask("token", "--role", "viewer", "--congress", congress).split()[-1]
    assert shelf.server.client(token).call("GET", path).status == 404
    headers = shelf.admin.call("GET", path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox")
    assert headers["Content-Disposition"].startswith("attachment")


def test_the_same_file_twice_is_kept_once_and_read_twice(shelf: Shelf) -> None:
    content = blank(2)
    for name in ("one", "two"):
        assert shelf.send(name, content).status == 202
    assert [shelf.outcome(name)["pages"] for name in ("one", "two")] == [2, 2]
    answer = shelf.send("three", content, if_same="ask")
    assert (answer.status, answer.json["same_as"]["title"]) == (409, "one")


def test_three_hundred_megabytes_pass_through_without_being_held(shelf: Shelf) -> None:
    web = Path(f"/proc/{process_named(shelf.server, 'wsgi')}")
    assert send_long(shelf, 1)[0] == 202
    (web / "clear_refs").write_text("5")  # the peak begins anew with what is resident now
    before = _peak_mb(web.name)
    assert send_long(shelf, 299)[0] == 202
    status, said = send_long(shelf, 302)
    assert (status, bool(said["detail"])) == (413, True)
    growth = _peak_mb(web.name) - before
    print(f"the web process grew by {growth:.1f} MB")
    assert growth <= WEB_GROWTH_MB
    assert shelf.half_stored == []


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    with small_disk(folder, megabytes=64) as may:
        if not may:
            pytest.skip("small disk: this account may not mount one")
        with running_server(folder / "data") as server:
            check_full_disk(open_shelf(server), folder)


def check_full_disk(shelf: Shelf, folder: Path) -> None:
    """Fill the disk by an upload, then by pages; each time it says so and goes on."""
    status, said = send_long(shelf, 45)
    assert (status in (409, 507), bool(said["detail"])) == (True, True)
    assert shelf.half_stored == []

    heavy = photographs(40)
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        free = shutil.disk_usage(folder).free - len(heavy) * 2 - (5 << 20)
        file.write(bytes(free))
    shelf.send("heavy", heavy)
    shelf.send("light", blank())
    assert shelf.outcome("heavy")["state"] == "refused"
    assert shelf.pages_of(hashlib.sha256(heavy).hexdigest()) == []
    assert shelf.outcome("light")["state"] == "ready"
    assert shelf.half_stored == []

    ballast.unlink()
    again = shelf.admin.call("POST", f"{shelf.url}/{shelf.sent['heavy']}/prepare", {})
    assert again.status == 202
    assert shelf.outcome("heavy")["pages"] == 40
