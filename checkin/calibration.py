"""Thresholds of one congress from its own roster: enrolled against enrolled are impostors.

Everybody's best score against everybody else is what a stranger of this very population would
score. Its upper tail is read from a Gumbel distribution fitted by L-moments (Hosking 1990): the
highest of many scores follows it, and it is far steadier at 200 people than counting the two
highest of 200 values. The gap to the runner-up stops part of what passes the accept score.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkin.faces import Bands, DelegateId, Thresholds
from checkin.gallery import Gallery

ENOUGH_PEOPLE = 50
"""Below this a roster says too little: the encoder's starting scores hold, or stricter ones."""

_FITTED_PEOPLE = 20
_PROVING_PEOPLE = 100
_LEAST_SHARE_PAST_MARGIN = 0.5
_ASKED_STRANGERS = 0.2
_SHOWN_PAIRS = 20
_EULER = 0.5772156649
_Z95 = 1.645
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Two people whose templates are near each other; at `accept` or above perhaps one person."""

    first: DelegateId
    second: DelegateId
    score: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Thresholds and what to expect of them.

    `expected_false_positive_rate`: the share of strangers who would be "sure" (None: too few
    people to say), `upper_bound` its 95 % bound, `proven`: enough people and the bound is within
    `target`. `expected_recognition`: the share of the enrolled who would be "sure", from people
    with several photos (None: too few). `impostor_scores`: each person's best score against
    everybody else, sorted, for the plot. `second_photo`: who should give another photo.
    """

    thresholds: Thresholds
    target: float
    people: int
    photos: int
    expected_false_positive_rate: float | None
    upper_bound: float | None
    proven: bool
    expected_recognition: float | None
    impostor_scores: tuple[float, ...]
    look_alikes: tuple[LookAlikes, ...]
    second_photo: tuple[DelegateId, ...]


@dataclass(frozen=True, slots=True)
class _Impostors:
    """Per person: the best score against others, the second best, and who the best is."""

    best: NDArray[np.float64]
    second: NDArray[np.float64]
    nearest: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Gumbel:
    location: float
    scale: float
    people: int

    def score_at(self, rate: float, *, sure: bool = False) -> float:
        """Return the score that a share `rate` exceeds; `sure`: its upper 95 % bound."""
        return self._score(-math.log(-math.log1p(-rate)), sure=sure)

    def rate_above(self, score: float, *, sure: bool = False) -> float:
        """Return the share of strangers above a score; `sure`: its upper 95 % bound."""
        low, high = -5.0, 60.0
        for _ in range(60):
            middle = (low + high) / 2
            if self._score(middle, sure=sure) < score:
                low = middle
            else:
                high = middle
        return -math.expm1(-math.exp(-high))

    def _score(self, step: float, *, sure: bool) -> float:
        """Variance of a quantile from Phien 1987 (probability-weighted moments).

        Two look-alikes both appear among the scores, hence half the people count.
        """
        variance = (1.1128 + 0.4574 * step + 0.8046 * step * step) / (self.people / 2)
        return self.location + self.scale * (step + (_Z95 * math.sqrt(variance) if sure else 0.0))


def calibrate(gallery: Gallery, bands: Bands, *, target: float = 0.01) -> Calibration:
    """Set the thresholds for a target false positive identification rate of strangers.

    Pure: the same gallery gives the same answer, in any order of its people.
    """
    if not 0 < target <= 0.1:
        raise ValueError(f"A target of {target} is no false positive rate to aim at")
    impostors = _impostors(gallery)
    fitted = _fit(impostors.best)
    share = _share_past_margin(impostors, bands.margin)
    accept = _accept(bands, len(gallery), fitted=fitted, rate=target / share)
    expected = None if fitted is None else share * fitted.rate_above(accept)
    bound = None if fitted is None else share * fitted.rate_above(accept, sure=True)
    proven = bound is not None and bound <= target + 1e-9 and len(gallery) >= _PROVING_PEOPLE
    thresholds = Thresholds(
        accept=accept,
        ask=_ask(bands, fitted, accept),
        margin=bands.margin,
        one_to_one=bands.one_to_one,
        confirm_sure=bands.confirm_unless_proven and not proven,
    )
    return Calibration(
        thresholds=thresholds,
        target=target,
        people=len(gallery),
        photos=gallery.photos,
        expected_false_positive_rate=expected,
        upper_bound=bound,
        proven=proven,
        expected_recognition=_recognition(gallery, accept),
        impostor_scores=tuple(sorted(float(score) for score in impostors.best)),
        look_alikes=_look_alikes(gallery, impostors),
        second_photo=_second_photo(gallery, impostors, accept - bands.margin / 2),
    )


