"""What printing badges leaves behind."""

from collections.abc import Mapping

from sqlalchemy import delete, insert

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db, execute_many
from app.printing.models import PrintedBadge
from app.realtime import commit_quietly


@changes
def keep_printed(congress: Congress, faces: Mapping[int, str]) -> None:
    """Keep what each badge looked like when it was printed; `faces` by the delegate's id."""
    db.session.execute(delete(PrintedBadge).where(PrintedBadge.delegate_id.in_(list(faces))))
    moment = now()
    rows = [
        {"delegate_id": each, "congress_id": congress.id, "face": face, "printed_at": moment}
        for each, face in faces.items()
    ]
    execute_many(insert(PrintedBadge.__table__), rows)  # type: ignore[arg-type]
    commit_quietly()
