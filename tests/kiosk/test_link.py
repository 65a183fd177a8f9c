"""The link: faces come and go with the server's word, and the desk says why it has none."""

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk import link as link_module
from kiosk.camera import BrowserCamera
from kiosk.desk import Desk
from kiosk.faces import Faces
from kiosk.known_faces import KnownFaces
from kiosk.link import Link
from kiosk.loop import Recogniser
from kiosk.outbox import Outbox
from kiosk.pairing import Pairing, load_pairing
from kiosk.roster import badge_hash, load_roster
from kiosk.sealed import SealedGallery
from kiosk.server import CodeRefusedError, Server
from tests.kiosk.fake_server import TOKEN, FakeServer
from tests.kiosk.people import LAN, MINH, gallery
from tests.kiosk.sealed_checks import PIN
from tests.kiosk.videos import faces_dir, models_dir, template


class Linked:
    """A desk, its link and what the loop would recognise with."""

    def __init__(self, folder: Path, hall: FakeServer, models: Path) -> None:
        self.recogniser: Recogniser | None = None
        self.outbox = Outbox(folder / "outbox.db")
        self.desk = Desk(self.outbox)
        self.roster_path = folder / "roster.json"
        self.link = Link(
            *(Server(hall.url, TOKEN), self.outbox, self.desk),
            faces=KnownFaces(Faces(models), SealedGallery(folder), self.recognise_with),
            roster_path=self.roster_path,
            pairing_path=folder / "desk.json",
            camera=BrowserCamera(),
        )

    def recognise_with(self, recogniser: Recogniser | None) -> None:
        self.recogniser = recogniser

    def until(self, wanted: Callable[[], bool], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not wanted():
            assert time.monotonic() < end, (self.link.faces.state, self.link.troubles)
            time.sleep(0.01)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "_REFRESH_SECONDS", 0.05)
    monkeypatch.setattr(link_module, "_RETRY_SECONDS", 0.05)


@pytest.fixture
def hall() -> Iterator[FakeServer]:
    hall = FakeServer(gallery())
    yield hall
    hall.stop()


@pytest.fixture
def linked(tmp_path: Path, hall: FakeServer) -> Iterator[Callable[[Path], Linked]]:
    started: list[Linked] = []

    def start(models: Path) -> Linked:
        one = Linked(tmp_path, hall, models)
        one.link.start()
        started.append(one)
        return one

    yield start
    for one in started:
        one.link.close()
        one.outbox.close()


def test_roster_and_numbers_come_and_the_roster_is_kept(
    linked: Callable[[Path], Linked], tmp_path: Path
) -> None:
    one = linked(tmp_path)
    one.until(lambda: one.link.attendance is not None)
    assert one.link.online
    assert one.link.name == "Bàn 1"
    assert one.link.faces.state == "no_faces"
    assert load_roster(one.roster_path) == one.desk.roster


@pytest.mark.parametrize(
    ("standing", "shown"),
    [
        ("replaced", "replaced_badge"),
        ("other_congress", "other_congress"),
        ("unknown", "unknown_badge"),
    ],
)
def test_the_server_is_asked_why_a_badge_is_unknown(
    *, linked: Callable[[Path], Linked], hall: FakeServer, tmp_path: Path, standing: str, shown: str
) -> None:
    strange = "Abcd_efgh-000000"
    hall.badges[badge_hash(strange)] = (standing, LAN if standing == "replaced" else None)
    one = linked(tmp_path)
    one.desk.unknown_badge_seen = one.link.ask_about
    one.until(lambda: one.link.online)
    one.desk.scan(strange)
    one.until(lambda: one.desk.view()["result"] == shown)
    one.until(lambda: badge_hash(strange) in hall.asked_badges)
    assert one.desk.view()["result"] == shown
    assert one.outbox.pending == 0
    assert not hall.kept


def test_going_offline_and_coming_back(
    linked: Callable[[Path], Linked], hall: FakeServer, tmp_path: Path
) -> None:
    one = linked(tmp_path)
    one.until(lambda: one.link.online)
    hall.stop()
    one.until(lambda: not one.link.online)
    one.desk.check_in(LAN, "name")
    assert one.outbox.pending == 1
    hall.start()
    one.until(lambda: one.link.online and one.outbox.pending == 0)
    assert hall.people() == {LAN: 1}


@pytest.mark.parametrize(
    ("replaced", "state"),
    [
        ({"engine": "onnx", "model": "m"}, "models_missing"),
        ({"engine": "other", "model": "m"}, "other_model"),
    ],
)
def test_why_there_are_no_faces_is_said_and_the_rest_goes_on(
    linked: Callable[[Path], Linked],
    hall: FakeServer,
    tmp_path: Path,
    replaced: dict[str, str],
    state: str,
) -> None:
    hall.gallery = gallery(templates=[{"delegate_id": LAN, "encoding": "AACAPw=="}], **replaced)
    one = linked(tmp_path)
    one.until(lambda: one.link.faces.state == state)
    assert one.recogniser is None
    one.desk.check_in(LAN, "name")
    one.until(lambda: hall.people() == {LAN: 1})


