"""The desk without a look at the face beside a badge, without the seal: each must fail."""

from pathlib import Path

import pytest

from kiosk import sealed
from kiosk.beside import BadgeBesideFace
from kiosk.outbox import Outbox
from tests.kiosk.sealed_checks import faces_are_sealed, guesses_are_slowed
from tests.kiosk.test_beside import Counter, anothers_face_is_for_the_operator

pytestmark = pytest.mark.control


def control_nobody_compares_the_face_with_the_badge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BadgeBesideFace, "step", lambda _self, text, *_track, **_at: (text, None))
    outbox = Outbox(tmp_path / "outbox.db")
    try:
        anothers_face_is_for_the_operator(Counter(outbox))
    finally:
        outbox.close()


def control_without_the_seal_the_faces_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "_seal", lambda plain, _public: plain)
    faces_are_sealed(tmp_path)


def control_without_the_count_pins_are_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sealed._SCRYPT, "n", 2**10)
    monkeypatch.setattr(sealed.SealedGallery, "_count_try", lambda *_kept: None)
    guesses_are_slowed(tmp_path)
