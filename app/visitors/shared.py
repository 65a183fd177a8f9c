"""A browser that several people use one after the other, and that forgets each of them.

Its cookie holds what the tablet itself may open (the codes of the hall that it had scanned before),
who uses it now, and when that was seen last. A use ends by the button, by the next badge, and by
itself when nobody has touched the page for a while; then only what is the tablet's own is left.
"""

import secrets
from datetime import timedelta

from flask import Flask, Response, request, session

from app.clock import now

IDLE = timedelta(minutes=5)
"""After so long without a touch the page ends the use."""
GRACE = timedelta(minutes=1)
"""So much later the server ends it, where no page is open any more that could."""
NOTED_AFTER_SECONDS = 30


def init_app(app: Flask) -> None:
    """Keep nothing of a shared browser's pages, pictures and answers in that browser."""
    app.add_template_global(present_use, "shared_use")
    app.add_template_global(lambda: int(IDLE.total_seconds()), "shared_idle_seconds")
    app.after_request(keep_nothing)


def is_shared() -> bool:
    """Tell whether this browser was said to be used by several people."""
    return "shared" in session


def present_use() -> str:
    """Return what stands for the present use; empty in a browser that is somebody's own."""
    return str(session["shared"]["use"]) if is_shared() else ""


def share() -> None:
    """Make this browser one for many, beginning with nobody."""
    begin_use(list(session.get("scanned") or []))


def begin_use(own_links: list[list[object]]) -> None:
    """Forget everybody, and wait for the next person."""
    session.clear()
    session["scanned"] = own_links
    session["shared"] = {
        "use": secrets.token_hex(8),
        "own": own_links,
        "seen": int(now().timestamp()),
    }
    session.permanent = True


def end_use() -> None:
    """Forget who used this browser; what the tablet itself may open stays."""
    begin_use(session["shared"]["own"])


def stop_sharing() -> None:
    """Make this browser one person's own again, beginning with nobody."""
    session.clear()


def end_what_is_over() -> None:
    """End a use that nobody has gone on with."""
    if is_shared() and idle_seconds() > (IDLE + GRACE).total_seconds():
        end_use()


def note_use() -> None:
    """Note that somebody is there; not with every request, as each costs a new cookie."""
    if is_shared() and idle_seconds() > NOTED_AFTER_SECONDS:
        session["shared"] = {**session["shared"], "seen": int(now().timestamp())}


def idle_seconds() -> float:
    """Return how long nobody was seen at this browser."""
    return float(now().timestamp() - session["shared"]["seen"])


def keep_nothing(response: Response) -> Response:
    """Let a shared browser keep no page, picture or answer; the built files hold nobody's words."""
    if not request.path.startswith("/static/") and is_shared():
        response.headers["Cache-Control"] = "no-store"
    return response
