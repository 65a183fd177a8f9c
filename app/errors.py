"""What can go wrong, in words that a delegate understands, as a page or as JSON."""

import errno
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import structlog
from flask import Flask, Response, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from documents.press import PressError

log = structlog.get_logger()
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
STAFF_PAGES = ("/office", "/remote/", "/screen/", "/desk/")
"""Pages for people with an account: who is not signed in is asked to, then comes back."""


class RefusedError(Exception):
    """The rules of the congress do not allow this now; its text is for people."""

    status = HTTPStatus.CONFLICT

    def __init__(self, sentence: "str | LazyString", **details: Any) -> None:
        """Keep the sentence (lazy, so that each reader gets a language) and details for JSON."""
        super().__init__(sentence)
        self.sentence = sentence
        self.details: Mapping[str, Any] = details


class InvalidError(RefusedError):
    """What was sent cannot be understood or is incomplete."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotFoundError(RefusedError):
    """There is no such thing, or it is not for you: the two are not told apart."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        """Say the same whatever was looked for."""
        super().__init__(lazy_gettext("There is nothing here, or it is not open to you."))


class NotOpenError(RefusedError):
    """It exists, but not at this hour or not for this role."""

    status = HTTPStatus.FORBIDDEN


class SignInError(RefusedError):
    """Nobody is signed in, or the token is unknown or revoked."""

    status = HTTPStatus.UNAUTHORIZED


class SecondFactorError(NotOpenError):
    """The role is held but works only with a second factor, which the account has not."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            lazy_gettext("Your role asks for a second step when you sign in. Set it up first.")
        )


def init_app(app: Flask) -> None:
    """Answer every error in the reader's language; never with a stack trace."""
    app.register_error_handler(RefusedError, show_refusal)
    app.register_error_handler(ValidationError, show_invalid)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(PressError, show_press_error)
    app.register_error_handler(Exception, show_unexpected)


def show_refusal(error: RefusedError) -> ResponseReturnValue:
    """Answer with the reason; every screen shows it as it stands."""
    if isinstance(error, SignInError) and request.path.startswith(STAFF_PAGES):
        return redirect(f"/sign-in?{urlencode({'next': request.path})}")
    if isinstance(error, SecondFactorError) and request.path.startswith(STAFF_PAGES):
        return redirect("/office/account?missing=second-factor")
    return problem(error.status, str(error.sentence), error.details)


def show_invalid(error: ValidationError) -> ResponseReturnValue:
    """Name the fields that were wrong or missing."""
    fields = {".".join(map(str, each["loc"])): each["msg"] for each in error.errors()}
    sentence = _("Please check: %(fields)s.", fields=", ".join(fields) or "JSON")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, sentence, {"fields": fields})


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Put the web's own errors into plain words."""
    sentences = {
        400: _("The request could not be read."),
        404: _("There is nothing here, or it is not open to you."),
        405: _("This address does not do that."),
        413: _("The file is larger than this server accepts."),
        415: _("The request is in a form that this address does not read."),
        429: _("Too many tries. Please wait a minute."),
    }
    code = error.code or 500
    if code < 400:
        return error.get_response()
    return problem(HTTPStatus(code), sentences.get(code, str(error.description)))


def show_press_error(error: PressError) -> ResponseReturnValue:
    """Say that a sheet was not printed, and log why."""
    log.error("press", request_id=g.get("request_id"), code=error.code, exc_info=error)
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE, _("The sheet could not be made now. Please try again.")
    )


def is_disk_full(error: BaseException) -> bool:
    """Tell whether something failed because there was no room left for it."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return isinstance(error, OperationalError) and "disk is full" in str(error.orig)


def show_unexpected(error: Exception) -> ResponseReturnValue:
    """Log what happened under the request's id and say the id, nothing else."""
    if is_disk_full(error):
        log.error("disk full", request_id=g.get("request_id"))
        return problem(
            HTTPStatus.INSUFFICIENT_STORAGE,
            _("The server's disk is full; nothing was stored. Please free some space."),
        )
    log.error("unexpected", request_id=g.get("request_id"), exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Something went wrong here. Nothing you did is lost; please try again."),
    )


def problem(
    status: HTTPStatus, sentence: str, details: Mapping[str, Any] | None = None
) -> ResponseReturnValue:
    """Answer as problem details (RFC 9457) to programs and as a page to people."""
    request_id = g.get("request_id", "")
    if wants_json():
        body = {
            "type": "about:blank",
            "title": sentence,
            "status": int(status),
            "detail": sentence,
            "request_id": request_id,
            **(details or {}),
        }
        response: Response = jsonify(body)
        response.mimetype = "application/problem+json"
        return response, int(status)
    page = render_template(
        "problem.html", status=int(status), sentence=sentence, request_id=request_id
    )
    return page, int(status)


def wants_json() -> bool:
    """Programs call below /api/; people look at everything else."""
    return request.path.startswith(("/api/", "/socket.io", "/healthz", "/metrics"))
