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


NOBODY = Nearest(None, None, None, None)


def first_two(best: Sequence[tuple[DelegateId, float]]) -> Nearest:
    """Read the answer off people with their scores, best first."""
    if not best:
        return NOBODY
    runner_up_id, runner_up_score = best[1] if len(best) > 1 else (None, None)
    return Nearest(*best[0], runner_up_id, runner_up_score)


def fuse(encodings: Sequence[Encoding] | NDArray[np.float32], *, engine: str) -> Encoding:
    """Return the mean of several encodings of one face, a unit vector again for cosine."""
    mean: Encoding = np.mean(np.asarray(encodings), axis=0, dtype=np.float32)
    if engine == "dlib":
        return mean
    return np.asarray(mean / np.sqrt(mean @ mean), dtype=np.float32)


def score_between(first: Encoding, second: Encoding, *, engine: str) -> float:
    """Score two encodings of one engine and model against each other."""
    if engine == "dlib":
        return 1 - float(np.linalg.norm(first - second))
    return float(first @ second)


class Gallery:
    """One template per person, the mean of that person's encodings, of one engine and model.

    The mean of the photographs, and not the best of them: it is as near to a new photograph and
    further from strangers (docs/faces.md has the figures).
    """

    def __init__(
        self,
        ids: Sequence[DelegateId],
        encodings: Sequence[Encoding] | NDArray[np.float32],
        *,
        engine: str = "onnx",
    ) -> None:
        if len(ids) != len(encodings):
            raise ValueError(f"{len(ids)} ids for {len(encodings)} encodings")
        self.ids: tuple[DelegateId, ...] = tuple(dict.fromkeys(ids))
        self.photos = len(ids)
        self.engine = engine
        self._euclidean = engine == "dlib"
        self._rows = {delegate_id: row for row, delegate_id in enumerate(self.ids)}
        self._owner = np.array([self._rows[delegate_id] for delegate_id in ids], dtype=np.intp)
        self._samples = (
            np.asarray(encodings, dtype=np.float32) if len(ids) else np.zeros((0, 0), np.float32)
        )
        self._templates = self._means()
        self._squares = np.einsum("ij,ij->i", self._templates, self._templates)

    def __len__(self) -> int:
        """Return the number of people, not of photos."""
        return len(self.ids)

    def __contains__(self, delegate_id: object) -> bool:
        return delegate_id in self._rows

    def __repr__(self) -> str:
        return f"Gallery({len(self)} people, {self.photos} photos)"

    def nearest(self, encoding: Encoding) -> Nearest:
        """Return the two nearest distinct people."""
        return first_two(self.likeliest(encoding, 2))

    def likeliest(self, encoding: Encoding, count: int = 3) -> list[tuple[DelegateId, float]]:
        """Return the nearest people with their scores, best first: for the operator only."""
        if not self.ids or count < 1:
            return []
        scores = self.scores(encoding)
        best = _top(scores, min(count, len(scores)))
        return [(self.ids[row], float(scores[row])) for row in best]

    def score(self, encoding: Encoding, delegate_id: DelegateId) -> float | None:
        """Return the score against one person (a badge was shown); None when not enrolled."""
        row = self._rows.get(delegate_id)
        return None if row is None else float(self.scores(encoding)[row])

    def scores(self, encoding: Encoding) -> NDArray[np.float32]:
        """Return the score against every person, in the order of `ids`."""
        # Not `@`: BLAS would wake a thread per core, and on a busy desk wait for all of them.
        products: NDArray[np.float32] = np.vecdot(self._templates, encoding)
        if not self._euclidean:
            return products
        return _near(self._squares + encoding @ encoding - 2 * products)

    def between(self, first: int, last: int) -> NDArray[np.float32]:
        """Return the scores of people `first` … `last` − 1 (rows) against everybody."""
        part = self._templates[first:last]
        products: NDArray[np.float32] = part @ self._templates.T
        if not self._euclidean:
            return products
        return _near(self._squares[first:last, None] + self._squares - 2 * products)

    def own_scores(self) -> NDArray[np.float32]:
        """Return each photo's score against the mean of its person's other photos.

        People with one photo give none.
        """
        counts = np.bincount(self._owner, minlength=len(self.ids))
        photos = np.flatnonzero(counts[self._owner] > 1)
        found = [self._score_of_photo(int(photo)) for photo in photos]
        return np.array(found, dtype=np.float32)

    def photos_of(self, row: int) -> int:
        """Return how many photos stand behind a person's template."""
        return int(np.count_nonzero(self._owner == row))

    def _score_of_photo(self, photo: int) -> float:
        others = np.flatnonzero(self._owner == self._owner[photo])
        mean = fuse(self._samples[others[others != photo]], engine=self.engine)
        return score_between(mean, self._samples[photo], engine=self.engine)

    def _means(self) -> NDArray[np.float32]:
        sums = np.zeros((len(self.ids), self._samples.shape[1]), dtype=np.float32)
        np.add.at(sums, self._owner, self._samples)
        if self._euclidean:
            counts = np.bincount(self._owner, minlength=len(self.ids))
            return np.asarray(sums / counts[:, None], dtype=np.float32)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / lengths, dtype=np.float32)


def _top(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Return the rows of the highest scores, best first; equal scores in the gallery's order."""
    rows = np.argpartition(-scores, count - 1)[:count]
    order: NDArray[np.intp] = np.lexsort((rows, -scores[rows]))
    return rows[order]


def _near(squared: NDArray[np.float32]) -> NDArray[np.float32]:
    scores: NDArray[np.float32] = 1 - np.sqrt(np.maximum(squared, 0))
    return scores
