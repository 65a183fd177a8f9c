"""What the screen of a desk can say, how long, and what may take its place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from kiosk.outbox import Event
from kiosk.roster import Delegate

Kind = Literal[
    "waiting",
    "checked_in",
    "checked_out",
    "already_in",
    "place_taken",
    "confirm",
    "unsure",
    "unknown",
    "look_again",
    "two_faces",
    "turn_left",
    "turn_right",
    "badge_mismatch",
    "unknown_badge",
    "replaced_badge",
    "other_congress",
    "not_a_badge",
    "mangled_badge",
    "undone",
    "refused",
    "no_roster",
    "no_session",
    "disk_full",
]
Colour = Literal["calm", "green", "blue", "amber", "red"]

COLOUR: dict[Kind, Colour] = {
    "waiting": "calm",
    "checked_in": "green",
    "checked_out": "green",
    "already_in": "blue",
    "place_taken": "amber",
    "confirm": "amber",
    "unsure": "amber",
    "unknown": "amber",
    "look_again": "amber",
    "two_faces": "amber",
    "turn_left": "amber",
    "turn_right": "amber",
    "badge_mismatch": "amber",
    "unknown_badge": "red",
    "replaced_badge": "red",
    "other_congress": "red",
    "not_a_badge": "red",
    "mangled_badge": "red",
    "undone": "calm",
    "refused": "red",
    "no_roster": "red",
    "no_session": "red",
    "disk_full": "red",
}
LASTS_SECONDS: dict[Kind, float] = {
    "waiting": float("inf"),
    "checked_in": 8.0,
    "checked_out": 8.0,
    "already_in": 8.0,
    "place_taken": 20.0,
    "confirm": 20.0,
    "unsure": 20.0,
    "unknown": 6.0,
    "look_again": 3.0,
    "two_faces": 2.0,
    "turn_left": 2.0,
    "turn_right": 2.0,
    "badge_mismatch": 30.0,
    "unknown_badge": 6.0,
    "replaced_badge": 8.0,
    "other_congress": 8.0,
    "not_a_badge": 6.0,
    "mangled_badge": 8.0,
    "undone": 4.0,
    "refused": 15.0,
    "no_roster": 6.0,
    "no_session": 6.0,
    "disk_full": 15.0,
}
UNKNOWN_BADGES: tuple[Kind, ...] = ("unknown_badge", "replaced_badge", "other_congress")
_READ_FIRST_SECONDS = 2.5
"""A result about a person stays this long before a doubt about the next face replaces it."""


@dataclass(frozen=True)
class Result:
    """One thing to say; `likeliest` is for the operator, `earlier_*` when already there.

    `face_matches`: the face beside the badge was its owner's.
    """

    kind: Kind
    delegate: Delegate | None = None
    key: str | None = None
    likeliest: tuple[Delegate, ...] = ()
    reason: str | None = None
    conflict: str | None = None
    at: str | None = None
    earlier_at: str | None = None
    earlier_desk: str | None = None
    face_matches: bool = False
    shown_at: float = 0.0

    @property
    def colour(self) -> Colour:
        """The colour one sees from afar."""
        return COLOUR[self.kind]

    def must_be_read(self, now: float) -> bool:
        """Tell whether doubts about the next face must wait: a person's result is just shown."""
        return self.delegate is not None and now - self.shown_at < _READ_FIRST_SECONDS

    def as_json(self) -> dict[str, Any]:
        """Return the fields of the page's state that a result fills."""
        return {
            "result": self.kind,
            "colour": self.colour,
            "delegate_id": self.delegate.id if self.delegate else None,
            "delegate": _person(self.delegate) if self.delegate else None,
            "likeliest": [_person(each) for each in self.likeliest],
            "confirmed_by": "badge" if self.kind == "badge_mismatch" else "face",
            "face_matches": self.face_matches,
            "key": self.key,
            "reason": self.reason,
            "conflict": self.conflict,
            "at": self.at,
            "earlier_at": self.earlier_at,
            "earlier_desk": self.earlier_desk,
            "shown_at": self.shown_at,
        }


def _person(delegate: Delegate) -> dict[str, Any]:
    fields = asdict(delegate)
    del fields["badge_hash"]
    return fields


def result_of(event: Event, delegate: Delegate, *, earlier_at: str | None) -> Result:
    """Say what a check-in means: by the server's answer, until then by what this desk knows.

    `earlier_at` is when this desk saw the person come in before, if it did.
    """
    answer = event.answer or {}
    conflict = answer.get("conflict")
    earlier = answer.get("earlier") or {}
    delegate = _as_answered(delegate, answer)
    kind: Kind = "checked_in" if event.body["direction"] == "in" else "checked_out"
    if event.state == "refused":
        kind = "refused"
    elif kind == "checked_in" and delegate.replaced_by:
        kind = "place_taken"
    elif conflict == "already_in" or (event.state == "waiting" and earlier_at):
        kind = "already_in"
    return Result(
        kind,
        delegate=delegate,
        key=event.key,
        conflict=conflict,
        at=event.body["at"],
        earlier_at=earlier.get("at") or (earlier_at if kind == "already_in" else None),
        earlier_desk=earlier.get("desk"),
    )


def _as_answered(delegate: Delegate, answer: Mapping[str, Any]) -> Delegate:
    """Return somebody with the place that the server says they have: its list may be newer."""
    if "replaced_by" not in answer:
        return delegate
    place = ("in_place_of", "replaced_by")
    names = place if not answer["in_place_of"] else (*place, "delegation", "seat")
    return replace(delegate, **{name: answer[name] for name in names})
