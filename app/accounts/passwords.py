"""Passwords: argon2, computed in a real thread so that no phone waits for it."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from gevent import get_hub
from gevent.monkey import is_module_patched

P = ParamSpec("P")
T = TypeVar("T")
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


def in_a_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call in gevent's thread pool when this is the server, else at once."""
    if is_module_patched("threading"):
        result: T = get_hub().threadpool.apply(function, args, kwargs)
        return result
    return function(*args, **kwargs)
