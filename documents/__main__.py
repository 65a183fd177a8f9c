"""Command line: `python -m documents pages FILE OUTDIR` renders a file in the sandbox."""

import argparse
import json
import sys
from pathlib import Path

from documents.errors import RenderError
from documents.pages import render_document


def main() -> int:
    """Print {pages, refused, reason}; exit 0 also when the file is refused cleanly."""
    parser = argparse.ArgumentParser(prog="python -m documents")
    commands = parser.add_subparsers(dest="command", required=True)
    pages = commands.add_parser("pages", help="render a PDF or a picture into a folder")
    pages.add_argument("file", type=Path)
    pages.add_argument("outdir", type=Path)
    arguments = parser.parse_args()
    try:
        outcome = render_document(arguments.file, arguments.outdir)
    except RenderError as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        return 1
    facts = {"pages": outcome.pages, "refused": outcome.refused, "reason": outcome.reason}
    sys.stdout.write(json.dumps(facts) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
