"""A pack as it is being made: a child process writes it, we hand it on piece by piece."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from documents.press import PressError

_ROOT = Path(__file__).resolve().parent.parent
_CHUNK_BYTES = 1 << 16
_NICENESS = 10


class BundleStream:
    """The ZIP that `documents.bundle.bundle_of` describes, of `length` bytes, made as it is read.

    Whoever stops reading must call `close`: that ends the child. Raises PressError `failed` when
    nothing is made, and while it is read when it breaks in the middle.
    """

    def __init__(self, order: Mapping[str, Any]) -> None:
        """Start the child and wait until it knows how long the ZIP will be."""
        command = [sys.executable, "-s", "-P", "-m", "documents.bundle"]
        self._child = subprocess.Popen(  # noqa: S603 (our own interpreter, no shell)
            ["/usr/bin/env", "nice", "-n", str(_NICENESS), *command],
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(_ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        told = self._ask(json.dumps(order).encode())
        if not told.strip().isdigit():
            self.close()
            raise PressError("failed", "The pack was not made")
        self.length = int(told)

    def _ask(self, order: bytes) -> bytes:
        sink, source = self._child.stdin, self._child.stdout
        if sink is None or source is None:
            return b""
        try:
            sink.write(order)
            sink.close()
        except OSError:
            return b""
        return source.readline()

    def __iter__(self) -> Iterator[bytes]:
        """Yield the ZIP in pieces."""
        source, sent = self._child.stdout, 0
        try:
            while source is not None and (piece := source.read(_CHUNK_BYTES)):
                sent += len(piece)
                yield piece
        finally:
            self.close()
        if sent != self.length:
            raise PressError("failed", "The pack ended early")

    def close(self) -> None:
        """End the child, whether it is done or not, and let go of its pipes."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what it did not take is of no use any more
                    pipe.close()
