"""The enrolled people in memory: who is nearest to a face."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkin.faces import DelegateId, Encoding


@dataclass(frozen=True, slots=True)
class Nearest:
    """The best person and the runner-up (another person); None where there is nobody.

    `margin` is None when there is no runner-up: nobody to be confused with.
    """

    delegate_id: DelegateId | None
    score: float | None
    runner_up_id: DelegateId | None
    runner_up_score: float | None

    @property
    def margin(self) -> float | None:
        """Score minus the runner-up's score."""
        if self.score is None or self.runner_up_score is None:
            return None
        return self.score - self.runner_up_score


class Gallery:
    """Encodings of one engine and model; several rows may belong to one person."""

    def __init__(
        self,
        ids: Sequence[DelegateId],
        encodings: Sequence[Encoding] | NDArray[np.float32],
        *,
        engine: str = "onnx",
    ) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        """Return the number of people, not of photos."""
        raise NotImplementedError

    def nearest(self, encoding: Encoding) -> Nearest:
        """Return the two nearest distinct people."""
        raise NotImplementedError

    def likeliest(self, encoding: Encoding, count: int = 3) -> list[tuple[DelegateId, float]]:
        """Return the nearest people with their scores, best first: for the operator only."""
        raise NotImplementedError

    def score(self, encoding: Encoding, delegate_id: DelegateId) -> float | None:
        """Return the score against one person (a badge was shown); None when not enrolled."""
        raise NotImplementedError
