"""What the audit answers."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.contract import Answer, Form


class ErasePersonForm(Form):
    """The password of whoever is signed in; a program with a token leaves it away."""

    password: Annotated[str, Field(max_length=200)] = ""


class EraseForm(ErasePersonForm):
    """The title, typed by whoever means to erase the congress, and the password again."""

    title: Annotated[str, Field(min_length=1, max_length=300)]


class MediumForm(Form):
    """The folder of the second medium, as an absolute path on the server."""

    folder: Annotated[str, Field(max_length=1000)]


class AuditCheck(Answer):
    """What recomputing the chain found.

    `head` is the hash of the last entry, `broken_at` the first that does not fit, `stands_at`
    which entry, counted from one, has the printed hash that was asked for.
    """

    entries: int
    head: str
    is_whole: bool
    broken_at: int | None
    stands_at: int | None
    checked_at: datetime


class AuditAnswer(Answer):
    """One entry: who did what to what, as kinds and ids; `hash` ties it to the one before."""

    id: int
    at: datetime
    actor: str
    did: str
    about: str
    hash: str


class BackupAnswer(Answer):
    """A backup kept on the server; `is_good` is what its trial said, null before one."""

    id: int
    made_at: datetime
    bytes: int
    sha256: str
    rows: int
    files: int
    copied_at: str
    checked_at: str
    is_good: bool | None
    problem: str


class BackupsAnswer(Answer):
    """The backups, and how the work stands: `doing` is making, copying, trying or empty.

    `problem` is disk_full or failed when the last one could not be made.
    """

    is_busy: bool
    doing: str
    done: int
    of: int
    problem: str
    backups: list[BackupAnswer]
