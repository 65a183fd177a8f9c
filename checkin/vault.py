"""Templates at rest: AES-256-GCM with one key per delegate, kept apart from the database."""

import os
import re
import secrets
import tempfile
from pathlib import Path

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from checkin.errors import VaultError
from checkin.faces import Encoding

_KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = b"\x01"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\Z")
_SUFFIX = ".key"


class Vault:
    """Seals templates with keys in a folder that no backup of the database contains.

    One random key per delegate, as a file `keys_dir/<congress>/<delegate>.key` readable by its
    owner only. Destroying it erases every copy of that delegate's templates, old backups too.
    A sealed template is bound to congress, delegate, model and version: moved to another row it
    does not open.
    """

    def __init__(self, keys_dir: Path) -> None:
        self._keys_dir = keys_dir

    def __repr__(self) -> str:
        return "Vault()"

    def seal(
        self, encoding: Encoding, *, congress_id: str, delegate_id: str, model: str, version: int
    ) -> bytes:
        """Encrypt a template, making the delegate's key if there is none."""
        plain = np.ascontiguousarray(encoding, dtype="<f4").tobytes()
        return self.seal_bytes(
            plain, congress_id=congress_id, delegate_id=delegate_id, model=model, version=version
        )

    def unseal(
        self, sealed: bytes, *, congress_id: str, delegate_id: str, model: str, version: int
    ) -> Encoding:
        """Decrypt a template.

        Raises VaultError: `key_missing` after an erasure, `template_unreadable` when a byte, the
        key or anything it is bound to differs.
        """
        plain = self.unseal_bytes(
            sealed, congress_id=congress_id, delegate_id=delegate_id, model=model, version=version
        )
        try:
            encoding: Encoding = np.frombuffer(plain, dtype="<f4").astype(np.float32)
        except ValueError as error:
            raise VaultError("The template cannot be opened") from error
        return encoding

    def seal_bytes(
        self, plain: bytes, *, congress_id: str, delegate_id: str, model: str, version: int
    ) -> bytes:
        """Encrypt anything of a delegate, such as a photograph that waits to be encoded."""
        key = self._key_or_new(congress_id, delegate_id)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        bound = associated_data(congress_id, delegate_id, model=model, version=version)
        return _FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, bound)

    def unseal_bytes(
        self, sealed: bytes, *, congress_id: str, delegate_id: str, model: str, version: int
    ) -> bytes:
        """Decrypt what `seal_bytes` made; raises VaultError as `unseal` does."""
        key = self._key(congress_id, delegate_id)
        if key is None:
            raise VaultError("This delegate has no key", code="key_missing")
        if sealed[:1] != _FORMAT:
            raise VaultError("This is no sealed template")
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        bound = associated_data(congress_id, delegate_id, model=model, version=version)
        try:
            return AESGCM(key).decrypt(nonce, body, bound)
        except (InvalidTag, ValueError) as error:
            raise VaultError("The template cannot be opened") from error

    def has_key(self, congress_id: str, delegate_id: str) -> bool:
        """Tell whether a delegate has a key: not before anything was sealed, nor once erased."""
        return self._path(congress_id, delegate_id).is_file()

    def destroy(self, congress_id: str, delegate_id: str) -> bool:
        """Destroy one delegate's key for good; False when there was none.

        Overwritten, removed and the folder synced before this returns.
        """
        path = self._path(congress_id, delegate_id)
        try:
            _overwrite(path)
            path.unlink()
        except FileNotFoundError:
            return False
        _sync_folder(path.parent)
        return True

    def destroy_congress(self, congress_id: str) -> int:
        """Destroy every key of a congress; returns how many there were."""
        folder = self._folder(congress_id)
        if not folder.is_dir():
            return 0
        keys = [path for path in folder.iterdir() if path.suffix == _SUFFIX]
        for path in keys:
            _overwrite(path)
            path.unlink()
        _sync_folder(folder)
        return len(keys)

    def _folder(self, congress_id: str) -> Path:
        return self._keys_dir / _checked(congress_id)

    def _path(self, congress_id: str, delegate_id: str) -> Path:
        return self._folder(congress_id) / f"{_checked(delegate_id)}{_SUFFIX}"

    def _key(self, congress_id: str, delegate_id: str) -> bytes | None:
        try:
            key = self._path(congress_id, delegate_id).read_bytes()
        except FileNotFoundError:
            return None
        if len(key) != _KEY_BYTES:
            raise VaultError("The delegate's key is damaged", code="key_damaged")
        return key

    def _key_or_new(self, congress_id: str, delegate_id: str) -> bytes:
        key = self._key(congress_id, delegate_id)
        if key is not None:
            return key
        _write_once(self._path(congress_id, delegate_id), secrets.token_bytes(_KEY_BYTES))
        # Read back: another process may have been first, and then its key counts.
        written = self._key(congress_id, delegate_id)
        if written is None:
            raise VaultError("The delegate's key was destroyed meanwhile", code="key_missing")
        return written


def associated_data(congress_id: str, delegate_id: str, *, model: str, version: int) -> bytes:
    """Return what a sealed template is bound to: congress|delegate|model|version."""
    return "|".join((_checked(congress_id), _checked(delegate_id), model, str(version))).encode()


def _checked(name: str) -> str:
    """Refuse what could leave the folder or run two names together."""
    if not _NAME.match(name):
        raise VaultError(f"{name!r} cannot name a key", code="name_invalid")
    return name


def _write_once(path: Path, key: bytes) -> None:
    """Put a whole key in place, or none; a key that is there stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as out:
            out.write(key)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
    _sync_folder(path.parent)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as key:
        key.write(secrets.token_bytes(_KEY_BYTES))
        key.flush()
        os.fsync(key.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to sync
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
