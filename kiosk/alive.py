"""Tells a living face before the desk, and asks it to turn its head where that is wanted.

Doubt is never a refusal: a face that keeps still or does not turn is "unsure", and the badge or a
person decides. What this catches and misses is measured in docs/faces.md, and no more is claimed.
"""

import secrets
from collections.abc import Callable, Sequence
from typing import Literal

from checkin.faces import Face, Frame
from checkin.liveness import HeadTurn, LiveCheck, LivenessModel, Living, Side

Doubt = Literal["not_moving", "not_turned"]

_TURN_SECONDS = 8.0
"""So long the desk waits for the turn before it says that it has not seen it."""


class Alive:
    """Follows one face from visit to visit: its motion, the networks' opinion, the challenge."""

    def __init__(
        self,
        model: LivenessModel | None = None,
        *,
        head_turn: bool = False,
        choose: Callable[[Sequence[Side]], Side] = secrets.choice,
    ) -> None:
        """`head_turn`: whoever would be sure is asked to turn to a side that chance chooses."""
        self._check = LiveCheck(model)
        self._head_turn = head_turn
        self._choose = choose
        self.begin()

    def begin(self) -> None:
        """Forget the face: another one is there."""
        self._check.reset()
        self.living: Living = "looking"
        self._side: Side = "left"
        self._turn: HeadTurn | None = None
        self._asked_at = 0.0
        self._turned = False

    def look(self, frame: Frame, face: Face) -> Living:
        """Take one good frame of the face."""
        self.living = self._check.add(frame, face)
        return self.living

    def is_turning(self, face: Face) -> bool:
        """Tell whether this frame belongs to the turn: it is not compared with anybody."""
        return self._turn is not None and not self._turned and self._turn.is_away(face)

    def asked(
        self, face: Face, *, is_good: bool, at_seconds: float
    ) -> Side | Literal["not_turned"] | None:
        """Return what a face that is otherwise sure is still asked for, None once it is done."""
        if not self._head_turn or self._turned:
            return None
        if self._turn is None:
            self._side = self._choose(("left", "right"))
            self._turn, self._asked_at = HeadTurn(self._side), at_seconds
        self._turned = self._turn.add(face, is_good=is_good)
        if self._turned:
            return None
        return "not_turned" if at_seconds - self._asked_at > _TURN_SECONDS else self._side
