"""The checks that a test makes with a protection, and a control without it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from checkin.decision import decide
from checkin.encoders import EngineChoice
from checkin.errors import ModelInstallError, VaultError
from checkin.faces import Encoding, Thresholds
from checkin.gallery import Gallery
from checkin.models import ModelFile, install
from checkin.vault import Vault
from tests.checkin.inputs import ROOT, Population, encoded

LIBRARY_THRESHOLD = Thresholds(accept=1 - 0.6, ask=0.2, margin=0.0, one_to_one=1 - 0.6)
"""face_recognition's own: distance 0.6, no look at the runner-up."""


def strangers_stay_strangers(
    gallery: Gallery, thresholds: Thresholds, population: Population
) -> None:
    """Of 2,000 strangers of the same population at most 1.5 % are taken for somebody."""
    strangers = population.photos(population.people(2_000))
    taken = sum(decide(gallery.nearest(face), thresholds) == "sure" for face in strangers)
    assert taken / len(strangers) <= 0.015


def real_strangers_stay_strangers(engine: EngineChoice, thresholds: Thresholds) -> None:
    """Everybody, left out of the gallery once, is never sure."""
    photos = encoded(engine)
    for stranger, faces in photos.items():
        others = [(name, rest[0]) for name, rest in photos.items() if name != stranger]
        gallery = Gallery([n for n, _ in others], [e for _, e in others], engine=engine)
        answers = {decide(gallery.nearest(face), thresholds) for face in faces}
        assert "sure" not in answers, stranger


def a_template() -> Encoding:
    return np.linspace(-1, 1, 128, dtype=np.float32)


def a_swapped_template_does_not_open(vault: Vault) -> None:
    """Lan's template put into Minh's row, under Minh's key, is refused."""
    name = {"congress_id": "c1", "model": "mobilefacenet-b7120c09", "version": 1}
    vault.seal(a_template(), delegate_id="minh", **name)
    _same_key_for_both(vault)
    sealed = vault.seal(a_template(), delegate_id="lan", **name)
    with pytest.raises(VaultError):
        vault.unseal(sealed, delegate_id="minh", **name)


def _same_key_for_both(vault: Vault) -> None:
    """Even with one key for both it must not open: the binding does it, not the key."""
    folder = vault._keys_dir / "c1"
    (folder / "lan.key").write_bytes((folder / "minh.key").read_bytes())


def an_erased_template_does_not_open(vault: Vault) -> None:
    """After destroying the key the ciphertext of an older backup is worth nothing."""
    row = {"congress_id": "c1", "delegate_id": "lan", "model": "m", "version": 1}
    backup = vault.seal(a_template(), **row)
    vault.destroy("c1", "lan")
    with pytest.raises(VaultError):
        vault.unseal(backup, **row)


def a_changed_file_is_refused(source: Path, models: Path, file: ModelFile) -> None:
    """One byte differs: nothing of it may arrive."""
    content = bytearray((source / file.name).read_bytes())
    content[100] ^= 1
    (source / file.name).write_bytes(content)
    with pytest.raises(ModelInstallError) as refused:
        install(models, source=source, files=[file])
    assert refused.value.code == "model_hash_wrong"
    assert list(models.iterdir()) == []


WITHOUT_PKG_RESOURCES = """
import sys, warnings
warnings.simplefilter("error")
sys.modules.pop("pkg_resources", None)

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pkg_resources":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Blocked())
"""


def the_process_lives(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program that imports the library and then says so."""
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_PKG_RESOURCES + program + "\nprint('alive')"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert ended.stdout.splitlines()[-1:] == ["alive"], ended.stderr
    assert "Warning" not in ended.stderr
    return ended
