"""What runs in the press: carry out the order in the file named by the only argument."""

import json
import sys
from pathlib import Path
from typing import Any

from documents import packing, sheets
from documents.sheets import (
    AccessCard,
    Back,
    Badge,
    Block,
    Bullets,
    Grid,
    Heading,
    Line,
    Listed,
    OwnFaceCard,
    Pair,
    Prose,
    Signer,
    SigningPart,
    SlidePage,
    Wifi,
)


def main() -> None:
    """Carry out the order in the file that the command line names."""
    carry_out(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))


def carry_out(order: dict[str, Any]) -> None:
    """Make what the order asks for."""
    path = Path(order["path"])
    if order["kind"] == "tables":
        packing.pack(path, Path(order["folder"]), facts=order["facts"])
        return
    if order["kind"] == "table":
        packing.write_table(path, Path(order["source"]))
        return
    if order["kind"] == "sheet":
        packing.write_sheet(path, Path(order["source"]), **order["sheet"])
        return
    sheets.register_fonts(Path(order["fonts_dir"]))
    if order["kind"] in _SHEETS:
        _SHEETS[order["kind"]](path, order)
        return
    write = sheets.word_report if order["kind"] == "docx" else sheets.report
    write(
        path,
        title=order["title"],
        subtitle=order["subtitle"],
        letterhead=_pair(order["letterhead"]) if order["letterhead"] else None,
        blocks=[_block(name, facts) for name, facts in order["blocks"]],
        language=order["language"],
    )


def _badges(path: Path, order: dict[str, Any]) -> None:
    cards = [_badge(card) for card in order["cards"]]
    names = ("congress", "language", "size")
    sheets.badges(path, cards, back=_back(order), **{name: order[name] for name in names})


def _badge(card: dict[str, Any]) -> Badge:
    photo = card.pop("photo", "")
    return Badge(**card, photo=Path(photo) if photo else None)


def _back(order: dict[str, Any]) -> Back | None:
    return Back(**order["back"]) if order["back"] else None


def _access(path: Path, order: dict[str, Any]) -> None:
    cards = [AccessCard(**card) for card in order["cards"]]
    names = ("congress", "category", "zones", "url", "language", "size")
    sheets.access_cards(path, cards, back=_back(order), **{name: order[name] for name in names})


def _own_face(path: Path, order: dict[str, Any]) -> None:
    cards = [OwnFaceCard(**card) for card in order["cards"]]
    names = ("congress", "until", "language")
    sheets.own_face_cards(path, cards, **{name: order[name] for name in names})


def _attendance(path: Path, order: dict[str, Any]) -> None:
    parts = [
        SigningPart(
            part["delegation"], [Signer(**person) for person in part["people"]], part["leader"]
        )
        for part in order["parts"]
    ]
    names = ("congress", "session", "when", "language")
    sheets.attendance_sheets(path, parts, **{name: order[name] for name in names})


def _guide(path: Path, order: dict[str, Any]) -> None:
    names = ("congress", "url", "code", "size", "language")
    sheets.delegate_guide(path, **{name: order[name] for name in names})


def _poster(path: Path, order: dict[str, Any]) -> None:
    names = ("congress", "session", "url", "hours", "size", "language")
    wifi = Wifi(*order["wifi"]) if order["wifi"] else None
    sheets.session_poster(path, wifi=wifi, **{name: order[name] for name in names})


def _table_cards(path: Path, order: dict[str, Any]) -> None:
    names = ("congress", "session", "url", "labels", "form", "language")
    sheets.table_cards(path, **{name: order[name] for name in names})


def _document_list(path: Path, order: dict[str, Any]) -> None:
    listed = [Listed(**each) for each in order["listed"]]
    sheets.document_list(path, listed, congress=order["congress"], language=order["language"])


def _wifi_card(path: Path, order: dict[str, Any]) -> None:
    names = ("congress", "url", "shows", "size", "language")
    sheets.wifi_card(path, Wifi(*order["wifi"]), **{name: order[name] for name in names})


def _slides(path: Path, order: dict[str, Any]) -> None:
    pages = [SlidePage(title, lines) for title, lines in order["pages"]]
    sheets.slides(path, pages, footer=order["footer"], language=order["language"])


_SHEETS = {
    "badges": _badges,
    "access": _access,
    "attendance": _attendance,
    "own_face": _own_face,
    "guide": _guide,
    "poster": _poster,
    "slides": _slides,
    "table_cards": _table_cards,
    "document_list": _document_list,
    "wifi_card": _wifi_card,
}


def _block(name: str, facts: dict[str, Any]) -> Block:
    if name == "Pair":
        return _pair(facts)
    kinds = {"Heading": Heading, "Prose": Prose, "Bullets": Bullets, "Grid": Grid}
    made: Block = kinds[name](**facts)
    return made


def _pair(facts: dict[str, Any]) -> Pair:
    return Pair(*([Line(**line) for line in facts[side]] for side in ("left", "right")))


if __name__ == "__main__":
    main()
