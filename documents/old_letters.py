"""Vietnamese that was typed for the fonts of the 1990s, read as it was meant.

TCVN3 (.VnTime) puts each letter on one of the codes 161 to 254, VNI (VNI-Times) writes a letter
and its marks one after another. In a spreadsheet both look like Western European text. Which one
a file is in is decided by counting what becomes possible Vietnamese syllables.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_TCVN3_CODES = (
    "a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1"
    "e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = dict(zip(bytes.fromhex(_TCVN3_CODES), _TCVN3_LETTERS, strict=True))

_HUYEN, _HOI, _NGA, _SAC, _NANG = "\u0300\u0309\u0303\u0301\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_TONES = {"ù": _SAC, "ø": _HUYEN, "û": _HOI, "õ": _NGA, "ï": _NANG}
_VNI_CIRCUMFLEXED = {"â": "", "á": _SAC, "à": _HUYEN, "å": _HOI, "ã": _NGA, "ä": _NANG}
_VNI_BREVED = {"ê": "", "é": _SAC, "è": _HUYEN, "ú": _HOI, "ü": _NGA, "ë": _NANG}
_VNI_MARKS = {
    **_VNI_TONES,
    **{letter: _CIRCUMFLEX + tone for letter, tone in _VNI_CIRCUMFLEXED.items()},
    **{letter: _BREVE + tone for letter, tone in _VNI_BREVED.items()},
}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR = re.compile(
    "(?:[aA][{c}{b}{t}]|[eEoO][{c}{t}]|[uUyY][{t}]|[ôÔöÖ][{t}])".format(
        c="".join(_VNI_CIRCUMFLEXED) + "".join(_VNI_CIRCUMFLEXED).upper(),
        b="".join(_VNI_BREVED) + "".join(_VNI_BREVED).upper(),
        t="".join(_VNI_TONES) + "".join(_VNI_TONES).upper(),
    )
    + "|["
    + "".join(_VNI_ALONE)
    + "".join(_VNI_ALONE).upper()
    + "]"
)

_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em"
    " en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp"
    " iêt iêu o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm"
    " oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um"
    " un ung up ut uâ uân uât uâng uây uê uên uêch uênh uêt uơ uôc uôi uôm uôn uông uôt uy uya"
    " uych uyên uyêt uynh uyt uyu uyn ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
    " y yêm yên yêng yêt yêu"
)
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|g|kh|ph|qu|q|th|tr|ch|[bcdđhklmnprstvx])?(?:"
    + "|".join(sorted(_RIMES.split(), key=len, reverse=True))
    + ")"
)
_TONES = {_HUYEN, _HOI, _NGA, _SAC, _NANG}
_WORD = re.compile(r"[^\W\d_]+")
_OLD_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
_ENOUGH = 0.6
"""Of the words with other than plain letters, so many must become syllables."""


@dataclass(frozen=True)
class Letters:
    """A way to read text: `name` is unicode, tcvn3, vni or cp1258; `read` returns NFC."""

    name: str
    read: Callable[[str], str]

    def mend(self, text: str) -> str:
        """Return one text of a file that is in these letters; parts may be Unicode already."""
        as_it_is = composed(text)
        if self.name == "unicode" or not _is_western(text):
            return as_it_is
        read = self.read(text)
        if _share(as_it_is, text) == 1.0 and _share(read, text) < 1.0:
            return as_it_is
        return read


def composed(text: str) -> str:
    """Return text in NFC."""
    return unicodedata.normalize("NFC", text)


def from_tcvn3(text: str) -> str:
    """Return text of a TCVN3 font in Unicode.

    The capitals with tones exist only in the capital fonts (.VnTimeH), on the codes of the small
    letters: where all plain letters are capitals, these become capitals.
    """
    if _is_capital(text):
        return _tcvn3(text).upper()
    return _OLD_WORD.sub(lambda word: _tcvn3_word(word.group()), text)


def _tcvn3_word(word: str) -> str:
    return _tcvn3(word).upper() if _is_capital(word) else _tcvn3(word)


def _tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(ord(letter), letter) for letter in text)


def _is_capital(text: str) -> bool:
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(plain) > 1 and all(letter.isupper() for letter in plain)


def from_vni(text: str) -> str:
    """Return text of a VNI font in Unicode."""
    return composed(_VNI_PAIR.sub(lambda pair: _vni_letter(pair.group()), text))


def _vni_letter(pair: str) -> str:
    first, rest = pair[0], pair[1:]
    alone = _VNI_ALONE.get(first.lower(), first.lower())
    letter = alone.upper() if first.isupper() else alone
    return letter + "".join(_VNI_MARKS[mark.lower()] for mark in rest)


UNICODE = Letters("unicode", composed)
TCVN3 = Letters("tcvn3", from_tcvn3)
VNI = Letters("vni", from_vni)


def letters_of(texts: Iterable[str]) -> Letters:
    """Return in which letters a file is; Unicode unless an old font is clearly the better guess."""
    western = [text for text in texts if _is_western(text)]
    shares = {each: _shares(western, each.read) for each in (UNICODE, TCVN3, VNI)}
    best = max(shares, key=lambda each: shares[each])
    return best if shares[best] >= _ENOUGH and shares[best] > shares[UNICODE] else UNICODE


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file of bytes, NFC, and how it was read: utf-8, utf-16, cp1258, ….

    Without a mark and not UTF-8 it is Windows' Vietnamese page or one of the old fonts.
    """
    for mark, codec in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return composed(data.decode(codec, "replace")), codec.removesuffix("-sig")
    if data[:200].count(b"\0") > len(data[:200]) // 4:
        return composed(data.decode("utf-16-le", "replace")), "utf-16"
    try:
        return composed(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _decode_page(data)


def _decode_page(data: bytes) -> tuple[str, str]:
    western = data.decode("latin-1")
    lines = western.splitlines()
    windows = Letters("cp1258", _from_windows)
    shares = {each: _shares(lines, each.read) for each in (windows, TCVN3, VNI)}
    best = max(shares, key=lambda each: shares[each])
    return composed(best.read(western)), best.name


def _from_windows(text: str) -> str:
    return composed(text.encode("latin-1", "replace").decode("cp1258", "replace"))


def _is_western(text: str) -> bool:
    """Tell whether a text could be in an old font: letters above 160, none above 255."""
    codes = [ord(letter) for letter in text if letter.isalpha() or ord(letter) > 0xA0]
    low = [code for code in codes if code > 0x7F and not 0x2010 <= code <= 0x2026]
    return bool(low) and all(0xA0 <= code <= 0xFF for code in low)


def _shares(texts: list[str], read: Callable[[str], str]) -> float:
    """Return which part of the doubtful words of all texts become syllables."""
    good = doubtful = 0
    for text in texts:
        good_here, doubtful_here = _count(read(text), text)
        good, doubtful = good + good_here, doubtful + doubtful_here
    return good / doubtful if doubtful else 0.0


def _share(read: str, text: str) -> float:
    good, doubtful = _count(read, text)
    return good / doubtful if doubtful else 1.0


def _count(read: str, text: str) -> tuple[int, int]:
    """Return (syllables, words) among the words that are not plain letters before or after."""
    pieces, before = read.split(), text.split()
    if len(pieces) != len(before):
        before = pieces
    doubtful = [
        word
        for piece, old in zip(pieces, before, strict=True)
        if not (piece.isascii() and old.isascii())
        for word in (_WORD.findall(piece) or [piece])
    ]
    return sum(is_syllable(word) for word in doubtful), len(doubtful)


def is_syllable(word: str) -> bool:
    """Tell whether a word can be a Vietnamese syllable with at most one tone."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = sum(mark in _TONES for mark in apart)
    plain = composed("".join(mark for mark in apart if mark not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(plain) is not None
