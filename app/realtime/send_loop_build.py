"""Makes the compiled send loop with the C compiler of the machine, when it is asked for.

The library lies in `.cache/send_loop` under the digest of its source, so one that was made of
another source is never taken; a second file holds the digest of the library itself, so a damaged
one is made anew.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from config import ROOT

SOURCE = Path(__file__).with_name("send_loop.c")
FOLDER = ROOT / ".cache" / "send_loop"
COMPILERS = ("cc", "gcc", "clang")
OPTIONS = ("-std=c11", "-D_DEFAULT_SOURCE", "-O2", "-shared", "-fPIC")
WITHIN_SECONDS = 60


class LoopError(Exception):
    """The compiled loop cannot be had; the sentence says why."""


def made(folder: Path = FOLDER) -> Path:
    """Return the library in `folder`, made first if it is missing, stale or damaged.

    Raises LoopError where it cannot be made.
    """
    library = folder / f"{digest(SOURCE)[:16]}-{sys.platform}-{platform.machine()}.so"
    seal = library.with_suffix(".sha256")
    try:
        if not (library.is_file() and seal.is_file() and seal.read_text() == digest(library)):
            folder.mkdir(parents=True, exist_ok=True)
            compile_into(library)
            seal.write_text(digest(library))
    except OSError as error:
        raise LoopError(f"the compiled loop cannot be kept in {folder}: {error}") from error
    return library


def compile_into(library: Path) -> None:
    """Compile the source, and only then take the place of what is there; raises LoopError."""
    compiler = c_compiler()
    if compiler is None:
        raise LoopError("there is no C compiler on this machine (Debian: apt install gcc)")
    half_made = library.with_suffix(f".{os.getpid()}")
    command = [compiler, *OPTIONS, "-o", str(half_made), str(SOURCE)]
    try:
        done = subprocess.run(  # noqa: S603  the machine's compiler on our own file, no shell
            command, capture_output=True, text=True, timeout=WITHIN_SECONDS, check=False
        )
        if done.returncode != 0:
            raise LoopError(f"the C compiler refuses it: {done.stderr.strip()[-500:]}")
        half_made.replace(library)
    except subprocess.TimeoutExpired as error:
        raise LoopError(f"the C compiler took more than {WITHIN_SECONDS} s") from error
    finally:
        half_made.unlink(missing_ok=True)


def c_compiler() -> str | None:
    """Return the C compiler of this machine, None without one."""
    return next((found for name in COMPILERS if (found := shutil.which(name))), None)


def digest(file: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
