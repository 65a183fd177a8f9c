"""A key for each delegate and each congress, beside the database: backups hold them only under it.

These keys are not those of faces: whoever withdraws consent to face check-in stays a delegate. A
destroyed key leaves an empty file behind, so that "erased" is not mistaken for "not brought along".
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from checkin.errors import VaultError
from checkin.vault import Vault

SEALED_FORMAT = 1
GONE = ".erased"


class GoneError(Exception):
    """The key was destroyed: what it sealed is erased."""


@dataclass(frozen=True)
class Owner:
    """Whose key seals something: a delegate's, or the congress's own (number 0)."""

    congress_id: int
    delegate_id: int

    @property
    def names(self) -> dict[str, Any]:
        """Return what the vault calls the owner."""
        return {"congress_id": str(self.congress_id), "delegate_id": str(self.delegate_id)}


def folder() -> Path:
    """Return where the keys lie."""
    root: Path = current_app.config["SETTINGS"].keys_dir
    return root / "people"


def gone_mark(owner: Owner) -> Path:
    """Return the file that says that a key was destroyed."""
    return folder() / str(owner.congress_id) / f"{owner.delegate_id}{GONE}"


def seal(plain: bytes, owner: Owner, place: str) -> bytes:
    """Return `plain` under the owner's key, made when there is none; bound to `place`."""
    vault = Vault(folder())
    return vault.seal_bytes(plain, **owner.names, model=place, version=SEALED_FORMAT)


def unseal(sealed: bytes, owner: Owner, place: str) -> bytes:
    """Return what `seal` was given; raises GoneError.

    A key that does not open it is a newer one: the one before was destroyed. (Damage is found
    before, by the hashes of the backup; a key that was not brought along, by `has_key`.)
    """
    vault = Vault(folder())
    try:
        return vault.unseal_bytes(sealed, **owner.names, model=place, version=SEALED_FORMAT)
    except VaultError as error:
        raise GoneError from error


def has_key(owner: Owner) -> bool:
    """Tell whether a person's key is here."""
    return (folder() / str(owner.congress_id) / f"{owner.delegate_id}.key").exists()


def was_destroyed(owner: Owner) -> bool:
    """Tell whether a person's key was here once, and destroyed."""
    return gone_mark(owner).exists()


def destroy(owner: Owner) -> None:
    """Destroy a person's key for good, and remember that it was destroyed."""
    mark = gone_mark(owner)
    mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.touch(mode=0o600)
    Vault(folder()).destroy(**owner.names)
