"""The protections of face check-in taken away, one by one: each check must then fail."""

import hashlib
from pathlib import Path

import pytest

from checkin import models, vault
from checkin.faces import Thresholds
from checkin.gallery import Gallery
from checkin.vault import Vault
from tests.checkin.checks import (
    LIBRARY_THRESHOLD,
    a_changed_file_is_refused,
    a_swapped_template_does_not_open,
    an_erased_template_does_not_open,
    real_strangers_stay_strangers,
    strangers_stay_strangers,
    the_process_lives,
)
from tests.checkin.inputs import like_dlib

pytestmark = pytest.mark.control


def control_the_librarys_threshold_takes_strangers_for_somebody() -> None:
    population = like_dlib(5)
    people = population.photos(population.people(200))
    gallery = Gallery(list(range(200)), people, engine="dlib")
    strangers_stay_strangers(gallery, LIBRARY_THRESHOLD, population)


@pytest.mark.faces
def control_a_threshold_that_was_never_calibrated_takes_real_strangers() -> None:
    loose = Thresholds(accept=0.2, ask=0.1, margin=0.0, one_to_one=0.2)
    real_strangers_stay_strangers("onnx", loose)


def control_a_template_that_is_not_bound_opens_for_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(vault, "associated_data", lambda *_names, **_more: b"")
    a_swapped_template_does_not_open(Vault(tmp_path))


def control_a_key_that_is_kept_opens_old_backups(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Vault, "destroy", lambda *_names: True)
    an_erased_template_does_not_open(Vault(tmp_path))


def control_without_the_shim_the_library_does_not_load() -> None:
    the_process_lives(
        "import contextlib\n"
        "from checkin.encoders import dlib\n"
        "dlib._pkg_resources = contextlib.nullcontext\n"
        "dlib.face_recognition_library()\n"
    )


def control_imported_plainly_the_library_ends_the_process() -> None:
    the_process_lives("import face_recognition")


def control_without_the_hash_a_changed_model_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = bytes(1_000)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "model.onnx").write_bytes(content)
    file = models.ModelFile("model.onnx", hashlib.sha256(content).hexdigest(), len(content))
    monkeypatch.setattr(models, "_sha256", lambda _path: file.sha256)
    a_changed_file_is_refused(tmp_path / "stick", tmp_path / "models", file)
