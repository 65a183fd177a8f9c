"""Addresses of the built front-end files: hashed names, kept by phones for a year."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

DIST = Path(__file__).parent / "static" / "dist"
A_YEAR_SECONDS = 31_536_000


class NotBuiltError(Exception):
    """The front end was not built, or has no such file."""


def init_app(app: Flask) -> None:
    """Give templates `asset(name)` and `asset_text(name)`; browsers keep what they fetched."""
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["asset_text"] = asset_text
    app.after_request(keep_hashed_files)


@lru_cache
def manifest(folder: Path) -> dict[str, str]:
    """Return built names by source names, as tools/build.mjs wrote them, once for this process.

    A build under a running server must not reach it: its templates are kept from its start, and
    the new scripts would look for elements that they do not have.
    """
    names: dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return names


def asset(name: str) -> str:
    """Return the address of a built file such as `phone.js`; raises NotBuiltError."""
    return url_for("static", filename=f"dist/{built_file(name).name}")


def asset_text(name: str) -> Markup:
    """Return what a built file says, to be written into a page; raises NotBuiltError."""
    return text_of(built_file(name))


@lru_cache
def text_of(file: Path) -> Markup:
    """Return the text of a built file; its name holds its hash, so it never changes."""
    return Markup(file.read_text(encoding="utf-8"))  # noqa: S704  ours, made by tools/build.mjs


def built_file(name: str) -> Path:
    """Return where a built file such as `phone.js` lies; raises NotBuiltError."""
    try:
        return DIST / manifest(DIST)[name]
    except (OSError, KeyError) as error:
        raise NotBuiltError(f"{name} is not built: run `node tools/build.mjs`") from error


def keep_hashed_files(response: Response) -> ResponseReturnValue:
    """Mark files whose name holds their hash as immutable."""
    if request.path.startswith("/static/dist/") and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR_SECONDS}, immutable"
    return response
