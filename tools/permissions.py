"""Writes the table of permissions into docs/security.md: `python -m tools.permissions`.

The table is app/access.py's own, the one that every route asks; a test says when the page is old.
"""

import sys
from pathlib import Path

from app.people.permission_words import COLUMNS, table, words_of

PAGE = Path(__file__).parents[1] / "docs" / "security.md"
BEGIN, END = "<!-- who may do what: begin -->", "<!-- who may do what: end -->"


def rows() -> list[str]:
    """Return the table as lines of Markdown."""
    heads = " | ".join(COLUMNS)
    lines = [f"| | | {heads} |", "|---" * (len(COLUMNS) + 2) + "|"]
    for name, holders in table():
        cells = " | ".join("●" if each in holders else "" for each in COLUMNS)
        lines.append(f"| {words_of(name)} | `{name}` | {cells} |")
    return lines


def written(page: str) -> str:
    """Return the page with the table of today between its marks."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return "\n".join((before + BEGIN, *rows(), END + after))


def main() -> None:
    """Bring the page up to date."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(written(page), encoding="utf-8")
    print(PAGE.name, file=sys.stderr)


if __name__ == "__main__":
    main()
