"""The press: sheets and packed tables made in a process of their own, from an order on disk.

A thousand badges take seconds of CPU; a server that must not stand still leaves them to a child.
Only our own data goes in, so the child needs no sandbox.
"""

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from documents.blocks import Block, Pair, SlidePage
from documents.errors import DocumentError

_ROOT = Path(__file__).resolve().parent.parent
_WALL_SECONDS = 300.0
_NICENESS = 10


class PressError(DocumentError):
    """Nothing was made. Codes: failed, too_slow."""


def print_report(
    path: Path,
    *,
    title: str,
    subtitle: str = "",
    letterhead: Pair | None = None,
    blocks: Sequence[Block],
    language: str,
    fonts_dir: Path,
) -> None:
    """Write a report; the suffix of `path`, .pdf or .docx, says in which form."""
    _press(
        {
            "kind": "docx" if path.suffix == ".docx" else "pdf",
            "title": title,
            "subtitle": subtitle,
            "letterhead": dataclasses.asdict(letterhead) if letterhead else None,
            "blocks": [[type(block).__name__, dataclasses.asdict(block)] for block in blocks],
        },
        path,
        language=language,
        fonts_dir=fonts_dir,
    )


def print_badges(
    path: Path,
    cards: Sequence[Mapping[str, str]],
    *,
    congress: str,
    size: str,
    back: Mapping[str, Any] | None = None,
    language: str,
    fonts_dir: Path,
) -> None:
    """Write badges; a card holds the fields of `documents.sheets.Badge`, a photo as its path.

    `back` holds the fields of `documents.sheets.Back`.
    """
    order = {
        "kind": "badges",
        "congress": congress,
        "cards": list(cards),
        "size": size,
        "back": dict(back) if back else None,
    }
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_access_cards(
    path: Path,
    cards: Sequence[Mapping[str, str]],
    *,
    congress: str,
    category: str,
    zones: Sequence[str],
    url: str,
    size: str,
    back: Mapping[str, Any] | None = None,
    language: str,
    fonts_dir: Path,
) -> None:
    """Write access cards; a card holds the fields of `documents.sheets.AccessCard`."""
    order = {
        "kind": "access",
        "congress": congress,
        "cards": list(cards),
        "category": category,
        "zones": list(zones),
        "url": url,
        "size": size,
        "back": dict(back) if back else None,
    }
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_own_face_cards(
    path: Path,
    cards: Sequence[Mapping[str, str]],
    *,
    congress: str,
    until: str,
    language: str,
    fonts_dir: Path,
) -> None:
    """Write cards with links; a card holds the fields of `documents.sheets.OwnFaceCard`."""
    order = {"kind": "own_face", "congress": congress, "cards": list(cards), "until": until}
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_attendance(
    path: Path,
    parts: Sequence[Mapping[str, Any]],
    *,
    congress: str,
    session: str,
    when: str,
    language: str,
    fonts_dir: Path,
) -> None:
    """Write sheets to sign; a part holds the fields of `documents.sheets.SigningPart`."""
    order = {
        "kind": "attendance",
        "congress": congress,
        "session": session,
        "when": when,
        "parts": list(parts),
    }
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_guide(
    path: Path,
    *,
    congress: str,
    url: str,
    code: str,
    size: str,
    language: str,
    fonts_dir: Path,
) -> None:
    """Write the guide for delegates as `documents.sheets.delegate_guide` does."""
    order = {"kind": "guide", "congress": congress, "url": url, "code": code, "size": size}
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_poster(
    path: Path,
    *,
    congress: str,
    session: str,
    url: str,
    hours: str,
    size: str,
    wifi: Sequence[str] = (),
    language: str,
    fonts_dir: Path,
) -> None:
    """Write the poster of a QR code, `size` "A4" or "A3"; `hours` as people read them.

    `wifi` is the name of the hall's network and what is printed of its password, or nothing.
    """
    order = {
        "kind": "poster",
        "wifi": list(wifi),
        "congress": congress,
        "session": session,
        "url": url,
        "hours": hours,
        "size": size,
    }
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_table_cards(
    path: Path,
    *,
    congress: str,
    session: str,
    url: str,
    labels: Sequence[str],
    form: str,
    language: str,
    fonts_dir: Path,
) -> None:
    """Write cards for tables as `documents.sheets.table_cards` does."""
    order = {
        "kind": "table_cards",
        "congress": congress,
        "session": session,
        "url": url,
        "labels": list(labels),
        "form": form,
    }
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_document_list(
    path: Path,
    listed: Sequence[Mapping[str, str]],
    *,
    congress: str,
    language: str,
    fonts_dir: Path,
) -> None:
    """Write the sheet of all documents; each holds the fields of `documents.sheets.Listed`."""
    order = {"kind": "document_list", "congress": congress, "listed": list(listed)}
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_wifi_card(
    path: Path,
    wifi: Sequence[str],
    *,
    congress: str,
    url: str,
    shows: str,
    size: str,
    language: str,
    fonts_dir: Path,
) -> None:
    """Write the Wi-Fi card as `documents.sheets.wifi_card` does; `wifi` is (name, password)."""
    order = {
        "kind": "wifi_card",
        "congress": congress,
        "wifi": list(wifi),
        "url": url,
        "shows": shows,
        "size": size,
    }
    _press(order, path, language=language, fonts_dir=fonts_dir)


def print_slides(
    path: Path, pages: Sequence[SlidePage], *, footer: str, language: str, fonts_dir: Path
) -> None:
    """Write a 16:9 deck for the big screen; pages without pictures."""
    order = {
        "kind": "slides",
        "pages": [[page.title, list(page.lines)] for page in pages],
        "footer": footer,
    }
    _press(order, path, language=language, fonts_dir=fonts_dir)


def pack_tables(path: Path, folder: Path, *, facts: Mapping[str, Any]) -> None:
    """Pack the tables of a folder as `documents.packing.pack` does."""
    order = {"kind": "tables", "folder": str(folder), "facts": dict(facts)}
    _press(order, path, language="", fonts_dir=Path())


def write_table(path: Path, source: Path) -> None:
    """Write one table as `documents.packing.write_table` does."""
    _press({"kind": "table", "source": str(source)}, path, language="", fonts_dir=Path())


def write_sheet(
    path: Path,
    source: Path,
    *,
    title: str,
    choices: Mapping[str, Sequence[str]] | None = None,
    notes: Sequence[str] = (),
    notes_title: str = "",
) -> None:
    """Write a list of JSON lines as XLSX, as `documents.packing.write_sheet` does."""
    order = {
        "kind": "sheet",
        "source": str(source),
        "sheet": {
            "title": title,
            "choices": {head: list(each) for head, each in (choices or {}).items()},
            "notes": list(notes),
            "notes_title": notes_title,
        },
    }
    _press(order, path, language="", fonts_dir=Path())


def _press(order: dict[str, Any], path: Path, *, language: str, fonts_dir: Path) -> None:
    whole = {**order, "path": str(path), "language": language, "fonts_dir": str(fonts_dir)}
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "order.json"
        paper.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-s", "-P", "-m", "documents.press_child", str(paper)]
        try:
            done = subprocess.run(  # noqa: S603 (our own interpreter, no shell)
                ["/usr/bin/env", "nice", "-n", str(_NICENESS), *command],
                env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(_ROOT)},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PressError("too_slow", "The press took too long") from error
    if done.returncode != 0:
        raise PressError("failed", done.stderr.decode(errors="replace")[-2000:])
