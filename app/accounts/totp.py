"""The second factor's arithmetic: codes of RFC 6238 by pyotp, and the secret under a key.

The secret is kept encrypted (AES-256-GCM, bound to its account) under a key that is derived from
the server's own: the database, and every backup of it, make no code.
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from datetime import datetime

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

STEP_SECONDS = 30
DRIFT_STEPS = 1
"""Phones go wrong by half a minute; RFC 6238 §5.2 advises at most one step."""
NONCE_BYTES = 12
RECOVERY_CODES = 10
RECOVERY_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0 o 1 l i: people type these from paper. Twelve are 59 bits."""


class UnreadableSecretError(Exception):
    """The server's key is another one than when the secret was stored."""


def new_secret() -> str:
    """Return a random secret of 160 bits in base 32, as authenticator apps take it."""
    return pyotp.random_base32()


def address_of(secret: str, *, account: str, issuer: str) -> str:
    """Return the otpauth address that an authenticator app scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def step_of(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """Return the time step whose code this is, None when it is none.

    Only the present step and one beside it count, and only steps later than `after`.
    """
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(at.timestamp()) // STEP_SECONDS
    for step in range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1):
        is_right = hmac.compare_digest(totp.generate_otp(step), digits_of(code))
        if is_right and step > after:
            return step
    return None


def digits_of(code: str) -> str:
    """Return a code without the gaps that people type."""
    return "".join(letter for letter in code if letter in "0123456789")


def seal(secret: str, user_id: int) -> str:
    """Return the secret as the database keeps it."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key()).encrypt(nonce, secret.encode(), bound_to(user_id))
    return b64encode(nonce + sealed).decode()


def unseal(kept: str, user_id: int) -> str:
    """Return the secret behind `kept`; raises UnreadableSecretError."""
    raw = b64decode(kept)
    nonce, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    try:
        return AESGCM(key()).decrypt(nonce, sealed, bound_to(user_id)).decode()
    except InvalidTag as error:
        raise UnreadableSecretError from error


def key() -> bytes:
    """Return the key of all secrets, derived from the server's."""
    server_key: str = current_app.config["SETTINGS"].secret_key
    return hmac.digest(server_key.encode(), b"second factor", "sha256")


def bound_to(user_id: int) -> bytes:
    """Return what ties a sealed secret to its account."""
    return f"user:{user_id}".encode()


def new_recovery_codes() -> list[str]:
    """Return ten codes such as `k7mp-3xqa-9wzt`."""
    return [
        "-".join("".join(secrets.choice(RECOVERY_LETTERS) for _ in range(4)) for _part in range(3))
        for _code in range(RECOVERY_CODES)
    ]


def plain_recovery_code(code: str) -> str:
    """Return a recovery code as it is hashed: without gaps, dashes and capitals."""
    return "".join(letter for letter in code.lower() if letter.isalnum())
