"""Every state that the desk can show, each brought about by a real film before the real process."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import qrcode
from PIL import Image

from kiosk.roster import badge_hash
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import BADGE, HOA, LAN, MINH, gallery, in_place
from tests.kiosk.running_desk import RunningDesk, running_desk

OLD_BADGE = "Abcd_efgh-000000"
FOREIGN_BADGE = "Abcd_efgh-111111"
WRONG_BY_SECONDS = 600
SIZE = (640, 480)


def badge_of(token: str) -> str:
    """The whole text of a badge's code."""
    return f"https://hall.example/b/{token}"


def write_code_film(path: Path, text: str | None, *, grey: int = 118, frames: int = 900) -> Path:
    """Write an MJPEG file in which somebody holds a code before the camera, or nobody does."""
    code = None
    if text is not None:
        code = qrcode.make(text).get_image().convert("RGB").resize((260, 260))
    pictures = []
    for nth in range(10):
        frame = Image.new("RGB", SIZE, (grey, grey, grey))
        if code is not None:
            frame.paste(code, (170 + nth * 2, 110))
        jpeg = BytesIO()
        frame.save(jpeg, "JPEG", quality=85)
        pictures.append(jpeg.getvalue())
    with path.open("wb") as film:
        for nth in range(frames):
            film.write(pictures[nth % len(pictures)])
    return path


Shown = Callable[[dict[str, Any]], bool]


def result(kind: str) -> Shown:
    """The screen shows this result."""
    return lambda state: state["result"] == kind


def trouble(code: str) -> Shown:
    """The operator is told of this trouble."""
    return lambda state: code in state["troubles"]


@dataclass(frozen=True)
class State:
    """How a state comes about: what the server has, what the film shows, what hands do."""

    name: str
    shown: Shown
    code: str | None = badge_of(BADGE)
    gallery: dict[str, Any] = field(default_factory=dict)
    grey: int = 118
    before: Callable[[FakeServer], None] = lambda _hall: None
    act: Callable[[RunningDesk, FakeServer], None] = lambda _desk, _hall: None
    counted: int | None = None
    """How many check-ins the server must have got, where that is what the state is about."""


def came_before(hall: FakeServer) -> None:
    body = {"key": "k", "delegate_id": LAN, "session_id": 1, "direction": "in", "method": "name"}
    hall.kept["k"] = {**body, "at": "2026-11-22T01:12:00+00:00"}


def knows_badges(hall: FakeServer) -> None:
    hall.badges[badge_hash(OLD_BADGE)] = ("replaced", LAN)
    hall.badges[badge_hash(FOREIGN_BADGE)] = ("other_congress", None)


def refuses(hall: FakeServer) -> None:
    hall.answers[LAN] = 422


def has_another_clock(hall: FakeServer) -> None:
    hall.clock_shift_seconds = -WRONG_BY_SECONDS


def go_out(desk: RunningDesk, _hall: FakeServer) -> None:
    desk.post("direction", {"direction": "out"})  # whoever was seen is asked anew


def fill_the_disk(desk: RunningDesk, _hall: FakeServer) -> None:
    """No file of the process may grow: what a full disk says, without filling anybody's."""
    resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    desk.post("direction", {"direction": "in"})


def cut_the_network(desk: RunningDesk, hall: FakeServer) -> None:
    desk.wait_for(lambda state: state["pending"] == 0 and state["result"] == "checked_in")
    hall.stop()
    desk.post("direction", {"direction": "out"})


def take_back(desk: RunningDesk, _hall: FakeServer) -> None:
    green = desk.wait_for(result("checked_in"))
    desk.post("undo", {"key": green["key"], "reason": "Nhầm người"})


def revoke(desk: RunningDesk, hall: FakeServer) -> None:
    desk.wait_for(lambda state: state["online"])
    hall.token = "another"


def stay_at_another_session(desk: RunningDesk, _hall: FakeServer) -> None:
    state = desk.wait_for(lambda state: state["session_id"] is not None)
    other = next(each for each in state["sessions"] if each["id"] != state["session_id"])
    desk.post("session", {"session_id": other["id"]})


def guests() -> dict[str, Any]:
    people = gallery()["delegates"]
    return {"delegates": [{**each, "standing": "guest", "seat": ""} for each in people]}


STATES = (
    State("badge", result("checked_in"), counted=1),
    State("guest", result("checked_in"), gallery=guests(), counted=1),
    State(
        *("substitute", result("checked_in")),
        gallery={"substitutions": in_place(LAN, HOA)},
        counted=1,
    ),
    State(
        *("place-taken", result("place_taken")),
        gallery={"substitutions": in_place(MINH, LAN)},
        counted=1,
    ),
    State("already-in", result("already_in"), before=came_before, counted=2),
    State("out", result("checked_out"), act=go_out),
    State("unknown-badge", result("unknown_badge"), code=badge_of("zzzzzzzzzzzzzzzz"), counted=0),
    State(
        *("replaced-badge", result("replaced_badge")),
        code=badge_of(OLD_BADGE),
        before=knows_badges,
        counted=0,
    ),
    State(
        *("other-congress", result("other_congress")),
        code=badge_of(FOREIGN_BADGE),
        before=knows_badges,
        counted=0,
    ),
    State(
        *("not-a-badge", result("not_a_badge")),
        code="https://hall.example/q/Abcd_efgh-123456",
        counted=0,
    ),
    State("refused", result("refused"), before=refuses, counted=0),
    State("undone", result("undone"), act=take_back),
    State("no-session", result("no_session"), gallery={"sessions": [], "current_session_id": None}),
    State("no-roster", result("no_roster"), before=FakeServer.stop),
    State(
        *("other-session", lambda state: state["session_on_now"] != ""),
        act=stay_at_another_session,
    ),
    State("disk-full", result("disk_full"), act=fill_the_disk),
    State("clock-wrong", trouble("clock_wrong"), before=has_another_clock),
    State("revoked-desk", trouble("token_refused"), act=revoke),
    State(
        *("waiting-to-send", lambda state: state["pending"] == 1 and not state["online"]),
        act=cut_the_network,
    ),
    State("dark", lambda state: state["dark"], code=None, grey=4),
    State("camera-lost", lambda state: state["camera"] == "lost", code=None, grey=-1),
)


@contextmanager
def brought_about(state: State, folder: Path) -> Iterator[tuple[RunningDesk, FakeServer]]:
    """Give the real desk in this state, with a film for its camera, and its server."""
    folder.mkdir(parents=True, exist_ok=True)
    hall = FakeServer(gallery(**state.gallery))
    film = folder / "film.mjpeg"
    if state.grey >= 0:
        write_code_film(film, state.code, grey=state.grey)
    state.before(hall)
    try:
        with running_desk(folder / "desk", "--camera", str(film), server=hall.url) as desk:
            state.act(desk, hall)
            desk.wait_for(state.shown)
            yield desk, hall
    finally:
        hall.stop()
