"""What the audit answers."""

from datetime import datetime

from app.contract import Answer


class AuditAnswer(Answer):
    """One entry: who did what to what, as kinds and ids; `hash` ties it to the one before."""

    id: int
    at: datetime
    actor: str
    did: str
    about: str
    hash: str
