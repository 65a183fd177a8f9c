"""Is a photograph the same one as another: taken up twice, or filed under two names."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from checkin.faces import DelegateId, Encoding

_SAME = {"onnx": 0.985, "dlib": 0.90}
"""Scores from which on two encodings are of one photograph, by engine (docs/faces.md)."""
_ROWS = 256


class Seen:
    """The photographs of one engine and model that were seen so far, with whose they are."""

    def __init__(self, engine: str, seen: Iterable[tuple[DelegateId, Encoding]] = ()) -> None:
        self.engine = engine
        self._owners: list[DelegateId] = []
        self._counts: Counter[DelegateId] = Counter()
        self._encodings = np.zeros((0, 0), np.float32)
        for owner, encoding in seen:
            self.add(owner, encoding)

    def owner_of(self, encoding: Encoding) -> DelegateId | None:
        """Return whose photograph this is already, None when it is a new one."""
        if not self._owners:
            return None
        known = self._encodings[: len(self._owners)]
        if self.engine == "dlib":
            scores = 1 - np.linalg.norm(known - encoding, axis=1)
        else:
            scores = np.vecdot(known, encoding)
        nearest = int(scores.argmax())
        return self._owners[nearest] if scores[nearest] >= _SAME[self.engine] else None

    def add(self, owner: DelegateId, encoding: Encoding) -> None:
        """Take up a photograph."""
        if len(self._owners) == len(self._encodings):
            more = np.zeros((max(len(self._owners), _ROWS), len(encoding)), np.float32)
            self._encodings = np.vstack([self._encodings.reshape(-1, len(encoding)), more])
        self._encodings[len(self._owners)] = encoding
        self._owners.append(owner)
        self._counts[owner] += 1

    def count(self, owner: DelegateId) -> int:
        """Return how many photographs of a person were seen."""
        return self._counts[owner]
