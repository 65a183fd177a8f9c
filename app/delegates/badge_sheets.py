"""What is printed on badges, by delegation and then by given name."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.clock import give_way
from app.congresses.models import Congress
from app.db import db
from app.delegates.badges import badge_url
from app.delegates.models import ERASED_NAME, Delegate, Delegation
from app.delegates.photo_queries import photo_versions, photos_among

BATCH = 100
"""After so many badges the hub may serve phones."""


def badge_cards(
    congress: Congress, *, delegation_id: int | None = None, delegate_id: int | None = None
) -> dict[int, dict[str, str]]:
    """Return what is printed on each badge by the delegate's id: all, or some of them."""
    statement = (
        select(Delegate)
        .outerjoin(Delegate.delegation)
        .options(contains_eager(Delegate.delegation))
        .where(Delegate.congress_id == congress.id, Delegate.name != ERASED_NAME)
        .order_by(Delegation.position, Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    if delegation_id is not None:
        statement = statement.where(Delegate.delegation_id == delegation_id)
    if delegate_id is not None:
        statement = statement.where(Delegate.id == delegate_id)
    found = {}
    photos = photo_versions(congress)
    for delegates in db.session.scalars(statement).partitions():
        found.update({each.id: card(each, photos.get(each.id, "")) for each in delegates})
        give_way()
    return found


def card(delegate: Delegate, photo: str) -> dict[str, str]:
    """Return what is printed on one badge; of a photograph its version, where there is one."""
    told = {
        "name": delegate.name,
        "delegation": delegate.delegation_name,
        "position": delegate.position,
        "number": delegate.number,
        "seat": delegate.seat,
        "standing": delegate.standing,
        "url": badge_url(delegate),
    }
    return {**told, "photo": photo} if photo else told


def with_pictures(
    congress: Congress, cards: Mapping[int, Mapping[str, str]], folder: Path
) -> list[dict[str, str]]:
    """Return the cards with their photographs as files in `folder`, for as long as that lasts."""
    wanted = {each for each, told in cards.items() if told.get("photo")}
    paths = {}
    for each, jpeg in photos_among(congress, wanted) if wanted else ():
        paths[each] = str(folder / f"{each}.jpg")
        Path(paths[each]).write_bytes(jpeg)
    return [{**told, "photo": paths.get(each, "")} for each, told in cards.items()]