def _accept(bands: Bands, people: int, *, fitted: _Gumbel | None, rate: float) -> float:
    if fitted is None:
        return bands.accept(people)
    # An encoder that must prove its target is held to the bound, not to the estimate.
    score = fitted.score_at(rate, sure=bands.confirm_unless_proven)
    least = bands.floor if people >= ENOUGH_PEOPLE else bands.accept(people)
    return max(score, least)


def _ask(bands: Bands, fitted: _Gumbel | None, accept: float) -> float:
    """Ask a person above this score; a large roster would otherwise ask about every stranger."""
    score = bands.ask if fitted is None else max(bands.ask, fitted.score_at(_ASKED_STRANGERS))
    return min(score, accept)


def _impostors(gallery: Gallery) -> _Impostors:
    people = len(gallery)
    best, second = np.full(people, -np.inf), np.full(people, -np.inf)
    nearest = np.zeros(people, dtype=np.intp)
    if people < 2:
        return _Impostors(best[:0], second[:0], nearest[:0])
    for first in range(0, people, _BLOCK):
        scores = gallery.between(first, min(first + _BLOCK, people))
        rows = np.arange(len(scores))
        scores[rows, first + rows] = -np.inf
        part = slice(first, first + len(scores))
        nearest[part] = scores.argmax(axis=1)
        best[part] = scores[rows, nearest[part]]
        scores[rows, nearest[part]] = -np.inf
        second[part] = scores.max(axis=1)
    return _Impostors(best, second, nearest)


def _fit(scores: NDArray[np.float64]) -> _Gumbel | None:
    """Fit by the first two L-moments; None when the people are too few to fit anything."""
    count = len(scores)
    if count < _FITTED_PEOPLE:
        return None
    ordered = np.sort(scores)
    mean = float(ordered.mean())
    weighted = float((np.arange(count) * ordered).sum() / (count * (count - 1)))
    scale = (2 * weighted - mean) / math.log(2)
    if scale <= 1e-6:
        return None
    return _Gumbel(mean - _EULER * scale, scale, count)


def _share_past_margin(impostors: _Impostors, margin: float) -> float:
    """Return how many of the highest impostor scores keep the gap to their runner-up.

    Read from the highest tenth; never below one half, as a tenth is not the very top.
    """
    people = len(impostors.best)
    if people < _FITTED_PEOPLE:
        return 1.0
    # By score and with a hair's tolerance: two look-alikes tie, and their order must not matter.
    least = np.sort(impostors.best)[-max(people // 10, 5)] - 1e-5
    highest = impostors.best >= least
    kept = (impostors.best - impostors.second)[highest] >= margin
    return max(float(kept.mean()), _LEAST_SHARE_PAST_MARGIN)


def _recognition(gallery: Gallery, accept: float) -> float | None:
    own = gallery.own_scores()
    return float((own >= accept).mean()) if len(own) >= ENOUGH_PEOPLE else None


def _look_alikes(gallery: Gallery, impostors: _Impostors) -> tuple[LookAlikes, ...]:
    pairs = {
        tuple(sorted((row, int(other)))): float(score)
        for row, (other, score) in enumerate(zip(impostors.nearest, impostors.best, strict=True))
    }
    worst = sorted(pairs.items(), key=lambda item: -item[1])[:_SHOWN_PAIRS]
    return tuple(LookAlikes(gallery.ids[a], gallery.ids[b], score) for (a, b), score in worst)


def _second_photo(gallery: Gallery, impostors: _Impostors, score: float) -> tuple[DelegateId, ...]:
    """Name people with a single photo whose nearest other is within reach of a confusion."""
    rows = np.flatnonzero(impostors.best >= score)
    return tuple(gallery.ids[row] for row in rows if gallery.photos_of(int(row)) == 1)
