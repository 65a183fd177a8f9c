"""What a browser that several people use asks of the server."""

from typing import Any

from flask import Blueprint, Response, jsonify, url_for
from flask_babel import lazy_gettext as _

from app.access import open_to_all, visitor
from app.contract import Answer, answers
from app.errors import RefusedError
from app.visitors import shared
from app.visitors.identity import valid_links

blueprint = Blueprint("shared_api", __name__, url_prefix="/api/shared-device")
OWN = "about the own browser; it only ever forgets"
BY_PAPER = ("nobody", "guest", "delegate")


class NextPage(Answer):
    """Where the browser goes once it has forgotten what it kept itself."""

    next: str


@blueprint.post("")
@open_to_all(OWN)
@answers(NextPage)
def share() -> Any:
    """Make this browser one that several people use; whoever was known in it is forgotten."""
    if visitor().kind not in BY_PAPER:
        raise RefusedError(_("Sign out first: a shared device is for delegates and guests."))
    shared.share()
    return forgetting()


@blueprint.post("/end")
@open_to_all(OWN)
@answers(NextPage)
def end_use() -> Any:
    """End the use of one person; the next begins with nothing."""
    if shared.is_shared():
        shared.end_use()
    return forgetting()


@blueprint.post("/use")
@open_to_all(OWN)
@answers(status=204)
def go_on() -> Any:
    """Note that somebody is still using the browser."""
    shared.note_use()


@blueprint.delete("")
@open_to_all(OWN)
@answers(NextPage)
def stop_sharing() -> Any:
    """Make this browser one person's own again."""
    if shared.is_shared():
        shared.stop_sharing()
    return forgetting()


def forgetting() -> Response:
    """Answer with the first page; browsers that know the header forget what they fetched."""
    response = jsonify(NextPage(next=first_page()).model_dump())
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def first_page() -> str:
    """Return the page at which the next person begins: the one congress that is open, if one is."""
    congress_ids = {link.congress_id for link in valid_links()}
    if len(congress_ids) == 1:
        return url_for("live.follow", congress_id=congress_ids.pop())
    return url_for("visitors.welcome")
