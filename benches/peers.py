"""The peers that benchmarks measure against or with; `python -m benches.peers` fetches them.

They are for measuring only, under licences of their own (PyMuPDF: AGPL), and lie in a folder apart:
neither the server nor ./run ever sees them. poppler-utils and nginx come from the system:
`apt-get install poppler-utils nginx-light`. A peer that is not there is named, and not measured.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from benches.served import ROOT

FOLDER = ROOT / ".cache" / "benches" / "peers"
PYTHON = FOLDER / "python"
PDF_JS = FOLDER / "node_modules" / "pdfjs-dist"
PYTHON_PACKAGES = ("pdf2image==1.17.0", "PyMuPDF")
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
NODE_PACKAGES = ("pdfjs-dist@5.6.205", "lighthouse@12.8.2")
HOW = "python -m benches.peers; apt-get install poppler-utils nginx-light"


def nginx() -> str | None:
    """Return the program, None where it is not installed."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def pdf2image() -> bool:
    """Tell whether pdf2image and the poppler that it calls are there."""
    return (PYTHON / "pdf2image").is_dir() and shutil.which("pdftoppm") is not None


def pymupdf() -> bool:
    """Tell whether PyMuPDF is there."""
    return (PYTHON / "pymupdf").is_dir()


def lighthouse() -> Path | None:
    """Return Lighthouse's program, None where it or node is not installed."""
    return LIGHTHOUSE if LIGHTHOUSE.is_file() and shutil.which("node") else None


def missing(*names: str) -> None:
    """Say aloud which peers were not measured and how to have them."""
    for name in names:
        print(f"NOT MEASURED: {name} is not installed ({HOW})", file=sys.stderr, flush=True)


def main() -> None:
    """Fetch the peers that come by pip and npm."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--upgrade"]
    subprocess.run([*pip, "--target", PYTHON, *PYTHON_PACKAGES], check=True)
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed for pdf.js and Lighthouse")
    subprocess.run([npm, "install", "--prefix", FOLDER, *NODE_PACKAGES], check=True)


if __name__ == "__main__":
    main()
