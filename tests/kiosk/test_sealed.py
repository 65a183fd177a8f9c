"""Faces on the desk's disk: unreadable without the PIN, gone when they must be."""

from pathlib import Path

import pytest

from kiosk import sealed as sealed_module
from kiosk.sealed import KEPT_SECONDS, PinRefusedError, SealedGallery
from tests.kiosk.sealed_checks import (
    PIN,
    a_gallery,
    codes_of,
    faces_are_sealed,
    guesses_are_slowed,
    no_face_can_be_read,
)


@pytest.fixture(autouse=True)
def quick_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching a PIN is slow on purpose; the tests ask what it opens, not how long it takes."""
    monkeypatch.setitem(sealed_module._SCRYPT, "n", 2**10)


def ids(opened: dict[str, object]) -> list[int]:
    templates = opened["templates"]
    assert isinstance(templates, list)
    return [each["delegate_id"] for each in templates]


def test_faces_on_the_disk_cannot_be_read(tmp_path: Path) -> None:
    faces_are_sealed(tmp_path)


def test_the_pin_brings_them_back_in_another_process(tmp_path: Path) -> None:
    sealed = SealedGallery(tmp_path)
    assert sealed.state == "no_pin"
    sealed.set_pin(PIN)
    assert sealed.state == "empty"
    sealed.keep(a_gallery(1, 2))
    assert sealed.state == "locked"
    opened = SealedGallery(tmp_path).open(f" {PIN} ")
    assert ids(opened) == [1, 2]
    assert opened["templates"] == a_gallery(1, 2)["templates"]


def test_without_a_pin_nothing_is_kept(tmp_path: Path) -> None:
    SealedGallery(tmp_path).keep(a_gallery(1))
    assert list(tmp_path.iterdir()) == []


def test_a_withdrawn_face_leaves_the_file_without_the_pin(tmp_path: Path) -> None:
    SealedGallery(tmp_path).set_pin(PIN)
    SealedGallery(tmp_path).keep(a_gallery(1, 2))
    before = (tmp_path / "gallery.sealed").read_bytes()
    SealedGallery(tmp_path).keep(a_gallery(2))
    after = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert before[:64] not in after
    assert before[100:164] not in after
    assert ids(SealedGallery(tmp_path).open(PIN)) == [2]
    no_face_can_be_read(tmp_path, a_gallery(1, 2))


def test_guesses_are_counted_and_slowed(tmp_path: Path) -> None:
    guesses_are_slowed(tmp_path)


def test_how_long_a_wrong_pin_waits(tmp_path: Path) -> None:
    now = [0.0]
    sealed = SealedGallery(tmp_path, now=lambda: now[0])
    sealed.set_pin(PIN)
    sealed.keep(a_gallery(1))
    pauses = []
    for _ in range(13):
        with pytest.raises(PinRefusedError, match="pin_wrong") as refused:
            sealed.open("not this one")
        pauses.append(refused.value.seconds)
        now[0] += refused.value.seconds
    assert pauses[:6] == [0, 0, 5, 10, 20, 40]
    assert pauses[-1] == 900
    now[0] -= 100_000
    with pytest.raises(PinRefusedError, match="pin_wait") as refused:
        sealed.open(PIN)
    assert refused.value.seconds == 900, "a clock set back locks for a quarter of an hour at most"
    now[0] += 200_000
    assert codes_of(sealed, [PIN, "wrong-again", PIN]) == ["open", "pin_wrong", "open"]


@pytest.mark.parametrize("pin", ["", "12345", "     12345     ", "x" * 65])
def test_a_pin_has_six_characters_or_more(tmp_path: Path, pin: str) -> None:
    with pytest.raises(PinRefusedError, match="pin_too_short"):
        SealedGallery(tmp_path).set_pin(pin)


def test_another_pin_opens_and_the_old_one_does_not(tmp_path: Path) -> None:
    sealed = SealedGallery(tmp_path)
    sealed.set_pin(PIN)
    sealed.keep(a_gallery(1))
    sealed.set_pin("bông sen trắng")
    assert sealed.state == "empty"
    sealed.keep(a_gallery(1))
    assert codes_of(sealed, [PIN, "bông sen trắng"]) == ["pin_wrong", "open"]


def test_a_desk_that_is_shut_out_keeps_nothing(tmp_path: Path) -> None:
    sealed = SealedGallery(tmp_path)
    sealed.set_pin(PIN)
    sealed.keep(a_gallery(1))
    sealed.destroy()
    assert list(tmp_path.iterdir()) == []
    assert codes_of(sealed, [PIN]) == ["pin_nothing"]


@pytest.mark.parametrize("seconds", [KEPT_SECONDS + 1, -60])
def test_old_faces_or_those_of_the_future_are_destroyed(tmp_path: Path, seconds: float) -> None:
    now = [1_000_000.0]
    sealed = SealedGallery(tmp_path, now=lambda: now[0])
    sealed.set_pin(PIN)
    sealed.keep(a_gallery(1))
    now[0] += seconds
    assert codes_of(sealed, [PIN]) == ["pin_nothing"]
    assert sealed.state == "empty"


@pytest.mark.parametrize("name", ["gallery.sealed", "pin.json"])
def test_a_damaged_file_opens_nothing(tmp_path: Path, name: str) -> None:
    sealed = SealedGallery(tmp_path)
    sealed.set_pin(PIN)
    sealed.keep(a_gallery(1))
    content = bytearray((tmp_path / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / name).write_bytes(content)
    assert codes_of(sealed, [PIN])[0] in ("pin_nothing", "pin_wrong")
