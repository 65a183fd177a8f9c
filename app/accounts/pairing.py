"""Short codes: the office shows one, the new desk or screen enters it and gets its token, once."""

import hmac
import secrets
from datetime import timedelta

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.accounts.actions import CongressId, add_device
from app.accounts.limits import count_pairing
from app.accounts.models import Device, PairingCode
from app.clock import now
from app.db import changes, db
from app.errors import InvalidError, NotFoundError
from app.realtime import commit_and_publish
from app.realtime.door import HasId

ALPHABET = "2345679CFGHJKMNPQRTVX"
"""No look-alikes (0 O, 1 I L, 8 B; Z, S and U are read as 2, 5 and V), and neither a vowel nor
D, W or Y: what a Vietnamese keyboard (Telex, VNI) leaves alone, and what spells no word."""
LENGTH = 6
"""21⁶ = 86 million codes, against thirty tries a minute for the minutes that one is open."""
OPEN_FOR = timedelta(minutes=10)
MEANT = str.maketrans("ZSU", "25V")
"""What somebody types who took one letter for another."""


@changes
def offer_code(congress: HasId, kind: str, name: str) -> tuple[PairingCode, str]:
    """Return a new code's row and the code, which is shown this once."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    moment = now()
    row = PairingCode(
        congress_id=congress.id,
        kind=kind,
        name=name,
        code_hash=code_hash(code),
        created_at=moment,
        expires_at=moment + OPEN_FOR,
    )
    db.session.add(row)
    db.session.flush()
    commit_and_publish(congress, did=f"device.code.{kind}", about=f"pairing:{row.id}")
    return row, code


@changes
def withdraw_code(congress: HasId, code_id: int) -> None:
    """Make a code worthless before somebody enters it; one that was used or ended stays so."""
    row = code_of(congress, code_id)
    if row.device_id is None and row.revoked_at is None:
        row.revoked_at = now()
    commit_and_publish(congress, did="device.uncode", about=f"pairing:{row.id}")


def enter_code(typed: str, *, address: str) -> tuple[Device, str]:
    """Return the device that a code makes, and its token, which is told this once.

    Tries are counted before the code is looked at, right ones too: otherwise the refusal itself
    would tell a right code from a wrong one. Raises InvalidError for a code that opens nothing.
    """
    count_pairing(address)
    return use_code(code_hash(tidied(typed)))


@changes
def use_code(hashed: str) -> tuple[Device, str]:
    """Pair the device of an open code and close the code in the same transaction."""
    row = open_code(hashed)
    if row is None:
        raise InvalidError(
            _(
                "This code does not open anything."
                " It works once and for ten minutes: ask for a new one."
            ),
            fields={"code": ""},
        )
    congress = CongressId(row.congress_id)
    device, token = add_device(congress, row.kind, row.name)
    row.device_id = device.id
    about = f"device:{device.id} pairing:{row.id}"
    commit_and_publish(congress, did=f"device.pair.{row.kind}", about=about)
    return device, token


def open_code(hashed: str) -> PairingCode | None:
    """Return the code that may still be entered, locked until the commit."""
    statement = select(PairingCode).where(
        PairingCode.code_hash == hashed,
        PairingCode.device_id.is_(None),
        PairingCode.revoked_at.is_(None),
        PairingCode.expires_at > now(),
    )
    return db.session.scalar(statement.with_for_update())


def code_of(congress: HasId, code_id: int) -> PairingCode:
    """Return a code of this congress; raises NotFoundError."""
    row = db.session.get(PairingCode, code_id)
    if row is None or row.congress_id != congress.id:
        raise NotFoundError
    return row


def state_of(row: PairingCode) -> str:
    """Return what became of a code: paired, withdrawn, expired, or waiting to be entered."""
    if row.device_id is not None:
        return "paired"
    if row.revoked_at is not None:
        return "withdrawn"
    return "waiting" if row.expires_at > now() else "expired"


def tidied(typed: str) -> str:
    """Return a code as it was made from what somebody typed: any case, with spaces or dashes."""
    letters = (each for each in typed.upper() if each.isalnum())
    return "".join(letters).translate(MEANT)


def code_hash(code: str) -> str:
    """Return the form in which a code is stored: HMAC-SHA256 under the server's key, hex.

    A bare hash of six letters is undone in a second by whoever reads the database.
    """
    key: str = current_app.config["SETTINGS"].secret_key
    return hmac.digest(key.encode(), f"pairing:{code}".encode(), "sha256").hex()
