"""Photographs and templates under the delegate's own key, which lies outside the database."""

from typing import Any

from flask import current_app

from app.delegates.models import Delegate, DelegatePhoto, FaceTemplate, Portrait
from checkin.faces import Encoding
from checkin.vault import Vault

TEMPLATE_FORMAT = 1
PHOTOGRAPH = "photograph"
"""Bound into a sealed photograph in the model's place, so that neither passes for the other."""


def seals() -> Vault:
    """Return the vault of this server."""
    return Vault(current_app.config["SETTINGS"].keys_dir / "faces")


def seal_template(delegate: Delegate, encoding: Encoding, *, engine: str, model: str) -> bytes:
    """Return a template as the database keeps it."""
    return seals().seal(
        encoding,
        congress_id=str(delegate.congress_id),
        delegate_id=str(delegate.id),
        model=f"{engine}:{model}",
        version=TEMPLATE_FORMAT,
    )


def open_template(congress_id: int, template: FaceTemplate) -> Encoding:
    """Return the encoding; raises VaultError when its key was destroyed or it was tampered with."""
    return seals().unseal(
        template.sealed,
        congress_id=str(congress_id),
        delegate_id=str(template.delegate_id),
        model=f"{template.engine}:{template.model}",
        version=TEMPLATE_FORMAT,
    )


def seal_image(delegate: Delegate, image: bytes) -> bytes:
    """Return a photograph as the database keeps it until it is encoded."""
    return seals().seal_bytes(
        image,
        congress_id=str(delegate.congress_id),
        delegate_id=str(delegate.id),
        model=PHOTOGRAPH,
        version=TEMPLATE_FORMAT,
    )


def open_image(congress_id: int, portrait: Portrait) -> bytes:
    """Return the photograph; raises VaultError when its key was destroyed."""
    return seals().unseal_bytes(
        portrait.sealed_image or b"",
        congress_id=str(congress_id),
        delegate_id=str(portrait.delegate_id),
        model=PHOTOGRAPH,
        version=TEMPLATE_FORMAT,
    )


def photo_seals() -> Vault:
    """Return the vault of photographs that are kept: keys apart from those of faces.

    Whoever withdraws one consent keeps the other.
    """
    return Vault(current_app.config["SETTINGS"].keys_dir / "photos")


def seal_photo(congress_id: int, photo: DelegatePhoto, jpeg: bytes) -> bytes:
    """Return a photograph for badge and desk as the database keeps it."""
    return photo_seals().seal_bytes(jpeg, **_place_of(congress_id, photo))


def open_photo(congress_id: int, photo: DelegatePhoto) -> bytes:
    """Return the JPEG; raises VaultError when its key was destroyed or it was tampered with."""
    return photo_seals().unseal_bytes(photo.sealed, **_place_of(congress_id, photo))


def _place_of(congress_id: int, photo: DelegatePhoto) -> dict[str, Any]:
    return {
        "congress_id": str(congress_id),
        "delegate_id": str(photo.delegate_id),
        "model": f"{PHOTOGRAPH}:{photo.version}",
        "version": TEMPLATE_FORMAT,
    }
