"""Templates at rest: AES-256-GCM with one key per delegate, kept apart from the database."""

from pathlib import Path

from checkin.faces import Encoding


class Vault:
    """Seals templates with keys in a folder that no backup of the database contains.

    Destroying a delegate's key erases every copy of that delegate's templates, old backups too.
    """

    def __init__(self, keys_dir: Path) -> None:
        raise NotImplementedError

    def seal(
        self, encoding: Encoding, *, congress_id: str, delegate_id: str, model: str, version: int
    ) -> bytes:
        """Encrypt a template, making the delegate's key if there is none."""
        raise NotImplementedError

    def unseal(
        self, sealed: bytes, *, congress_id: str, delegate_id: str, model: str, version: int
    ) -> Encoding:
        """Decrypt a template; raises VaultError when anything about it differs."""
        raise NotImplementedError

    def destroy(self, congress_id: str, delegate_id: str) -> bool:
        """Destroy one delegate's key for good; False when there was none."""
        raise NotImplementedError

    def destroy_congress(self, congress_id: str) -> int:
        """Destroy every key of a congress; returns how many there were."""
        raise NotImplementedError
