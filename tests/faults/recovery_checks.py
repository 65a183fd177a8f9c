"""What phones promise after a cut network, asked of ones that catch up or (a control) do not."""

from benches.recovery import Trial, try_once

TRIAL = {"phones": 40, "longest_seconds": 5.0}
MOST_STALE_MS = 20_000
MOST_LATE_MS = 30_000
"""In time, on however busy a machine; how fast they are is in ./bench recovery."""


def everybody_is_right_again(**changed: object) -> None:
    """Phones were cut off for 1 to 5 s while the hall changed 20 times: all show what is."""
    outcome = try_once(Trial(**{**TRIAL, **changed}))
    assert any(each["missed"] for each in outcome.phones), "nobody missed anything"
    wrong = outcome.wrong()
    assert wrong == [], f"{len(wrong)} of {len(outcome.phones)} phones are wrong"
    assert all(each["late_ms"] is not None for each in outcome.phones)
    assert max(each["late_ms"] or 0 for each in outcome.phones) <= MOST_LATE_MS
    assert max(each["stale_ms"] for each in outcome.phones) <= MOST_STALE_MS
