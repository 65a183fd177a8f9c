"""What must hold of faces on a desk's disk; the controls ask the same without the seal."""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.sealed import PinRefusedError, SealedGallery

PIN = "sen hồng 27"


def a_gallery(*delegates: int) -> dict[str, Any]:
    """Made-up templates of some delegates, as the server sends them."""
    random = np.random.default_rng(7)
    faces = {
        each: random.normal(size=128).astype("<f4").tobytes() for each in range(max(delegates) + 1)
    }
    return {
        "engine": "onnx",
        "model": "m",
        "templates": [
            {"delegate_id": each, "encoding": base64.b64encode(faces[each]).decode()}
            for each in delegates
        ],
    }


def no_face_can_be_read(folder: Path, answer: Mapping[str, Any]) -> None:
    """Neither the text of a template nor its numbers are in any file."""
    files = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    for template in answer["templates"]:
        text = template["encoding"].encode()
        for content in files:
            assert text[:40] not in content
            assert base64.b64decode(text)[:16] not in content


def faces_are_sealed(folder: Path) -> None:
    sealed = SealedGallery(folder)
    sealed.set_pin(PIN)
    sealed.keep(a_gallery(1, 2))
    no_face_can_be_read(folder, a_gallery(1, 2))


def guesses_are_slowed(folder: Path) -> None:
    """After five wrong PINs the right one has to wait, in a process that was started anew too."""
    now = 1_000_000.0
    sealed = SealedGallery(folder, now=lambda: now)
    sealed.set_pin(PIN)
    sealed.keep(a_gallery(1))
    assert codes_of(sealed, ["123456"] * 5 + [PIN])[-1] == "pin_wait"
    assert codes_of(SealedGallery(folder, now=lambda: now), [PIN]) == ["pin_wait"]


def codes_of(sealed: SealedGallery, pins: list[str]) -> list[str]:
    codes = []
    for pin in pins:
        try:
            sealed.open(pin)
        except PinRefusedError as error:
            codes.append(error.code)
        else:
            codes.append("open")
    return codes
