"""The six documents of the demo congress: what they are called, who may read them, their text.

The texts are Markdown files in `content/`, in a subset: `#` to `###`, paragraphs, `- ` and `1.`
lists, and pipe tables. The first heading of a file is its full title.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final, Literal, NamedTuple

_CONTENT: Final = Path(__file__).parent / "content"
_NARROWEST, _WIDEST = 9, 40  # letters: a column of hours, a column of sentences


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """A document on the shelf; `session` is 1 or 2, or none for the whole congress."""

    name: str
    title: str
    subtitle: str
    audience: Literal["public", "delegates", "presidium"]
    session: int | None


class Heading(NamedTuple):
    """A heading; level 0 is the highest that the text uses."""

    text: str
    level: int


class Prose(NamedTuple):
    """One paragraph."""

    text: str


class Points(NamedTuple):
    """A list; the items of a numbered one keep their numbers in front."""

    items: tuple[str, ...]
    numbered: bool


class Grid(NamedTuple):
    """A table; `shares` are the relative widths of its columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Block = Heading | Prose | Points | Grid

_CONGRESS: Final = "Đại hội đại biểu Đoàn TNCS Hồ Chí Minh tỉnh Thanh Lĩnh lần thứ XV"
_TERM: Final = "nhiệm kỳ 2027 – 2032"

DOCUMENTS: Final = (
    DemoDocument("programme", "Chương trình Đại hội", f"{_CONGRESS}, {_TERM}", "public", None),
    DemoDocument("rules", "Nội quy và Quy chế làm việc", _CONGRESS, "public", 1),
    DemoDocument(
        "political-report",
        "Báo cáo chính trị",
        f"của Ban Chấp hành Tỉnh Đoàn khóa XIV trình {_CONGRESS}, {_TERM}",
        "public",
        1,
    ),
    DemoDocument(
        "self-review",
        "Báo cáo kiểm điểm của Ban Chấp hành",
        "Tỉnh Đoàn Thanh Lĩnh khóa XIV, nhiệm kỳ 2022 – 2027",
        "delegates",
        1,
    ),
    DemoDocument(
        "personnel-plan",
        "Đề án nhân sự",
        f"Ban Chấp hành Tỉnh Đoàn Thanh Lĩnh khóa XV, {_TERM}",
        "presidium",
        1,
    ),
    DemoDocument(
        "draft-resolution", "Dự thảo Nghị quyết Đại hội", f"{_CONGRESS}, {_TERM}", "delegates", 2
    ),
)


def text(name: str) -> str:
    """Return the Markdown of a document, NFC."""
    markdown = (_CONTENT / f"{name}.md").read_text(encoding="utf-8")
    return unicodedata.normalize("NFC", markdown)


def blocks(name: str) -> list[Block]:
    """Return the text of a document without its full title, in the order of reading."""
    lines = [line.strip() for line in text(name).splitlines()][1:]
    found = list(_blocks(lines))
    top = min((block.level for block in found if isinstance(block, Heading)), default=0)
    return [
        Heading(block.text, block.level - top) if isinstance(block, Heading) else block
        for block in found
    ]


def _blocks(lines: list[str]) -> Iterator[Block]:
    for sort, run in groupby(lines, _sort):
        match sort:
            case "heading":
                for line in run:
                    marks, _, words = line.partition(" ")
                    yield Heading(words, len(marks) - 1)
            case "prose":
                yield from (Prose(line) for line in run)
            case "bullet":
                yield Points(tuple(line.removeprefix("- ") for line in run), numbered=False)
            case "number":
                yield Points(tuple(run), numbered=True)
            case "table":
                yield _grid(list(run))


def _sort(line: str) -> str:
    """Return what a line belongs to; neighbours of one sort make one block."""
    if not line:
        return "gap"
    if re.match(r"#{1,3} ", line):
        return "heading"
    if line.startswith("|"):
        return "table"
    if line.startswith("- "):
        return "bullet"
    return "number" if re.match(r"\d+\. ", line) else "prose"


def _grid(lines: list[str]) -> Grid:
    head, _rule, *rows = [
        tuple(cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|"))
        for line in lines
    ]
    columns = zip(head, *rows, strict=True)
    widths = (max(len(cell) for cell in column) for column in columns)
    shares = tuple(float(min(max(width, _NARROWEST), _WIDEST)) for width in widths)
    return Grid(head, tuple(rows), shares)
