"""Whose address is believed: asked of an application behind some proxies of its own, or none."""

from limits import RateLimitItemPerMinute

from app.accounts import limits


def addresses_seen(app, monkeypatch, forwarded: list[str]) -> int:
    """Try unknown codes, two for each X-Forwarded-For; return how many were slowed down."""
    monkeypatch.setattr(limits, "WRONG_CODES_PER_ADDRESS", RateLimitItemPerMinute(2))
    client = app.test_client()
    answers = [
        client.get("/q/unknown", headers={"X-Forwarded-For": each}).status_code
        for each in forwarded
        for _ in range(2)
    ]
    assert set(answers) <= {404, 429}
    return answers.count(429)


def check_not_believed(app, monkeypatch) -> None:
    """Whoever sends another X-Forwarded-For with each try is still one address."""
    forged = ["203.0.113.1", "203.0.113.2", "203.0.113.3"]
    assert addresses_seen(app, monkeypatch, forged) == 4
