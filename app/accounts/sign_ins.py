"""Browsers in which an account is signed in: a row each, so that ending one is immediate."""

from datetime import datetime, timedelta

from app.accounts.models import SignIn
from app.accounts.tokens import new_token, token_hash
from app.clock import now
from app.db import changes, db
from app.errors import NotFoundError
from app.realtime import commit, commit_quietly

STAYS = timedelta(days=30)
"""A browser that asked for nothing so long is signed out."""
NOTED_EVERY = timedelta(minutes=5)
LONGEST_BROWSER, LONGEST_ADDRESS = 200, 45


@changes
def open_sign_in(user_id: int, *, browser: str, address: str) -> str:
    """Record that a browser is signed in and return the token of its cookie."""
    token, moment = new_token(), now()
    db.session.add(
        SignIn(
            user_id=user_id,
            token_hash=token_hash(token),
            browser=browser[:LONGEST_BROWSER],
            address=address[:LONGEST_ADDRESS],
            created_at=moment,
            seen_at=moment,
        )
    )
    commit(did="sign_in", about=f"user:{user_id}")
    return token


def note_seen(sign_in: SignIn, *, address: str) -> None:
    """Note that a browser asks for something, at most every few minutes."""
    moment = now()
    is_news = sign_in.seen_at is None or moment - sign_in.seen_at > NOTED_EVERY
    if is_news:
        keep_seen(sign_in.id, moment, address)


@changes
def keep_seen(sign_in_id: int, moment: datetime, address: str) -> None:
    """Store when and from where a browser was last seen."""
    db.session.query(SignIn).filter_by(id=sign_in_id).update(
        {"seen_at": moment, "address": address[:LONGEST_ADDRESS]}
    )
    commit_quietly()


@changes
def sign_out(token: str) -> None:
    """End the sign-in of the browser whose cookie holds `token`."""
    db.session.query(SignIn).filter_by(token_hash=token_hash(token)).update({"ended_at": now()})
    commit(did="sign_out")


@changes
def end_sign_in(user_id: int, sign_in_id: int) -> None:
    """Sign one browser of an account out; its cookie opens nothing from the next request on."""
    found = db.session.get(SignIn, sign_in_id)
    if found is None or found.user_id != user_id or found.ended_at:
        raise NotFoundError
    found.ended_at = now()
    commit(did="sign_in.end", about=f"user:{user_id}")


@changes
def end_other_sign_ins(user_id: int, *, but: int | None) -> None:
    """Sign every browser of an account out, except the one with the id `but`."""
    end_all(user_id, but=but)
    commit(did="sign_in.end", about=f"user:{user_id}")


def end_all(user_id: int, *, but: int | None = None) -> None:
    """Mark the sign-ins of an account as ended, for the action that commits."""
    query = db.session.query(SignIn).filter_by(user_id=user_id, ended_at=None)
    if but is not None:
        query = query.filter(SignIn.id != but)
    query.update({"ended_at": now()})
