"""What reports and slides are made of, before they become a PDF or a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Heading:
    """A heading of level 0, 1 or 2; it becomes an entry of the outline."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Prose:
    """One paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of short paragraphs."""

    items: Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A table; its head is repeated on each page. `shares` are the widths, relative."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float] = ()


@dataclass(frozen=True)
class Line:
    """A centred line of a letterhead or signature; `weight` is plain, bold or italic."""

    text: str
    weight: str = "plain"


@dataclass(frozen=True)
class Pair:
    """Lines side by side: a letterhead, or the place of a signature."""

    left: Sequence[Line]
    right: Sequence[Line]


Block = Heading | Prose | Bullets | Grid | Pair


@dataclass(frozen=True)
class SlidePage:
    """One slide; without lines and picture it is a title page."""

    title: str
    lines: Sequence[str] = ()
    picture: Path | None = None
