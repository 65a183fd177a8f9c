"""The cast at the door: a few delegates with names that search must tell apart."""

import hashlib
from typing import Any

BADGE = "Abcd_efgh-123456"
LAN, MINH, HOA, AN = 11, 12, 13, 14


def delegate(
    delegate_id: int, name: str, *, number: str, delegation: str, seat: str, badge: str = ""
) -> dict[str, Any]:
    return {
        "id": delegate_id,
        "number": number,
        "name": name,
        "delegation": delegation,
        "position": "",
        "seat": seat,
        "standing": "elected",
        "badge_hash": hashlib.sha256(badge.encode()).hexdigest() if badge else None,
    }


def in_place(substitute: int, replaced: int) -> list[dict[str, int]]:
    """In both sessions one delegate has the place of another."""
    return [
        {"session_id": session, "delegate_id": replaced, "substitute_id": substitute}
        for session in (1, 2)
    ]


def gallery(**replaced: Any) -> dict[str, Any]:
    """The server's answer: two sessions, four delegates, no faces."""
    return {
        "congress": {"id": 7, "title": "Đại hội Đoàn tỉnh", "time_zone": "Asia/Ho_Chi_Minh"},
        "sessions": [
            {
                "id": 1,
                "title": "Phiên thứ nhất",
                "starts_at": "2026-11-21T01:00:00+00:00",
                "ends_at": "2026-11-21T05:00:00+00:00",
            },
            {
                "id": 2,
                "title": "Phiên thứ hai",
                "starts_at": "2026-11-22T01:00:00+00:00",
                "ends_at": "2026-11-22T05:00:00+00:00",
            },
        ],
        "current_session_id": 1,
        "engine": "onnx",
        "model": "none",
        "delegates": [
            delegate(
                LAN,
                "Nguyễn Thị Hương Lan",
                number="001",
                delegation="Đoàn Sở Giáo dục",
                seat="A-12",
                badge=BADGE,
            ),
            delegate(MINH, "Trần Đức Minh", number="002", delegation="Đoàn TP", seat="A-13"),
            delegate(HOA, "Đặng Hòa", number="003", delegation="Đoàn huyện Bắc", seat="B-1"),
            delegate(AN, "Lê Văn An", number="110", delegation="Đoàn huyện Nam", seat="B-2"),
        ],
        "templates": [],
        **replaced,
    }
