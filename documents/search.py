"""Search without accents: fold text, ask SQLite FTS5 or PostgreSQL, lead hits back to the original.

Both databases index `index_text(text)`; the original text is only needed to show a snippet.
FTS5's own `remove_diacritics` leaves đ alone, so "dai" would miss "Đại".
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s")
_MOST_WORDS = 16
_LONGEST_WORD = 64
_USUAL = (range(0x20, 0x250), range(0x1E00, 0x1F00), range(0x2000, 0x2070), range(0x09, 0x0E))
"""Latin letters, those of Vietnamese, punctuation, white space."""


@dataclass(frozen=True)
class Hit:
    """A range of the original text, in characters: `text[hit.start:hit.end]`."""

    start: int
    end: int


@dataclass(frozen=True)
class Snippet:
    """An excerpt around the first hits.

    `text` is `original[start : start + len(text)]` with line breaks turned into spaces;
    `hits` are ranges of the original text, all inside the excerpt.
    """

    text: str
    start: int
    hits: tuple[Hit, ...]
    cut_before: bool
    cut_after: bool

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the excerpt in order as (text, is a hit), ready to be marked up."""
        at = 0
        for hit in self.hits:
            start, end = hit.start - self.start, hit.end - self.start
            if start > at:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


@functools.lru_cache(maxsize=8192)
def _fold_letter(letter: str) -> str:
    """Return the base letters of one character: "" for a combining or invisible mark."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    kept = "".join(
        each
        for each in spread
        if not unicodedata.combining(each) and unicodedata.category(each) != "Cf"
    )
    return kept.replace("đ", "d").replace("ð", "d")  # eth is how many keyboards mistype đ


@functools.cache
def _tables() -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Return what each letter folds to, and which letters must be looked at one by one.

    Those are all that fold to none or several, and all outside the ranges of Vietnamese text.
    """
    base = np.arange(1 << 16, dtype=np.uint16)
    special = np.ones(1 << 16, dtype=np.bool_)
    for code in itertools.chain.from_iterable(_USUAL):
        folded = _fold_letter(chr(code))
        if len(folded) == 1 and ord(folded) < 1 << 16:
            base[code], special[code] = ord(folded), False
    return base, special


def _fold_usual(text: str) -> str | None:
    """Return the folded text, letter for letter; None when some letter is not usual.

    A page takes 20 µs instead of 500.
    """
    base, special = _tables()
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return None if special[codes].any() else base[codes].tobytes().decode("utf-16-le")


def fold(text: str) -> str:
    """Return the text without accents, case and presentation forms: "Đại hội" → "dai hoi".

    NFC and NFD spellings of one text fold alike, and folding twice changes nothing.
    """
    usual = _fold_usual(text)
    return "".join(map(_fold_letter, text)) if usual is None else usual


