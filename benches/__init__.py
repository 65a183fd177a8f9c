"""What ./bench runs: one module per benchmark, with a docstring and `run(rounds)`."""

import re
from statistics import median
from typing import NotRequired, TypedDict


class Figure(TypedDict):
    """One measured number, beside a peer's where there is one.

    `ratio` is value / peer_value as the median over the rounds; `limit` is what the value must
    not pass; `spread` is the smallest and the largest value of the rounds. `ok` says whether the
    limit is kept: by the median, or in every round where it says so; None where there is none.
    """

    name: str
    value: float
    unit: str
    peer: NotRequired[str | None]
    peer_value: NotRequired[float | None]
    ratio: NotRequired[float | None]
    limit: NotRequired[float | str | None]
    spread: NotRequired[list[float]]
    ok: NotRequired[bool | None]


LIMIT = re.compile(r"([≤≥=]) ([\d.]+)( ×)?")


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
    found: Figure = {
        "name": name,
        "value": rounded(median(values)),
        "unit": unit,
        "peer": peer,
        "peer_value": rounded(median(peer_values)) if peer_values else None,
        "ratio": rounded(median(ratios)) if ratios else None,
        "limit": limit,
        "spread": [rounded(min(values)), rounded(max(values))],
    }
    found["ok"] = is_kept(limit, values, ratio=median(ratios) if ratios else None)
    return found


def is_kept(
    limit: float | str | None, values: list[float], *, ratio: float | None = None
) -> bool | None:
    """Tell whether every limit in words such as `≤ 200 ms; ≤ 0.2 × peer` is kept; None without."""
    if not isinstance(limit, str):
        return None
    kept = []
    own = values if "every round" in limit else [median(values)]
    for sign, number, of_peer in LIMIT.findall(limit):
        bound = float(number)
        judged = own if not of_peer else [] if ratio is None else [ratio]
        kept += [keeps(value, sign, bound) for value in judged]
    return all(kept) if kept else None


def keeps(value: float, sign: str, bound: float) -> bool:
    """Tell whether a value keeps a bound."""
    return {"≤": value <= bound, "≥": value >= bound, "=": value == bound}[sign]


def rounded(value: float) -> float:
    """Return the number with the four digits that a noisy machine can vouch for."""
    return float(f"{value:.4g}")
