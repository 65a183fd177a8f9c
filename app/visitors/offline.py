"""What lets a browser keep pages for when the network is gone: the service worker and its page."""

from flask import Blueprint, Response, render_template, send_file
from flask.typing import ResponseReturnValue

from app.access import open_to_all
from app.assets import built_file

blueprint = Blueprint("offline", __name__)


@blueprint.get("/service-worker.js")
@open_to_all("a program without data; browsers ask for it without saying who they are")
def show_service_worker() -> Response:
    """Give the service worker from the top, so that its scope is every page."""
    response = send_file(
        built_file("service_worker.js"), mimetype="text/javascript", conditional=True
    )
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@blueprint.get("/not-kept")
@open_to_all("a sentence; a phone keeps it to show it when the network is gone")
def show_not_kept() -> ResponseReturnValue:
    """Say that a page was not kept on this phone."""
    return render_template("not_kept.html")
