"""Whom the chair may give the floor."""

from app.congresses.models import Congress
from app.delegates.models import ERASED_NAME, Delegate
from app.delegates.roster_list import ListRow, Wanted, found_rows

MOST = 20
"""A chair who sees more than these goes on typing."""


def speakers(congress: Congress, words: str) -> list[ListRow]:
    """Return the delegates in whose number, name, position or delegation all words stand.

    Accents do not count; the first by given name.
    """
    known = Delegate.name != ERASED_NAME
    rows, _total = found_rows(congress, Wanted(words=words), also=[known], most=MOST)
    return rows
