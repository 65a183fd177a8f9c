"""What ./bench runs: one module per benchmark, with a docstring and `run(rounds)`."""

from statistics import median
from typing import NotRequired, TypedDict


class Figure(TypedDict):
    """One measured number, beside a peer's where there is one.

    `ratio` is value / peer_value as the median over the rounds; `limit` is what the value must
    not pass; `spread` is the smallest and the largest value of the rounds.
    """

    name: str
    value: float
    unit: str
    peer: NotRequired[str | None]
    peer_value: NotRequired[float | None]
    ratio: NotRequired[float | None]
    limit: NotRequired[float | str | None]
    spread: NotRequired[list[float]]


def figure(
    name: str,
    values: list[float],
    *,
    unit: str,
    peer: str | None = None,
    peer_values: list[float] | None = None,
    limit: float | str | None = None,
) -> Figure:
    """Return medians over the rounds; the ratio is the median of each round's ratio."""
    ratios = [a / b for a, b in zip(values, peer_values or [], strict=False) if b]
    return {
        "name": name,
        "value": rounded(median(values)),
        "unit": unit,
        "peer": peer,
        "peer_value": rounded(median(peer_values)) if peer_values else None,
        "ratio": rounded(median(ratios)) if ratios else None,
        "limit": limit,
        "spread": [rounded(min(values)), rounded(max(values))],
    }


def rounded(value: float) -> float:
    """Return the number with the four digits that a noisy machine can vouch for."""
    return float(f"{value:.4g}")
