"""Telling keys apart without showing them: fingerprints for the sheet that says how to restore."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from config import Settings


@dataclass(frozen=True)
class Fingerprints:
    """What proves on paper that a file of keys is the right one."""

    secret: str
    """Of the secret that badges and QR codes are derived from."""
    keys: str
    """Of the keys of people, faces and the second step, as they are now."""
    count: int


def fingerprints(settings: Settings) -> Fingerprints:
    """Return the fingerprints of this server's keys: 16 hex digits of SHA-256 each."""
    folder = settings.keys_dir
    paths = sorted(each for each in folder.rglob("*") if each.is_file())
    paths = [each for each in paths if each != folder / "secret_key"]
    whole = hashlib.sha256(b"recovery sheet: keys")
    for path in paths:
        whole.update(name_and_hash(folder, path))
    secret = hashlib.sha256(b"recovery sheet: secret" + settings.secret_key.encode())
    return Fingerprints(secret.hexdigest()[:16], whole.hexdigest()[:16], len(paths))


def name_and_hash(folder: Path, path: Path) -> bytes:
    """Return what one key adds to the fingerprint."""
    digest = hashlib.sha256(path.read_bytes()).digest()
    return path.relative_to(folder).as_posix().encode() + b"\0" + digest
