"""What runs in the press: carry out the order in the file named by the only argument."""

import json
import sys
from pathlib import Path
from typing import Any

from documents import packing, sheets
from documents.sheets import Badge, Block, Bullets, Grid, Heading, Line, Pair, Prose


def main() -> None:
    """Make what the order asks for."""
    order: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    path = Path(order["path"])
    if order["kind"] == "tables":
        packing.pack(path, Path(order["folder"]), facts=order["facts"])
        return
    sheets.register_fonts(Path(order["fonts_dir"]))
    if order["kind"] == "badges":
        cards = [Badge(**card) for card in order["cards"]]
        sheets.badges(path, cards, congress=order["congress"], language=order["language"])
        return
    if order["kind"] == "poster":
        words = {name: order[name] for name in ("congress", "session", "url", "hours", "size")}
        sheets.session_poster(path, language=order["language"], **words)
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
