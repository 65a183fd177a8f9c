"""The short way to the built front-end files: their names hold their hash, so memory serves them.

Scripts and styles go packed (gzip) to whoever takes that: a third of the bytes in the hall's Wi-Fi.
"""

import gzip
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response

from app.assets import A_YEAR_SECONDS, DIST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/static/dist/"
MOST_BYTES = 32 << 20
PACKED = ("text/css", "text/javascript", "image/svg+xml")


class BuiltDoor:
    """Stands before the application and answers for files of the build; they never change."""

    def __init__(
        self, whole_way: "WSGIApplication", *, folder: Path, guard: "Callable[[Response], Response]"
    ) -> None:
        """Answer with the headers that `guard` gives to every file."""
        self.whole_way = whole_way
        self.folder = folder
        self.guard = guard
        self.kept: dict[tuple[str, bool], tuple[list[tuple[str, str]], bytes]] = {}
        self.kept_bytes = 0

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        """Answer from memory, else let the application answer."""
        path: str = environ["PATH_INFO"]
        is_plain = environ["REQUEST_METHOD"] == "GET" and "HTTP_RANGE" not in environ
        if not path.startswith(PREFIX) or not is_plain:
            return self.whole_way(environ, start)
        name = path.removeprefix(PREFIX)
        key = (name, "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""))
        if key not in self.kept and not self.take_up(name):
            return self.whole_way(environ, start)
        headers, content = self.kept[key]
        start("200 OK", list(headers))
        return [content]

    def take_up(self, name: str) -> bool:
        """Keep a file in memory; False when it is none of the build's, or memory is full."""
        path = self.folder / name
        if "/" in name or path.suffix == ".json" or not path.is_file():
            return False
        plain = path.read_bytes()
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        packed = gzip.compress(plain, mtime=0) if media_type in PACKED else plain
        if self.kept_bytes + len(plain) + len(packed) > MOST_BYTES:
            return False
        self.kept_bytes += len(plain) + len(packed)
        for takes_gzip, content in ((False, plain), (True, packed)):
            answer = self.guard(Response(content, content_type=with_charset(media_type)))
            answer.headers["Cache-Control"] = f"public, max-age={A_YEAR_SECONDS}, immutable"
            answer.headers["Vary"] = "Accept-Encoding"
            if content is not plain:
                answer.headers["Content-Encoding"] = "gzip"
            self.kept[name, takes_gzip] = (list(answer.headers.items()), content)
        return True


def with_charset(media_type: str) -> str:
    """Say that text is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type in PACKED else media_type


def init_app(app: Flask, *, guard: "Callable[[Response], Response]") -> None:
    """Put the door before everything else of the application."""
    app.wsgi_app = BuiltDoor(  # type: ignore[assignment]
        app.wsgi_app, folder=DIST, guard=guard
    )
