"""What the server writes down about itself: one JSON object a line, and never a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN_IN_ADDRESS = re.compile(r"(/(?:[qbde]|invite|invitations|own-face)/)[^/\s\"']+")
BEARER = re.compile(r"(?i)(bearer\s+)[\w.~+/=-]+")
SECRET_NAMES = ("token", "password", "secret", "encoding", "template", "key", "cookie")


def configure() -> None:
    """Log to standard error without local variables, addresses' tokens or parameters."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Cover what a log must not hold, wherever it came from."""
    for name, value in event.items():
        if any(secret in name.lower() for secret in SECRET_NAMES):
            event[name] = "…"
        elif isinstance(value, str):
            event[name] = BEARER.sub(r"\1…", TOKEN_IN_ADDRESS.sub(r"\1…", value))
    return event
