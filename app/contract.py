"""What a JSON route takes and answers: checked on the way in, told in the OpenAPI file."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, TypeVar

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, model_validator

from app.clock import breathing

View = Callable[..., Any]
BREATH = 50
"""After so many rows of an answer the hub may serve phones."""
F = TypeVar("F", bound="Form")


class Form(BaseModel):
    """What a request brings; text arrives composed (NFC) and without outer spaces."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def compose(cls, data: Any) -> Any:
        """Compose every text of the request."""
        return composed(data)


class NoFields(Form):
    """A request that brings files and nothing else."""


class Answer(BaseModel):
    """What a route answers."""


class Created(Answer):
    """The id of what was made."""

    id: int


def composed(data: Any) -> Any:
    """Return `data` with every string in NFC and without NUL, however deep.

    PostgreSQL takes no NUL, and nobody types one.
    """
    if isinstance(data, str):
        return unicodedata.normalize("NFC", data.replace("\0", ""))
    if isinstance(data, dict):
        return {key: composed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [composed(value) for value in data]
    return data


def takes(model: type[F], *, files: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Pass the request's JSON (or form fields) on as `form`, checked.

    `files` names the multipart files that the route reads from the request itself.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def parse(*args: Any, **kwargs: Any) -> Any:
            return view(*args, form=model.model_validate(sent()), **kwargs)

        parse.takes = model  # type: ignore[attr-defined]
        parse.files = files  # type: ignore[attr-defined]
        return parse

    return declare


def sent() -> Any:
    """Return what the request brings: a JSON object or the fields of a form."""
    if request.mimetype in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return {key: value for key, value in request.form.items() if value != ""}
    if not request.get_data(cache=True):
        return {}
    return request.get_json(force=True)


def answers(
    model: type[Answer] | None = None,
    status: int = 200,
    *,
    many: bool = False,
    media_type: str = "application/json",
) -> Callable[[View], View]:
    """Tell what the route answers; a model (or a list of them, `many`) becomes JSON."""

    def declare(view: View) -> View:
        @wraps(view)
        def respond(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            return dumped(view(*args, **kwargs), status)

        respond.answers = model  # type: ignore[attr-defined]
        respond.many = many  # type: ignore[attr-defined]
        respond.status = status  # type: ignore[attr-defined]
        respond.media_type = media_type  # type: ignore[attr-defined]
        return respond

    return declare


def listed(answers: Iterable[Answer]) -> Response:
    """Return the JSON of many answers; thousands are made a few at a time."""
    pieces = [each.model_dump_json() for each in breathing(answers, every=BREATH)]
    return Response(f"[{','.join(pieces)}]\n", mimetype="application/json")


def dumped(result: Any, status: int) -> ResponseReturnValue:
    """Turn models into a JSON answer; leave ready responses as they are."""
    if isinstance(result, tuple) and isinstance(result[0], Answer):
        return jsonify(result[0].model_dump(mode="json")), result[1]
    if isinstance(result, Answer):
        return jsonify(result.model_dump(mode="json")), status
    if isinstance(result, list | Iterator):
        return listed(result), status
    if result is None:
        return "", 204
    ready: ResponseReturnValue = result
    return ready
