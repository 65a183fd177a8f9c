"""Command line: `python -m documents pages FILE OUTDIR` renders a file in the sandbox."""

import argparse
import json
import sys
from pathlib import Path

from documents.convert import REFUSALS, convert, is_office
from documents.errors import ConvertError, RenderError
from documents.media import sniff
from documents.pages import Outcome, render_document

_FONTS = Path(__file__).resolve().parents[1] / "node_modules" / "@expo-google-fonts"


def main() -> int:
    """Print {pages, refused, reason}; exit 0 also when the file is refused cleanly."""
    parser = argparse.ArgumentParser(prog="python -m documents")
    commands = parser.add_subparsers(dest="command", required=True)
    pages = commands.add_parser("pages", help="render a PDF or a picture into a folder")
    pages.add_argument("file", type=Path)
    pages.add_argument("outdir", type=Path)
    arguments = parser.parse_args()
    try:
        outcome = _pages(arguments.file, arguments.outdir)
    except (ConvertError, RenderError) as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        return 1
    facts = {"pages": outcome.pages, "refused": outcome.refused, "reason": outcome.reason}
    sys.stdout.write(json.dumps(facts) + "\n")
    return 0


def _pages(file: Path, outdir: Path) -> Outcome:
    """Render a file; an office file becomes a PDF beside its pages first."""
    if not file.is_file() or not is_office(sniff(file)):
        return render_document(file, outdir)
    pdf = outdir / "source.pdf"
    try:
        convert(file, pdf, workshop=outdir, fonts=_FONTS)
    except ConvertError as error:
        if error.code not in REFUSALS:
            raise
        return Outcome(0, refused=True, reason=error.code)
    return render_document(pdf, outdir)


if __name__ == "__main__":
    sys.exit(main())
