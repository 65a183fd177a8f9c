"""Tokens: 16 random characters (93 bits), of which the database keeps only the hash.

Badges and QR codes are printed again months later, so their tokens are derived: HMAC-SHA256
of a random nonce (in the database) under a key outside it. Neither half is enough alone.
"""

import hmac
import secrets
from hashlib import sha256

from flask import current_app

ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0 O 1 l I: people type these from paper."""
LENGTH = 16


def new_token() -> str:
    """Return a random token."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_nonce() -> str:
    """Return what a derived token is made from."""
    return secrets.token_hex(16)


def derived_token(purpose: str, nonce: str) -> str:
    """Return the token of `nonce`; always the same one."""
    key: str = current_app.config["SETTINGS"].secret_key
    digest = hmac.digest(key.encode(), f"{purpose}:{nonce}".encode(), "sha256")
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(letters)


def token_hash(token: str) -> str:
    """Return the form in which a token is stored and looked up (SHA-256, hex)."""
    return sha256(token.encode()).hexdigest()


def token_in(text: str) -> str:
    """Return the token in a QR's whole text or typed by hand."""
    return text.strip().rstrip("/").rpartition("/")[2]
