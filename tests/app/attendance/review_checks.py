"""What holds for check-ins that do not fit; the tests and their controls share it."""

from app.attendance.queries import current_session


def sender(desk, congress):
    """Return a way to send events from a paired desk: (key, at, offset in ms, more)."""
    session = current_session(congress)

    def send(key, delegate, *, offset_ms=0, at="2026-11-21T08:00:00Z", **more):
        body = {"key": key, "session_id": session.id, "method": "name", "at": at, **more}
        if "badge" not in more:
            body["delegate_id"] = delegate.id
        answer = desk.post(
            f"/api/congresses/{congress.id}/check-ins", json={**body, "clock_offset_ms": offset_ms}
        )
        assert answer.status_code == 201
        return answer.json

    return send


def codes(client, congress):
    """Return the codes of what the office is warned of."""
    found = client.get(f"/api/congresses/{congress.id}/warnings")
    return [each["code"] for each in found.json]


def browsers_marked(account, congress, cast):
    """The same of two browsers in which one account is signed in."""
    send = sender(account, congress)
    return [
        send("event-01", cast.minh, desk="web-one")["clock_jumped"],
        send("event-02", cast.hoa, desk="web-two", offset_ms=90_000)["clock_jumped"],
        send("event-03", cast.guest, desk="web-one", offset_ms=4_900)["clock_jumped"],
        send("event-04", cast.minh, desk="web-one", offset_ms=10_000, direction="out")[
            "clock_jumped"
        ],
    ]


def jumps_marked(client_for, congress, cast):
    """Tell which are marked when a desk sends with 0, 4.9 s and 10 s, another with 90 s."""
    first, second = (sender(client_for("kiosk"), congress) for _ in range(2))
    return [
        first("event-01", cast.minh)["clock_jumped"],
        second("event-02", cast.hoa, offset_ms=90_000)["clock_jumped"],
        first("event-03", cast.guest, offset_ms=4_900)["clock_jumped"],
        first("event-04", cast.minh, offset_ms=10_000, direction="out")["clock_jumped"],
    ]
