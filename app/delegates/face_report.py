"""What the faces of a congress say about each other, made ready to be read and drawn."""

from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal

from checkin.calibration import ENOUGH_PEOPLE

Found = dict[str, Any]
WIDTH, BOTTOM = 640, 200
"""Of the plot, in units of its own; the axis lies at BOTTOM."""
BARS = 24


@dataclass(frozen=True)
class Mark:
    """A score on the axis: its place and how it is written."""

    x: float
    score: str


@dataclass(frozen=True)
class Plot:
    """How often the nearest stranger reaches a score, and from where on the desk is sure or asks.

    `bars`: (x, y, width, height) in the plot's units; `most` people stand behind the highest.
    """

    bars: list[tuple[float, float, float, float]]
    most: int
    accept: Mark
    ask: Mark


def plot_of(found: Found) -> Plot | None:
    """Return the plot of the impostor scores; None where there are no two people to compare."""
    scores = found.get("impostor_scores") or []
    if not scores:
        return None
    limits = found["thresholds"]
    low = min(scores[0], limits["ask"]) - 0.05
    high = max(scores[-1], limits["accept"]) + 0.05
    width = WIDTH / BARS
    counts = [0] * BARS
    for score in scores:
        counts[int((score - low) / (high - low) * BARS)] += 1

    def mark(score: float) -> Mark:
        return Mark((score - low) / (high - low) * WIDTH, told(score))

    scale = (BOTTOM - 30) / max(counts)
    bars = [
        (place * width + 1, BOTTOM - count * scale, width - 2, count * scale)
        for place, count in enumerate(counts)
        if count
    ]
    return Plot(
        bars,
        max(counts),
        accept=mark(limits["accept"]),
        ask=mark(limits["ask"]),
    )


def told(score: float) -> str:
    """Return a score with two digits, as the language writes them."""
    return str(format_decimal(score, format="0.00"))


@dataclass(frozen=True)
class Errors:
    """What to expect, as far as it can be said: None where the roster says nothing about it.

    Of a thousand strangers so many would be "sure", and at most so many (95 % bound); of a hundred
    photographs of the enrolled so many are "sure". `starts`: the roster is too small to set the
    scores by itself.
    """

    strangers: str | None
    at_most: str | None
    known: str | None
    starts: bool
    proven: bool
    confirms: bool
    target: str


def errors_of(found: Found) -> Errors:
    """Return what to expect of the scores of this roster."""
    expected, bound = found["expected_false_positive_rate"], found["upper_bound"]
    known = found["expected_recognition"]
    return Errors(
        strangers=None if expected is None else of_a_thousand(expected),
        at_most=None if bound is None else of_a_thousand(bound),
        known=None if known is None else str(format_decimal(100 * known, format="0")),
        starts=found["people"] < ENOUGH_PEOPLE,
        proven=found["proven"],
        confirms=found["thresholds"]["confirm_sure"],
        target=of_a_thousand(found["target"]),
    )


def of_a_thousand(share: float) -> str:
    """Return a share as people of a thousand: 10, 3.2, 0.4."""
    return str(format_decimal(1000 * share, format="0.#"))


def people_in(found: Found) -> set[int]:
    """Return who is spoken of."""
    pairs = [(each["first"], each["second"]) for each in found.get("look_alikes", ())]
    return {one for pair in pairs for one in pair} | set(found.get("second_photo", ()))
