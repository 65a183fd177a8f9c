"""The faces of a congress on the desk's disk: sealed, so that they come back with the desk's PIN.

Whoever sets the PIN makes a pair of keys. The public one stays open: with it the desk seals every
newer gallery without asking, so that a withdrawn face leaves the file at the next look at the
server. The private one is encrypted under scrypt of the PIN and opens the file after a restart.
Who steals the laptop may try PINs for as long as they like: docs/security.md says what they hold.
"""

import base64
import json
import os
import secrets
import time
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

State = Literal["no_pin", "empty", "locked"]

SHORTEST_PIN = 6
_LONGEST_PIN = 64
KEPT_SECONDS = 72 * 3600
"""A gallery that no server renewed for so long is not opened any more, but destroyed."""
_SCRYPT = {"length": 32, "n": 2**17, "r": 8, "p": 1}
_FREE_TRIES = 3
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 5.0, 900.0
_KEY_BYTES, _NONCE_BYTES, _SALT_BYTES = 32, 12, 16
_PIN_BOUND, _GALLERY_BOUND = b"paperless kiosk pin 1", b"paperless kiosk gallery 1"
_GALLERY_FIELDS = ("engine", "model", "head_turn", "templates")


class PinRefusedError(Exception):
    """The PIN was not taken: `code` is a wording key, `seconds` how long the next try must wait."""

    def __init__(self, code: str, *, seconds: float = 0.0) -> None:
        super().__init__(code)
        self.code = code
        self.seconds = seconds


class SealedGallery:
    """Two files in the desk's folder: what the PIN opens, and the gallery; one thread at a time."""

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self._pin_path = folder / "pin.json"
        self._gallery_path = folder / "gallery.sealed"
        self._now = now

    @property
    def state(self) -> State:
        """`no_pin`: nothing is kept; `empty`: a PIN, but no faces; `locked`: faces for a PIN."""
        if self._read_pin() is None:
            return "no_pin"
        return "locked" if self._gallery_path.exists() else "empty"

    def set_pin(self, pin: str) -> None:
        """Keep galleries from now on for this PIN; what was sealed before is destroyed.

        Raises PinRefusedError (`pin_too_short`), OSError when the disk cannot be written.
        """
        secret = _secret(pin)
        self.destroy()
        private = X25519PrivateKey.generate()
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(_stretched(secret, salt)).encrypt(
            nonce, private.private_bytes_raw(), _PIN_BOUND
        )
        self._write_pin(
            {
                "salt": _text(salt),
                "nonce": _text(nonce),
                "sealed": _text(sealed),
                "public": _text(private.public_key().public_bytes_raw()),
                "tries": 0,
                "not_before": 0.0,
            }
        )

    def keep(self, answer: Mapping[str, Any]) -> None:
        """Seal the faces of a gallery answer in place of those before; nothing without a PIN.

        Raises OSError; then the file of before is gone, for it may hold a withdrawn face.
        """
        pin = self._read_pin()
        if pin is None:
            return
        kept = {name: answer.get(name) for name in _GALLERY_FIELDS} | {"kept_at": self._now()}
        sealed = _seal(json.dumps(kept).encode(), X25519PublicKey.from_public_bytes(pin["public"]))
        self.forget_faces()
        _write(self._gallery_path, sealed)

    def open(self, pin: str) -> dict[str, Any]:
        """Return the faces that were kept last, as an answer of the server.

        Raises PinRefusedError: `pin_wrong`; `pin_wrong_wait` and `pin_wait` with the seconds until
        the next try; `pin_nothing` when no faces are kept or they are too old.
        """
        kept = self._read_pin()
        if kept is None or not self._gallery_path.exists():
            raise PinRefusedError("pin_nothing")
        left = kept["not_before"] - self._now()
        if left > 0:
            # A clock set far back must not lock the desk for longer than the longest pause.
            raise PinRefusedError("pin_wait", seconds=min(left, _LONGEST_PAUSE_SECONDS))
        self._count_try(kept)
        try:
            key = _stretched(_secret(pin), kept["salt"])
            raw = AESGCM(key).decrypt(kept["nonce"], kept["sealed"], _PIN_BOUND)
        except (InvalidTag, PinRefusedError) as error:
            pause = _pause(kept["tries"] + 1)
            code = "pin_wrong_wait" if pause else "pin_wrong"
            raise PinRefusedError(code, seconds=pause) from error
        self._write_pin(_as_json(kept) | {"tries": 0, "not_before": 0.0})
        return self._unsealed(X25519PrivateKey.from_private_bytes(raw))

    def forget_faces(self) -> None:
        """Destroy the sealed gallery; the PIN stays for the next one."""
        _destroy(self._gallery_path)

    def destroy(self) -> None:
        """Destroy gallery and keys: nothing opens what a copy of the disk may still hold."""
        _destroy(self._pin_path)
        _destroy(self._gallery_path)

    def _unsealed(self, private: X25519PrivateKey) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(_unseal(self._gallery_path.read_bytes(), private))
        except (InvalidTag, ValueError, OSError) as error:
            self.forget_faces()
            raise PinRefusedError("pin_nothing") from error
        if not 0 <= self._now() - kept["kept_at"] <= KEPT_SECONDS:
            self.forget_faces()
            raise PinRefusedError("pin_nothing")
        return kept

    def _count_try(self, kept: Mapping[str, Any]) -> None:
        """Count on the disk before looking: who pulls the plug has tried all the same."""
        tries = kept["tries"] + 1
        not_before = self._now() + _pause(tries)
        self._write_pin(_as_json(kept) | {"tries": tries, "not_before": not_before})

    def _read_pin(self) -> dict[str, Any] | None:
        try:
            kept = json.loads(self._pin_path.read_text(encoding="utf-8"))
            raw = {name: base64.b64decode(kept[name]) for name in _RAW}
            return {**raw, "tries": int(kept["tries"]), "not_before": float(kept["not_before"])}
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write_pin(self, kept: Mapping[str, Any]) -> None:
        _write(self._pin_path, json.dumps(dict(kept)).encode())


