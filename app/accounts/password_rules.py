"""What a password must be: long enough, and not among the first that somebody would try.

No rules about capitals, digits and signs: they make passwords that people forget, not ones that
programs miss (NIST SP 800-63B §5.1.1.2). The page says the same while one types
(static/src/office/password_rules.js); tests/vectors/passwords.json holds both to it.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from flask_babel import lazy_gettext as _

from app.accounts.passwords import SHORTEST
from app.errors import InvalidError
from documents.search import fold

COMMON: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "common_words.json").read_text(encoding="utf-8")
)
YEAR = re.compile(r"(19|20)[0-9]{2}")
FEWEST_PIECES = 4
SHORTEST_NAME_PART = 3


def check_password(password: str, *, names: Iterable[str] = ()) -> None:
    """Raise InvalidError with a sentence when `password` is not good enough for these names."""
    sentences = {
        "short": _("A password has at least %(n)s characters.", n=SHORTEST),
        "common": _("This is among the first that somebody would try. Add a word or two."),
        "name": _("This is mostly your name. Add a word or two that have nothing to do with it."),
    }
    found = weakness(password, names)
    if found:
        raise InvalidError(sentences[found], fields={"password": ""})


def weakness(password: str, names: Iterable[str] = ()) -> str:
    """Return "short", "common" or "name", and "" for a good password."""
    if len(password) < SHORTEST:
        return "short"
    if pieces(password, []) < FEWEST_PIECES:
        return "common"
    return "name" if pieces(password, name_parts(names)) < FEWEST_PIECES else ""


def pieces(password: str, parts: Iterable[str]) -> int:
    """Return how much is left to be guessed: different letters, and well-known words for one each.

    Parts of names, years and runs of keys count nothing.
    """
    rest, known = letters(password), 0
    for part in by_length(parts):
        rest = rest.replace(part, " ")
    for word in by_length(COMMON["words"]):
        known += word in rest
        rest = rest.replace(word, " ")
    rest = YEAR.sub(" ", rest)
    for run in by_length(COMMON["runs"]):
        rest = rest.replace(run, " ")
    return known + len(set(rest) - {" "})


def name_parts(names: Iterable[str]) -> list[str]:
    """Return the parts of names that say who somebody is."""
    found = [letters(part) for name in names for part in re.split(r"[\s._@-]+", name)]
    return [part for part in found if len(part) >= SHORTEST_NAME_PART]


def letters(text: str) -> str:
    """Return the letters and digits of a text without accents and case."""
    return re.sub(r"[\W_]", "", fold(text))


def by_length(words: Iterable[str]) -> list[str]:
    """Return the longest first, so that none is cut by a shorter one inside it."""
    return sorted(words, key=lambda word: (-len(word), word))
