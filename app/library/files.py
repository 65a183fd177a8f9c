"""Where uploaded files and rendered pages of this server lie."""

import threading
import unicodedata
from pathlib import Path
from typing import Any, cast

from flask import Response, current_app, request, send_file
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import FileStorage
from werkzeug.utils import send_file as wsgi_send_file

from app.errors import InvalidError, RefusedError
from app.i18n import nfc
from app.threads import in_a_thread
from config import FONTS_DIR
from documents.convert import convert
from documents.errors import StoreError
from documents.pages import render_page
from documents.store import FileStore, StoredFile, Stream

rendering = threading.BoundedSemaphore(2)
"""Wide pages are made on demand, in child processes; more than two at once help nobody."""


def file_store() -> FileStore:
    """Return the store of uploaded files."""
    return FileStore(current_app.config["SETTINGS"].files_dir)


def pages_folder(digest: str) -> Path:
    """Return the folder of the rendered pages of a file."""
    folder: Path = current_app.config["SETTINGS"].pages_dir
    return folder / digest[:2] / digest


def workshop() -> Path:
    """Return the folder in which office files are converted; empty but during a conversion."""
    folder: Path = current_app.config["SETTINGS"].pages_dir
    return folder / ".office"


def converted(digest: str) -> Path:
    """Return where the PDF lies that an office file was converted to."""
    return pages_folder(digest) / "source.pdf"


def source_of(digest: str) -> Path:
    """Return the file that pages are drawn from: the upload, or the PDF made of it."""
    pdf = converted(digest)
    return pdf if pdf.is_file() else file_store().path(digest)


def convert_office(digest: str) -> None:
    """Convert an office file; raises documents.errors.ConvertError."""
    source, pdf = file_store().path(digest), converted(digest)
    convert(source, pdf, workshop=workshop(), fonts=FONTS_DIR.parent)


def page_picture(digest: str, number: int, width_px: int) -> Path:
    """Return a page's picture, made now where a wider one was not asked for before."""
    picture = pages_folder(digest) / f"{number:04}-{width_px}.webp"
    if picture.is_file():
        return picture
    with rendering:
        return render_page(source_of(digest), pages_folder(digest), number, width_px=width_px)


def sent(path: Path, *, media_type: str, **how: Any) -> Response:
    """Send a stored file; behind nginx that has been told so (X_ACCEL) nginx sends the bytes."""
    settings = current_app.config["SETTINGS"]
    if not settings.x_accel:
        return send_file(path, mimetype=media_type, conditional=True, **how)
    response = cast(
        "Response",
        wsgi_send_file(
            path,
            request.environ,
            mimetype=media_type,
            use_x_sendfile=True,
            response_class=current_app.response_class,
            **how,
        ),
    )
    del response.headers["X-Sendfile"]
    response.content_length = 0
    response.headers["X-Accel-Redirect"] = accel_address(str(path), str(settings.data_dir))
    return response


def accel_address(path: str, root: str) -> str:
    """Return the address by which nginx knows a file of the data folder (deploy/nginx.conf)."""
    return f"/handed-on{path.removeprefix(root)}"


def take_file(upload: FileStorage | None) -> StoredFile:
    """Keep an uploaded file; raises RefusedError with a sentence when it cannot be kept."""
    if upload is None:
        raise InvalidError(_("Choose a file to upload."))
    return keep_file(upload.stream)


def keep_file(stream: Stream) -> StoredFile:
    """Keep what a stream holds; raises RefusedError with a sentence when it cannot be kept."""
    limit_bytes: int = current_app.config["SETTINGS"].upload_limit_bytes
    try:
        return in_a_thread(file_store().save, stream, limit_bytes=limit_bytes)
    except StoreError as error:
        raise RefusedError(store_sentence(error.code, limit_bytes)) from error


def store_sentence(code: str, limit_bytes: int) -> LazyString:
    """Return the sentence for a file that was not kept."""
    sentences = {
        "empty": _("The file is empty. Please choose it again."),
        "too_large": _(
            "The file is larger than %(megabytes)s MB.", megabytes=limit_bytes // 1024**2
        ),
        "disk_full": _("The server's disk is full; nothing was stored. Please free some space."),
    }
    sentence: LazyString = sentences.get(code, _("The file could not be stored."))
    return sentence


def file_name(upload: FileStorage | None) -> str:
    """Return the name that an upload came with, without folders."""
    name = (upload.filename if upload else "") or "file"
    return nfc(without_marks(name.replace("\\", "/").rpartition("/")[2])) or "file"


def without_marks(name: str) -> str:
    """Return a name without control letters and marks that turn the direction of writing."""
    return "".join(each for each in name if unicodedata.category(each) not in ("Cc", "Cf", "Cs"))
