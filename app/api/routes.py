"""Health, metrics and the OpenAPI file."""

from ipaddress import ip_address
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import text

from app.access import open_to_all, visitor
from app.api.openapi import description
from app.contract import answers
from app.db import db
from app.errors import NotFoundError
from app.realtime import listeners, watch

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/openapi.json")
@open_to_all("a description of the addresses, without data")
@answers()
def show_openapi() -> Any:
    """Describe every route."""
    return jsonify(description(current_app))


@blueprint.get("/healthz")
@open_to_all("says only that the server can serve")
def show_health() -> ResponseReturnValue:
    """Answer 200 when the database answers."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}


@blueprint.get("/metrics")
@open_to_all("checked inside: loopback, or the permission metrics.read")
def show_metrics() -> ResponseReturnValue:
    """Show what monitoring reads, to this machine and to administrators."""
    is_loopback = ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
    is_proxied = "X-Forwarded-For" in request.headers
    if not visitor().may("metrics.read", None) and (is_proxied or not is_loopback):
        raise NotFoundError
    registry = CollectorRegistry()
    phones = Gauge("congress_sockets", "Connected sockets", ["congress"], registry=registry)
    seqs = Gauge("congress_seq", "Sequence of the newest change", ["congress"], registry=registry)
    for congress_id, head in watch().known.items():
        phones.labels(str(congress_id)).set(listeners(congress_id))
        seqs.labels(str(congress_id)).set(head.seq)
    loops = Gauge("congress_send_loop", "What writes to the sockets", ["loop"], registry=registry)
    loops.labels(current_app.extensions["send_loop"]).set(1)
    return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")
