"""What phones promise after a cut network, asked of ones that catch up or (a control) do not."""

import json

from benches.recovery import Trial, try_once

TRIAL = {"phones": 40, "longest_seconds": 5.0}
MOST_STALE_MS = 20_000
MOST_LATE_MS = 30_000
"""In time, on however busy a machine; how fast they are is in ./bench recovery."""


def everybody_is_right_again(**changed: object) -> None:
    """Phones were cut off for 1 to 5 s while the stage moved 20 times: all show what is."""
    phones, truth = try_once(Trial(**{**TRIAL, **changed}))
    wrong = [each for each in phones if json.loads(each["parts"]) != truth]
    assert wrong == [], f"{len(wrong)} of {len(phones)} phones are wrong"
    assert max(each["late_ms"] for each in phones) <= MOST_LATE_MS
    assert max(each["stale_ms"] for each in phones) <= MOST_STALE_MS
