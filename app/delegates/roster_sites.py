"""The site (điểm cầu) that a row of a list names, whatever its capitals, marks and spaces."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from app.clock import give_way
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegation, Site
from app.delegates.sites import removed_sites, sites_of
from documents.search import fold

OFFERED = 3
"""So many of the nearest names are told where a name is unknown."""
SITE_WORDS = ("diemcau", "site")
"""Lists leave the word away, or write it where the name is without it."""


class NamedSites:
    """The sites of a congress while a list goes through them; none where there is one place."""

    def __init__(self, congress: Congress) -> None:
        self.sites = sites_of(congress.id)
        self.removed = removed_sites(congress) if self.sites else []
        homes = select(Delegation.name, Delegation.site_id).filter_by(congress_id=congress.id)
        self.of_delegation: dict[str, int | None] = dict(db.session.execute(homes).all())
        self.by_id = {site.id: site for site in self.sites}
        self.by_key = sites_by_key(self.sites)
        self.removed_by_key = sites_by_key(self.removed)
        self.pairs = {site.id: letter_pairs(site.name) for site in self.sites}
        self.found: dict[str, Site | LazyString] = {}

    def home(self, own: int | None, delegation: str) -> int | None:
        """Return where somebody is expected: the own site, else the delegation's."""
        return own if own is not None else self.of_delegation.get(delegation)

    def name_at(self, own: int | None, delegation: str) -> str:
        """Return the name of the site where somebody is expected, "" where there is one place."""
        site = self.site_at(self.home(own, delegation))
        return site.name if site is not None else ""

    def site_at(self, home: int | None) -> Site | None:
        """Return the site of that id, the main hall for all others."""
        return self.by_id.get(home or 0, self.sites[0]) if self.sites else None

    def own_site(self, named: Site, own: int | None, delegation: str) -> int | None:
        """Return the own site of somebody whom a list expects at the site it names.

        Whoever is expected there already stays as they are; at the delegation's site they are
        expected with the delegation, and move with it.
        """
        for kept in (own, None):
            home = self.home(kept, delegation)
            if named.id == home or named is self.site_at(home):
                return kept
        return named.id

    def named(self, text: str, home: int | None) -> Site | LazyString | None:
        """Return the site that a cell names, what to say of one nobody knows, None for nothing.

        A removed site is known where its people are concerned (`home`): an export names it.
        """
        if not text or not self.sites:
            return None
        if text not in self.found:
            self.found[text] = self.look_up(text)
        its_people = (site for site in self.removed_by_key[key_of(text)] if site.id == home)
        found = self.found[text]
        return found if isinstance(found, Site) else next(its_people, found)

    def look_up(self, text: str) -> Site | LazyString:
        """Return the site of that name, else the sentence about it."""
        alike = self.by_key[key_of(text)]
        same = [site for site in alike if site.name.casefold() == text.casefold()]
        for found in (same, alike):
            if len(found) == 1:
                return found[0]
        names = " · ".join(self.nearest(text))
        if self.removed_by_key[key_of(text)]:
            return _(
                "The site “%(text)s” was removed, so this name was passed over. Choose another"
                " (nearest: %(names)s), or put it back under Settings → Sites.",
                text=text,
                names=names,
            )
        return _(
            "There is no site “%(text)s”, so this name was passed over. Choose the right one"
            " (nearest: %(names)s), or add it under Settings → Sites.",
            text=text,
            names=names,
        )

    def nearest(self, text: str) -> list[str]:
        """Return the names that share most with a text, the nearest first."""
        give_way()  # hundreds of sites for each of thousands of unknown names
        pairs = letter_pairs(text)
        likeness = {
            site.id: len(pairs & own) / (len(pairs) + len(own) or 1)
            for site in self.sites
            for own in (self.pairs[site.id],)
        }
        nearest = sorted(self.sites, key=lambda site: -likeness[site.id])
        return [site.name for site in nearest[:OFFERED]]


def sites_by_key(sites: Iterable[Site]) -> defaultdict[str, list[Site]]:
    """Return the sites by what their names are compared by."""
    found: defaultdict[str, list[Site]] = defaultdict(list)
    for site in sites:
        found[key_of(site.name)].append(site)
    return found


def key_of(name: str) -> str:
    """Return what a name is compared by: letters and digits alone, without the word for a site."""
    letters = "".join(each for each in fold(name) if each.isalnum())
    for word in SITE_WORDS:
        rest = letters.removeprefix(word)
        if rest != letters and rest:
            return rest
    return letters


def letter_pairs(name: str) -> set[str]:
    """Return each two letters of a name that stand side by side: alike names share most."""
    return {one + other for one, other in pairwise(key_of(name))}
