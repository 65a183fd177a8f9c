"""A template opens for its own delegate, model and key only, and never after an erasure."""

import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from checkin.errors import VaultError
from checkin.vault import Vault
from tests.checkin.checks import (
    a_swapped_template_does_not_open,
    a_template,
    an_erased_template_does_not_open,
)

ROW: dict[str, Any] = {"congress_id": "c1", "delegate_id": "lan", "model": "m-1", "version": 1}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "keys")


def test_what_is_sealed_opens_again(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal(a_template(), **ROW)
    opened = Vault(tmp_path / "keys").unseal(sealed, **ROW)
    assert opened.dtype == np.float32
    assert (opened == a_template()).all()


def test_a_sealed_template_shows_nothing_and_is_new_each_time(vault: Vault) -> None:
    first, second = vault.seal(a_template(), **ROW), vault.seal(a_template(), **ROW)
    assert first != second
    assert a_template().tobytes()[:8] not in first


@pytest.mark.parametrize(
    "other",
    [{"congress_id": "c2"}, {"delegate_id": "minh"}, {"model": "m-2"}, {"version": 2}],
    ids=lambda other: next(iter(other)),
)
def test_it_opens_for_nothing_else(vault: Vault, other: dict[str, Any]) -> None:
    sealed = vault.seal(a_template(), **ROW)
    vault.seal(a_template(), **(ROW | other))
    with pytest.raises(VaultError):
        vault.unseal(sealed, **(ROW | other))


def test_a_template_moved_to_another_delegate_is_refused(vault: Vault) -> None:
    a_swapped_template_does_not_open(vault)


@pytest.mark.parametrize("place", [0, 1, 13, 100, -1])
def test_a_changed_byte_is_noticed(vault: Vault, place: int) -> None:
    sealed = bytearray(vault.seal(a_template(), **ROW))
    sealed[place] ^= 1
    with pytest.raises(VaultError) as refused:
        vault.unseal(bytes(sealed), **ROW)
    assert refused.value.code == "template_unreadable"


@pytest.mark.parametrize("length", [0, 1, 12, 13, 40])
def test_a_cut_template_is_noticed(vault: Vault, length: int) -> None:
    sealed = vault.seal(a_template(), **ROW)[:length]
    with pytest.raises(VaultError):
        vault.unseal(sealed, **ROW)


def test_another_key_does_not_open_it(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal(a_template(), **ROW)
    other = Vault(tmp_path / "other")
    other.seal(a_template(), **ROW)
    with pytest.raises(VaultError):
        other.unseal(sealed, **ROW)


def test_an_erased_delegate_cannot_be_read_from_a_backup(vault: Vault) -> None:
    an_erased_template_does_not_open(vault)


def test_after_an_erasure_a_new_enrolment_has_a_new_key(vault: Vault) -> None:
    old = vault.seal(a_template(), **ROW)
    assert vault.destroy("c1", "lan")
    assert not vault.destroy("c1", "lan")
    new = vault.seal(a_template(), **ROW)
    assert (vault.unseal(new, **ROW) == a_template()).all()
    with pytest.raises(VaultError):
        vault.unseal(old, **ROW)


def test_a_whole_congress_is_erased_and_no_other(vault: Vault) -> None:
    sealed = {
        (congress, delegate): vault.seal(
            a_template(), **(ROW | {"congress_id": congress, "delegate_id": delegate})
        )
        for congress in ("c1", "c2")
        for delegate in ("lan", "minh")
    }
    assert vault.destroy_congress("c1") == 2
    assert vault.destroy_congress("c1") == 0
    assert vault.destroy_congress("c9") == 0
    with pytest.raises(VaultError) as refused:
        vault.unseal(sealed["c1", "lan"], **ROW)
    assert refused.value.code == "key_missing"
    assert len(vault.unseal(sealed["c2", "lan"], **(ROW | {"congress_id": "c2"}))) == 128


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_only_the_owner_reads_the_keys(vault: Vault, tmp_path: Path) -> None:
    vault.seal(a_template(), **ROW)
    folder = tmp_path / "keys" / "c1"
    assert stat.S_IMODE((folder / "lan.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["lan.key"]


@pytest.mark.parametrize("name", ["", "..", "../c2", "a/b", "a|b", ".hidden", "x" * 65, "a\n"])
def test_no_name_leads_out_of_the_folder(vault: Vault, name: str) -> None:
    with pytest.raises(VaultError) as refused:
        vault.seal(a_template(), **(ROW | {"delegate_id": name}))
    assert refused.value.code == "name_invalid"
    with pytest.raises(VaultError):
        vault.destroy(name, "lan")


def test_a_damaged_key_is_said(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal(a_template(), **ROW)
    (tmp_path / "keys" / "c1" / "lan.key").write_bytes(b"short")
    with pytest.raises(VaultError) as refused:
        vault.unseal(sealed, **ROW)
    assert refused.value.code == "key_damaged"


def test_errors_and_names_tell_no_secret(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal(a_template(), **ROW)
    key = (tmp_path / "keys" / "c1" / "lan.key").read_bytes()
    with pytest.raises(VaultError) as refused:
        vault.unseal(sealed[:-1], **ROW)
    assert key.hex() not in repr(refused.value)
    assert str(tmp_path) not in repr(vault)