def fold_with_map(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its letters, the index it came from in `text`.

    The lengths differ where one character folds to several ("ß", "ﬁ") or to none (the marks
    of NFD text).
    """
    usual = _fold_usual(text)
    if usual is not None:
        return usual, range(len(usual))
    folded: list[str] = []
    origin: list[int] = []
    for index, letter in enumerate(text):
        base = _fold_letter(letter)
        folded.append(base)
        origin.extend([index] * len(base))
    return "".join(folded), origin


def index_text(text: str) -> str:
    """Return what the index stores: the folded words with single spaces between them.

    Punctuation goes because PostgreSQL's parser would read the second year of "2025-2030" as
    the number -2030, and "a/b" as the name of a file.
    """
    return " ".join(_WORD.findall(fold(text)))


def query_words(query: str) -> list[str]:
    """Return the folded words of a query, the first 16 of them, each at most 64 letters."""
    return [word[:_LONGEST_WORD] for word in _WORD.findall(fold(query))[:_MOST_WORDS]]


def fts5_queries(query: str) -> list[str]:
    """Return MATCH expressions, valid whatever was typed: asked in turn they find the best first.

    The words as one phrase, then all of them anywhere on the page; the last may be unfinished.
    What the second finds holds what the first found. No words make no question.
    """
    words = query_words(query)
    if not words:
        return []
    phrase = f'"{" ".join(words)}" *'
    if len(words) == 1:
        return [phrase]
    return [phrase, " AND ".join([f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}" *'])]


def tsqueries(query: str) -> list[str]:
    """Return the same questions for `to_tsquery('simple', …)`."""
    words = query_words(query)
    if not words:
        return []
    terms = [f"'{word}'" for word in words[:-1]] + [f"'{words[-1]}':*"]
    return list(dict.fromkeys([" <-> ".join(terms), " & ".join(terms)]))


def fts5_table(name: str) -> str:
    """Return the DDL of a full-text table: column `folded`, rowid names the page."""
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5(folded, tokenize='unicode61 remove_diacritics 0')"
    )


def gin_index(name: str, *, table: str, column: str) -> str:
    """Return the DDL of the PostgreSQL index over a column that holds `index_text`."""
    return f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', {column}))"


def hits(text: str, query: str) -> list[Hit]:
    """Return where the query is found in the original text, in order and without overlap.

    Where the words stand together as typed only those places are hits: a syllable such as
    "đại" alone would light up half of a Vietnamese page. Else each word is a hit.
    """
    return _distinct(list(_places(text, query)))


def snippet(text: str, query: str, width: int = 160) -> Snippet:
    """Return an excerpt of about `width` characters with the first hits in it.

    It begins and ends at word boundaries where that costs little; without a hit it is the
    beginning of the text.
    """
    places = _places(text, query)
    first = next(places, None)
    at = first or Hit(0, 0)
    start = _word_start(text, max(0, at.start - width // 3), at.start)
    end = _word_end(text, max(at.end, min(len(text), start + width)), at.end)
    found = [first] if first else []
    found += itertools.takewhile(lambda hit: hit.start < end, places)
    return Snippet(
        text=_SPACE.sub(" ", text[start:end]),
        start=start,
        hits=tuple(hit for hit in _distinct(found) if hit.end <= end),
        cut_before=bool(text[:start].strip()),
        cut_after=bool(text[end:].strip()),
    )


def _places(text: str, query: str) -> Iterator[Hit]:
    """Yield the hits one by one: an excerpt asks only for the first of them."""
    folded, origin = fold_with_map(text)
    for pattern in _patterns(query):
        span = None
        for span in _whole_words(pattern, folded):
            yield _lead_back(text, origin, span)
        if span is not None:
            return


@functools.lru_cache(maxsize=256)
def _patterns(query: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds the words one after another, and what finds each; the last may go on."""
    words = query_words(query)
    if not words:
        return ()
    *whole, last = (re.escape(word) for word in words)
    unfinished = rf"{last}[^\W_]*"
    together = r"[\W_]+".join([*whole, unfinished])
    apart = "|".join([unfinished, *(rf"{word}(?![^\W_])" for word in whole)])
    return re.compile(together), re.compile(apart)


def _whole_words(pattern: re.Pattern[str], folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a pattern is found at the beginning of a word, without overlap.

    (To ask that in the pattern itself makes the search five times slower.)
    """
    at = 0
    while found := pattern.search(folded, at):
        start, end = found.span()
        if start and folded[start - 1].isalnum():
            at = start + 1
        else:
            yield start, end
            at = end


def _lead_back(text: str, origin: Sequence[int], span: tuple[int, int]) -> Hit:
    start, end = origin[span[0]], origin[span[1] - 1] + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Hit(start, end)


def _distinct(found: list[Hit]) -> list[Hit]:
    """Drop a hit that begins inside the one before: one character may fold to two words."""
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _word_start(text: str, start: int, limit: int) -> int:
    """Move a start right to the beginning of a word, not past `limit`."""
    if start == 0:
        return 0
    gap = _SPACE.search(text, start - 1, limit)
    return gap.end() if gap else limit if start == limit else _off_mark(text, start)


def _word_end(text: str, end: int, limit: int) -> int:
    """Move an end left to the end of a word, not before `limit`."""
    if end >= len(text) or text[end].isspace():
        return end
    cut = max(text.rfind(space, limit, end) for space in " \n\t")
    return cut if cut > limit else _off_mark(text, end)


def _off_mark(text: str, at: int) -> int:
    """Move right until a letter is no longer cut from its combining marks."""
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return at
