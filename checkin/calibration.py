"""Thresholds of one congress from its own roster: enrolled against enrolled are impostors."""

from dataclasses import dataclass

from checkin.faces import Bands, DelegateId, Thresholds
from checkin.gallery import Gallery


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Two people whose templates are near each other."""

    first: DelegateId
    second: DelegateId
    score: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Thresholds and what to expect of them.

    `expected_false_positive_rate`: of 100 strangers, how many would be "sure" (a fraction);
    `upper_bound` its 95 % bound; `proven`: that bound is within the target;
    `impostor_scores`: each person's best score against everybody else, sorted, for the plot;
    `second_photo`: people who should give another photo.
    """

    thresholds: Thresholds
    target: float
    people: int
    photos: int
    expected_false_positive_rate: float
    upper_bound: float
    proven: bool
    impostor_scores: tuple[float, ...]
    look_alikes: tuple[LookAlikes, ...]
    second_photo: tuple[DelegateId, ...]


def calibrate(gallery: Gallery, bands: Bands, *, target: float = 0.01) -> Calibration:
    """Set the thresholds for a target false positive identification rate of strangers."""
    raise NotImplementedError
