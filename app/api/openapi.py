"""Assembles the OpenAPI 3.1 file from the routes and what each declares."""

import re
from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from app.access import declared

METHODS = ("GET", "POST", "PUT", "DELETE")
QUERY_NAMES = (
    "q",
    "printed",
    "w",
    "at",
    "session_id",
    "document_id",
    "size",
    "dry_run",
    "before",
    "limit",
    "first",
    "last",
    "audience",
    "delegation",
    "group",
    "standing",
    "sex",
    "face",
    "presence",
)
CONVERTERS = {"IntegerConverter": "integer", "UnicodeConverter": "string"}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "a sentence for people"},
        "request_id": {"type": "string"},
    },
}


def description(app: Flask) -> dict[str, Any]:
    """Return the file, assembled at the first call."""
    if "openapi" not in app.extensions:
        app.extensions["openapi"] = assemble(app)
    found: dict[str, Any] = app.extensions["openapi"]
    return found


def assemble(app: Flask) -> dict[str, Any]:
    """Return the OpenAPI description of every route below /api/."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    paths: dict[str, Any] = {}
    for rule in sorted(rules, key=lambda each: each.rule):
        path = paths.setdefault(openapi_path(rule), {})
        for method in sorted((rule.methods or set()) & set(METHODS)):
            path[method.lower()] = operation(app, rule)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Paperless congress", "version": "0.1.0"},
        "security": [{"bearer": []}, {"cookie": []}],
        "paths": paths,
        "components": {
            "schemas": {**schemas(app, rules), "Problem": PROBLEM},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "congress"},
            },
        },
    }


def openapi_path(rule: Rule) -> str:
    """Return the rule as OpenAPI writes it."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def operation(app: Flask, rule: Rule) -> dict[str, Any]:
    """Return one operation: who may, what it takes, what it answers."""
    view = app.view_functions[rule.endpoint]
    permission = declared(view)[1]
    words = " ".join((view.__doc__ or "").split())
    found: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": words,
        "parameters": parameters(rule, words),
        "responses": {**good_answer(view), "default": problem_answer()},
        "x-permission": permission,
    }
    body = request_body(view)
    if body:
        found["requestBody"] = body
    if permission is None:
        found["security"] = []
    return found


def parameters(rule: Rule, words: str) -> list[dict[str, Any]]:
    """Return the parameters in the path, and those in the query that the docstring names."""
    in_path = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": CONVERTERS[type(rule._converters[name]).__name__]},
        }
        for name in sorted(rule.arguments)
    ]
    in_query = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}
        for name in QUERY_NAMES
        if f"`{name}`" in words
    ]
    return in_path + in_query


def request_body(view: Any) -> dict[str, Any]:
    """Return what the route takes, as JSON or with files as a form."""
    model = getattr(view, "takes", None)
    if model is None:
        return {}
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    files = getattr(view, "files", ())
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if files:
        binary = {"type": "string", "contentMediaType": "application/octet-stream"}
        with_files = {"type": "object", "properties": dict.fromkeys(files, binary)}
        content["multipart/form-data"] = {"schema": {"allOf": [schema, with_files]}}
    return {"content": content}


def good_answer(view: Any) -> dict[str, Any]:
    """Return the answer of success."""
    model = getattr(view, "answers", None)
    status = str(getattr(view, "status", 200))
    if model is None:
        media_type = getattr(view, "media_type", "application/json")
        content: dict[str, Any] = {} if status == "204" else {media_type: {}}
        return {status: {"description": "done", "content": content}}
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{model.__name__}"}
    if getattr(view, "many", False):
        schema = {"type": "array", "items": schema}
    return {status: {"description": "done", "content": {"application/json": {"schema": schema}}}}


def problem_answer() -> dict[str, Any]:
    """Return the answer of everything else."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": "a problem, with a sentence for people",
        "content": {"application/problem+json": {"schema": schema}},
    }


def schemas(app: Flask, rules: list[Rule]) -> dict[str, Any]:
    """Return the schemas of all models that routes take or answer."""
    models: set[type[BaseModel]] = set()
    for rule in rules:
        view = app.view_functions[rule.endpoint]
        models |= {
            model
            for model in (getattr(view, "takes", None), getattr(view, "answers", None))
            if model is not None
        }
    wanted = [(model, "validation") for model in sorted(models, key=lambda each: each.__name__)]
    _names, definitions = models_json_schema(
        wanted,  # type: ignore[arg-type]  # the literal widens to str
        ref_template="#/components/schemas/{model}",
    )
    found: dict[str, Any] = definitions.get("$defs", {})
    return found