@pytest.mark.faces
def test_templates_of_another_model_are_never_compared(
    linked: Callable[[Path], Linked], hall: FakeServer
) -> None:
    made, _ = template(faces_dir() / "obama/obama.jpg")
    templates = [{"delegate_id": LAN, **made}]
    hall.gallery = gallery(templates=templates, engine="onnx", model="another")
    one = linked(models_dir())
    one.until(lambda: one.link.faces.state == "other_model")
    assert one.recogniser is None


@pytest.mark.faces
def test_a_withdrawn_face_and_a_revoked_desk_lose_the_faces(
    linked: Callable[[Path], Linked], hall: FakeServer
) -> None:
    made, model = template(faces_dir() / "obama/obama.jpg")
    enrolled = gallery(templates=[{"delegate_id": LAN, **made}], engine="onnx", model=model)
    hall.gallery = enrolled
    one = linked(models_dir())
    one.until(lambda: one.recogniser is not None and one.link.faces.state == "ready")
    hall.gallery, hall.version = gallery(), 2
    one.until(lambda: one.recogniser is None and one.link.faces.state == "no_faces")
    hall.gallery, hall.version = enrolled, 3
    one.until(lambda: one.recogniser is not None)
    hall.token = "another"
    one.until(lambda: one.recogniser is None and one.link.troubles == ["token_refused"])
    assert not one.link.online
    hall.token = TOKEN
    one.until(lambda: one.recogniser is not None and one.link.troubles == [])


@pytest.mark.faces
def test_faces_are_nowhere_in_the_desks_folder(
    linked: Callable[[Path], Linked], hall: FakeServer, tmp_path: Path
) -> None:
    made, model = template(faces_dir() / "obama/obama.jpg")
    hall.gallery = gallery(templates=[{"delegate_id": LAN, **made}], engine="onnx", model=model)
    one = linked(models_dir())
    one.until(lambda: one.link.faces.state == "ready")
    one.desk.check_in(LAN, "face")
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert made["encoding"][:40].encode() not in kept
    assert base64.b64decode(made["encoding"])[:16] not in kept
    assert b"Lan" in kept


@pytest.mark.faces
def test_a_withdrawn_face_leaves_the_sealed_file_and_a_revoked_desk_has_none(
    linked: Callable[[Path], Linked], hall: FakeServer, tmp_path: Path
) -> None:
    made, model = template(faces_dir() / "obama/obama.jpg")
    both = [{"delegate_id": LAN, **made}, {"delegate_id": MINH, **made}]
    hall.gallery = gallery(templates=both, engine="onnx", model=model)
    one = linked(models_dir())
    one.until(lambda: one.link.faces.state == "ready")
    one.link.faces.set_pin(PIN)
    assert one.link.faces.pin == "kept"
    before = (tmp_path / "gallery.sealed").read_bytes()
    hall.gallery, hall.version = {**hall.gallery, "templates": both[1:]}, 2
    one.until(lambda: one.recogniser is not None and len(one.recogniser.gallery) == 1)
    one.until(lambda: (tmp_path / "gallery.sealed").exists())
    opened = SealedGallery(tmp_path).open(PIN)
    assert [each["delegate_id"] for each in opened["templates"]] == [MINH]
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert before[100:164] not in kept
    assert made["encoding"][:40].encode() not in kept
    hall.token = "another"
    one.until(lambda: one.link.faces.state == "token_refused")
    assert not (tmp_path / "gallery.sealed").exists()
    assert not (tmp_path / "pin.json").exists()


def test_a_clock_that_is_wrong_is_said(
    linked: Callable[[Path], Linked], hall: FakeServer, tmp_path: Path
) -> None:
    hall.clock_shift_seconds = -600
    one = linked(tmp_path)
    one.until(lambda: one.link.troubles == ["clock_wrong"] and one.desk.roster is not None)
    one.desk.check_in(LAN, "name")
    one.until(lambda: bool(hall.kept))
    offset = next(iter(hall.kept.values()))["clock_offset_ms"]
    assert offset == pytest.approx(-600_000, abs=1100)


def test_the_office_is_told_how_the_desk_is(
    linked: Callable[[Path], Linked], hall: FakeServer, tmp_path: Path
) -> None:
    one = linked(tmp_path)
    one.until(lambda: bool(hall.reports))
    assert hall.reports[-1]["camera"] == "waiting"
    assert hall.reports[-1]["pin"] == "no_pin"
    hall.answers[LAN] = 503
    one.desk.check_in(LAN, "name")
    one.until(lambda: hall.reports[-1]["pending"] == 1)
    del hall.answers[LAN]
    one.until(lambda: hall.reports[-1]["pending"] == 0)


def test_a_desk_whose_token_was_taken_back_is_paired_again_and_sends_what_waits(
    linked: Callable[[Path], Linked], hall: FakeServer, tmp_path: Path
) -> None:
    one = linked(tmp_path)
    one.until(lambda: one.link.online)
    hall.token = "another"
    one.until(lambda: one.link.troubles == ["token_refused"])
    one.desk.check_in(LAN, "name")
    assert one.outbox.pending == 1
    with pytest.raises(CodeRefusedError):
        one.link.pair("QQQQQQ")
    hall.codes["CFG234"] = "new-token"
    one.link.pair("CFG234")
    one.until(lambda: one.outbox.pending == 0 and one.link.troubles == [])
    assert hall.people() == {LAN: 1}
    assert load_pairing(tmp_path / "desk.json") == Pairing(hall.url, "new-token")
