"""Pages out of a file: pictures, text and contents, made by a child process that cannot hurt.

In the folder given, page 1 is `0001-720.webp` and `0001.json` = {width, height (points), text
(NFC), words: [[text, x, y, width, height], …] as parts of the page from its top left};
`text.split()` are the words in order. A larger picture is made on demand by `render_page`.
"""

import contextlib
import dataclasses
import json
import secrets
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from documents.errors import RenderError
from documents.sandbox import Child, Limits, StalledError

WIDTH_PX = 720
LARGE_WIDTH_PX = 1_440

# encrypted: asks for a password · damaged: cannot be read · empty: 0 bytes · not_a_document: not
# a PDF, PNG, JPEG or WebP, whatever its name · has_no_pages · too_many_pages · page_too_large ·
# too_heavy: stopped by the limits of memory, time or output.
REFUSALS = frozenset(
    {
        "encrypted",
        "damaged",
        "empty",
        "not_a_document",
        "has_no_pages",
        "too_many_pages",
        "page_too_large",
        "too_heavy",
    }
)

# Each step has its own limits; these bound the whole, so that no document holds the worker long.
# An honest page takes less than 0.1 s.
_WALL_SECONDS = 120.0
_WALL_SECONDS_PER_PAGE = 1.0


@dataclass(frozen=True)
class OutlineEntry:
    """One line of the contents: `level` from 0, `page` from 1."""

    title: str
    level: int
    page: int


@dataclass(frozen=True)
class Outcome:
    """How a document ended: `reason` is a code of REFUSALS, "" when it was rendered.

    `page` is the page that caused a refusal, where one page did.
    """

    pages: int
    refused: bool
    reason: str
    outline: tuple[OutlineEntry, ...] = ()
    page: int | None = None


def render_document(
    path: Path,
    outdir: Path,
    *,
    on_page: Callable[[int, int], None] | None = None,
    limits: Limits | None = None,
) -> Outcome:
    """Render all pages of a PDF, PNG, JPEG or WebP file, 720 px wide, into a folder.

    `on_page(number, pages)` is called in order as each page can be read; pages that lie there
    from a run that was cut off are kept. A refused document adds no pages. Raises RenderError
    `disk_full` (no pages are added then either), `missing` or `failed`.
    """
    outdir.mkdir(parents=True, exist_ok=True)
    before = set(outdir.iterdir())
    order = _Order(path, outdir, WIDTH_PX, None, limits or Limits())
    outcome = Outcome(pages=0, refused=False, reason="")
    try:
        with contextlib.closing(_events(order)) as events:
            for event in events:
                if "pages" in event:
                    outcome = Outcome(event["pages"], False, "", _outline(event["outline"]))
                elif "ready" in event and on_page:
                    on_page(event["ready"], outcome.pages)
    except _RefusedError as refused:
        _take_away(set(outdir.glob("[0-9]*")) - before)
        return Outcome(0, True, refused.code, (), refused.page)
    except RenderError as error:
        if error.code == "disk_full":  # what is left of it would keep the disk full
            _take_away(set(outdir.glob("[0-9]*")) - before)
        raise
    return outcome


def _take_away(added: set[Path]) -> None:
    for path in added:
        path.unlink(missing_ok=True)


def render_page(
    path: Path,
    outdir: Path,
    number: int,
    *,
    width_px: int = LARGE_WIDTH_PX,
    limits: Limits | None = None,
) -> Path:
    """Return the picture of one page (from 1) at a width, made now if it is not there yet.

    Raises RenderError: `no_such_page`, `refused`, `disk_full`, `missing` or `failed`.
    """
    picture = outdir / f"{number:04}-{width_px}.webp"
    if picture.is_file():
        return picture
    outdir.mkdir(parents=True, exist_ok=True)
    try:
        for _ in _events(_Order(path, outdir, width_px, number, limits or Limits())):
            pass
    except _RefusedError as refused:
        code = refused.code if refused.code == "no_such_page" else "refused"
        raise RenderError(code, f"Page {number}: {refused.code}") from refused
    return picture


@dataclass(frozen=True)
class _Order:
    """What the child is asked for; without a `number` all pages. `part` begins unfinished files."""

    path: Path
    outdir: Path
    width_px: int
    number: int | None
    limits: Limits
    part: str = field(default_factory=lambda: f".part-{secrets.token_hex(4)}-")

    def to_json(self) -> str:
        return json.dumps(
            {
                "path": str(self.path.resolve()),
                "outdir": str(self.outdir.resolve()),
                "width_px": self.width_px,
                "number": self.number,
                "part": self.part,
                "limits": dataclasses.asdict(self.limits),
            }
        )


class _RefusedError(Exception):
    def __init__(self, code: str, page: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.page = page


def _events(order: _Order) -> Generator[dict[str, Any], None, None]:
    """Yield what the child reports, checked: it has read a stranger's file and may lie."""
    if not order.path.is_file():
        raise RenderError("missing", "The file to render is not there")
    child = Child(
        "documents.child",
        [order.to_json()],
        reads=order.path.resolve(),
        writes=order.outdir.resolve(),
    )
    with child:
        try:
            done = yield from _reports(child, order.limits)
            if not done:
                raise _cut_off(child.status())
        except StalledError as error:
            raise _RefusedError("too_heavy") from error
        finally:
            for unfinished in order.outdir.glob(f"{order.part}*"):
                unfinished.unlink(missing_ok=True)


def _reports(child: Child, limits: Limits) -> Generator[dict[str, Any], None, bool]:
    """Yield the child's events while there is time; return whether it came to its end."""
    end = time.monotonic() + _WALL_SECONDS
    for line in child.lines(step_wall_seconds=limits.step_wall_seconds):
        event = _checked(line, limits)
        if "done" in event:
            return True
        end += _WALL_SECONDS_PER_PAGE * event.get("pages", 0)
        if time.monotonic() > end:
            raise StalledError("Too long in all")
        yield event
    return False


def _cut_off(status: int) -> Exception:
    """Return what it means that a child ended without a last word: by a signal, a limit."""
    number = -status if status < 0 else status - 128  # bubblewrap hands a signal on as 128 + it
    if number > 0:
        return _RefusedError("too_heavy")
    return RenderError("failed", f"The child ended with {status} and without a word")


def _checked(line: bytes, limits: Limits) -> dict[str, Any]:
    """Return one event; raise what it says went wrong, or RenderError if it makes no sense."""
    match _parse(line):
        case {"refused": str(code), **rest}:
            page = rest.get("page")
            known = code if code in REFUSALS or code == "no_such_page" else "damaged"
            raise _RefusedError(known, page if isinstance(page, int) else None)
        case {"failed": str(code)}:
            raise RenderError("disk_full" if code == "disk_full" else "failed", "In the child")
        case {"pages": int(pages), "outline": list()} as event if 0 < pages <= limits.most_pages:
            return event
        case ({"ready": int()} | {"done": True}) as event:
            return event
        case _:
            raise RenderError("failed", "The child said something else than agreed")


def _parse(line: bytes) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError as error:
        raise RenderError("failed", "The child does not speak JSON") from error
    return event if isinstance(event, dict) else {}


def _outline(entries: list[Any]) -> tuple[OutlineEntry, ...]:
    return tuple(
        OutlineEntry(title, level, page)
        for entry in entries
        if isinstance(entry, dict)
        for title, level, page in [(entry.get("title"), entry.get("level"), entry.get("page"))]
        if isinstance(title, str) and isinstance(level, int) and isinstance(page, int)
    )
