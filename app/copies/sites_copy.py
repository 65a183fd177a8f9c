"""The sites of a congress once more, in a copy of it."""

from sqlalchemy import select

from app.db import db
from app.delegates.models import Site
from app.delegates.sites import sites_of


def copied_sites(source: int, copy: int) -> dict[int, int]:
    """Return {site of the source: that site in the copy}, made where it is not there yet.

    Sites that were removed are not copied.
    """
    made_before = db.session.scalars(select(Site).filter_by(congress_id=copy))
    there = {each.position: each for each in made_before}
    pairs = {}
    for site in sites_of(source):
        made = there.get(site.position)
        if made is None:
            facts = {"name": site.name, "place": site.place, "position": site.position}
            made = Site(congress_id=copy, **facts)
            db.session.add(made)
            db.session.flush()
        pairs[site.id] = made.id
    return pairs
