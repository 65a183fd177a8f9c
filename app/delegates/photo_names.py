"""Whose photograph a file is, by its name: a delegate number or the code of a badge."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select

from app.accounts.tokens import token_hash
from app.clock import breathing
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import ERASED_NAME, Delegate
from app.delegates.roster_plan import plain
from app.i18n import nfc

CODE = re.compile(r"[A-Za-z0-9]{16}\Z")
BEHIND = re.compile(r"[\s_(]")
"""What may stand between the number and words that a person added: "001 Nguyen Van Minh"."""
RUNS = re.compile(r"[^\W\d_]+|\d+")
BATCH = 250


@dataclass
class Names:
    """By what files may name the delegates of a congress."""

    numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    bare_numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    badges: dict[str, int] = field(default_factory=dict)

    def owners(self, file_name: str) -> set[int]:
        """Return whose photograph a file may be: one id, none, or several where it is unclear.

        First the number as it is written, then but for signs and zeros in front ("DB7" is
        "ĐB-007", but "112" is not "1-12"), then the first word alone; a badge's code as it is.
        """
        stem = stem_of(file_name)
        first = BEHIND.split(stem, maxsplit=1)[0]
        if CODE.match(first) and (owner := self.badges.get(token_hash(first))):
            return {owner}
        for words in dict.fromkeys((stem, first)):
            found = self.numbers.get(plain(words)) or self.bare_numbers.get(bare(words))
            if found:
                return found
        return set()


def names_of(congress: Congress) -> Names:
    """Read by what files may name the delegates."""
    names = Names()
    statement = (
        select(Delegate.id, Delegate.number, Delegate.badge_hash)
        .where(Delegate.congress_id == congress.id, Delegate.name != ERASED_NAME)
        .execution_options(yield_per=BATCH)
    )
    for each in breathing(db.session.execute(statement), every=BATCH):
        names.numbers[plain(each.number)].add(each.id)
        names.bare_numbers[bare(each.number)].add(each.id)
        names.badges[each.badge_hash] = each.id
    return names


def bare(number: str) -> str:
    """Return the letters and numbers of a delegate number one by one, without zeros in front."""
    return " ".join(each.lstrip("0") or "0" for each in RUNS.findall(plain(number)))


def stem_of(file_name: str) -> str:
    """Return a file's name without the suffix of a picture."""
    stem, _dot, suffix = nfc(file_name).strip().rpartition(".")
    return (stem if stem and len(suffix) <= 4 else nfc(file_name)).strip()


def told(file_name: str) -> str:
    """Return a file's name as a report shows it: a badge's code opens doors, so only its start."""
    name = nfc(file_name).strip()
    code = BEHIND.split(stem_of(file_name), maxsplit=1)[0]
    return f"{code[:4]}…{name[len(code) :]}" if CODE.match(code) else name
