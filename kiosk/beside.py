"""A badge held up while a face is in the picture: one against one, compared with its owner.

The badge alone is enough, as ever: who has no template here is never compared and never waits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from checkin.decision import BadgeAnswer, Track
from checkin.faces import DelegateId

Comparison = Literal["comparing", "match", "mismatch"]

_LOOK_SECONDS = 1.0
"""So long a face is looked at; what was not seen by then is not held against it."""
_LOOK_FRAMES = 8
"""And so many frames, however slow the machine."""
_LOWERED_SECONDS = 0.8
"""So long out of sight and the same badge is held up anew."""


@dataclass
class _Held:
    """A badge whose owner can be compared; `answer` is None while the face is looked at."""

    text: str
    owner: DelegateId
    since: float
    seen: float
    frames: int = 0
    answer: BadgeAnswer | None = None


class BadgeBesideFace:
    """Follows the badge that is held up, from the first frame with it until it is lowered."""

    def __init__(self, owner_of: Callable[[str], DelegateId | None]) -> None:
        """`owner_of` tells whose badge a text is, None when it is nobody's here."""
        self._owner_of = owner_of
        self._held: _Held | None = None

    def step(
        self, text: str | None, track: Track | None, *, at_seconds: float
    ) -> tuple[str | None, Comparison | None]:
        """Take the badge in one frame and the face beside it, if there is one.

        Returns the badge to act on and how the comparison stands. A badge that is lowered while
        its face is looked at stays until there is an answer.
        """
        held = self._holding(text, track, at_seconds)
        if held is None:
            return text, None
        if held.answer is None:
            held.answer = _answer(held, track, at_seconds)
            return held.text, _said(held.answer)
        return (text, _said(held.answer)) if text == held.text else (text, None)

    def _holding(self, text: str | None, track: Track | None, at_seconds: float) -> _Held | None:
        held = self._held
        if held is not None and text == held.text:
            held.seen = at_seconds
        elif held is not None and held.answer is not None:
            lowered = at_seconds - held.seen > _LOWERED_SECONDS
            self._held = None if lowered or text is not None else held
        if self._held is None and text is not None and track is not None:
            owner = self._owner_of(text)
            if owner is not None and track.knows(owner):
                self._held = _Held(text, owner, since=at_seconds, seen=at_seconds)
        return self._held


def _answer(held: _Held, track: Track | None, at_seconds: float) -> BadgeAnswer | None:
    """Match as soon as enough frames say so, mismatch only after the whole look."""
    held.frames += 1
    answer: BadgeAnswer = track.against_badge(held.owner) if track is not None else "open"
    looked = at_seconds - held.since >= _LOOK_SECONDS and held.frames >= _LOOK_FRAMES
    return answer if answer == "match" or looked else None


def _said(answer: BadgeAnswer | None) -> Comparison | None:
    if answer is None:
        return "comparing"
    return None if answer == "open" else answer
