"""Credentials reports as the congress adopted them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant


class AdoptedReport(Base):
    """The figures of a session's report at the moment of its adoption; never changed."""

    __tablename__ = "adopted_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    session_id: Mapped[int] = mapped_column(
        ForeignKey("congress_session.id", ondelete="CASCADE"), index=True
    )
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As app.credentials.frozen writes them."""
    adopted_at: Mapped[datetime] = mapped_column(Instant)
    adopted_by: Mapped[str] = mapped_column(String(80))
    """The name of the account that recorded the adoption, as it was then."""