_RAW = ("salt", "nonce", "sealed", "public")


def _as_json(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _text(value) if name in _RAW else value for name, value in kept.items()}


def _secret(pin: str) -> bytes:
    """Take a PIN as it is typed; raises PinRefusedError when it is too short or too long."""
    typed = unicodedata.normalize("NFC", pin.strip())
    if not SHORTEST_PIN <= len(typed) <= _LONGEST_PIN:
        raise PinRefusedError("pin_too_short")
    return typed.encode()


def _stretched(secret: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, **_SCRYPT).derive(secret)


def _pause(tries: int) -> float:
    """Return how long the next try waits after so many wrong ones."""
    if tries < _FREE_TRIES:
        return 0.0
    return min(_FIRST_PAUSE_SECONDS * 2.0 ** (tries - _FREE_TRIES), _LONGEST_PAUSE_SECONDS)


def _seal(plain: bytes, public: X25519PublicKey) -> bytes:
    """Encrypt for the owner of a key, with a pair of keys that exists for this file alone."""
    once = X25519PrivateKey.generate()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    shown = once.public_key().public_bytes_raw()
    key = _agreed(once.exchange(public), shown, public.public_bytes_raw())
    return shown + nonce + AESGCM(key).encrypt(nonce, plain, _GALLERY_BOUND)


def _unseal(sealed: bytes, private: X25519PrivateKey) -> bytes:
    shown, nonce = sealed[:_KEY_BYTES], sealed[_KEY_BYTES : _KEY_BYTES + _NONCE_BYTES]
    shared = private.exchange(X25519PublicKey.from_public_bytes(shown))
    key = _agreed(shared, shown, private.public_key().public_bytes_raw())
    return AESGCM(key).decrypt(nonce, sealed[_KEY_BYTES + _NONCE_BYTES :], _GALLERY_BOUND)


def _agreed(shared: bytes, shown: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt=shown + public, info=_GALLERY_BOUND).derive(shared)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _write(path: Path, content: bytes) -> None:
    """Put a whole new file in the place of the old one, readable by this user only."""
    beside = path.with_suffix(".new")
    only_mine = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(only_mine, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _destroy(path: Path) -> None:
    _overwrite(path)
    path.unlink(missing_ok=True)
    path.with_suffix(".new").unlink(missing_ok=True)


def _overwrite(path: Path) -> None:
    """Write over what is there, so that nothing is left of it as far as the disk obeys."""
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
