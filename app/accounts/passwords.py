"""Passwords: argon2, computed in a real thread so that no phone waits for it."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.threads import in_a_thread

SHORTEST = 10
hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Return the argon2id hash."""
    return in_a_thread(hasher.hash, password)


def matches(stored: str, password: str) -> bool:
    """Tell whether `password` is the one behind `stored`."""
    return in_a_thread(verify, stored, password)


def verify(stored: str, password: str) -> bool:
    """Compare in the present thread."""
    try:
        return hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
