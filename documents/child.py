"""What runs in the sandbox: bind ourselves, open the file, print one JSON line per step.

{"pages": 100, "outline": [...]}   {"ready": 1}   …   {"done": true}
{"refused": "damaged", "page": 7}  or  {"failed": "disk_full"}  instead of the rest
"""

import errno
import json
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.sandbox import Limits, confine, grant_step

if TYPE_CHECKING:
    from documents.render import PdfSource, PictureSource

_ENCODERS = 2  # libwebp leaves the interpreter free while PDFium draws the next page
_MOST_WAITING = 4
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def main() -> None:
    """Render what the JSON object in the only argument asks for."""
    order = json.loads(sys.argv[1])
    limits = Limits(**order["limits"])
    confine(limits)
    # Only now: PDFium and the decoders must never run without the limits.
    from documents.render import Refusal  # noqa: PLC0415

    try:
        _render(order, limits)
        _say({"done": True})
    except Refusal as refusal:
        _say({"refused": refusal.code, "page": refusal.page})
    except MemoryError:
        _say({"refused": "too_heavy"})
    except OSError as error:
        _say(_fault(error))


def _render(order: dict[str, Any], limits: Limits) -> None:
    from documents.render import Refusal, open_source  # noqa: PLC0415 (after confine)

    source = open_source(Path(order["path"]), most_pages=limits.most_pages)
    only = order["number"]
    if only is not None and not 1 <= only <= source.pages:
        raise Refusal("no_such_page", only)
    _say({"pages": source.pages, "outline": source.outline() if only is None else []})
    numbers = range(1, source.pages + 1) if only is None else range(only, only + 1)
    _render_pages(source, numbers, order, limits)


def _render_pages(
    source: "PdfSource | PictureSource", numbers: range, order: dict[str, Any], limits: Limits
) -> None:
    """Draw on this thread, PDFium bears no other, and encode on two more."""
    from documents.render import Place  # noqa: PLC0415 (after confine)

    place = Place(Path(order["outdir"]), order["width_px"], order["part"])
    waiting: deque[tuple[int, Future[None] | None]] = deque()
    with ThreadPoolExecutor(_ENCODERS) as encoders:
        for number in numbers:
            stored = None
            if not place.holds(number):
                grant_step(limits)
                page = source.page(number, width_px=place.width_px)
                stored = encoders.submit(place.store, page, number)
            waiting.append((number, stored))
            _announce(waiting, keep=_MOST_WAITING)
        _announce(waiting, keep=0)


def _announce(waiting: "deque[tuple[int, Future[None] | None]]", *, keep: int) -> None:
    """Report stored pages in order, waiting for the oldest while more than `keep` are open."""
    while waiting:
        number, stored = waiting[0]
        if stored and not stored.done() and len(waiting) <= keep:
            return
        if stored:
            stored.result()
        waiting.popleft()
        _say({"ready": number})


def _fault(error: OSError) -> dict[str, Any]:
    if error.errno == errno.EFBIG:
        return {"refused": "too_heavy"}
    return {"failed": "disk_full" if error.errno in _NO_ROOM else "failed"}


def _say(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
