"""Which server this desk belongs to, kept in its data folder: the token is typed once."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

DEFAULT_SERVER = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Pairing:
    """A server's address and the device token that it gave this desk."""

    server: str
    token: str = field(repr=False)


def load_pairing(path: Path) -> Pairing | None:
    """Read what `save_pairing` wrote; None when there is none or it cannot be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Pairing(server=kept["server"], token=kept["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_pairing(pairing: Pairing, path: Path) -> None:
    """Keep the pairing, readable by this user only where the system knows users."""
    only_mine = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(only_mine, "w", encoding="utf-8") as file:
        json.dump(asdict(pairing), file)


def server_meant(asked_for: str | None, kept: Pairing | None) -> str:
    """Return the server that was named, else the one of before, else this machine's."""
    return asked_for or (kept.server if kept else DEFAULT_SERVER)


def choose_pairing(
    server: str | None, token: str | None, *, kept: Pairing | None
) -> Pairing | None:
    """Combine what was asked for with what is kept; None when there is no token for it."""
    if token:
        return Pairing(server_meant(server, kept), token)
    if kept is not None:
        return Pairing(server or kept.server, kept.token)
    return None
