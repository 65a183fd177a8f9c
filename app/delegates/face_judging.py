"""Which files of a ZIP may become templates: whose they are, who agreed, and what is there."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from app.clock import breathing
from app.congresses.models import Congress
from app.delegates.actions import MOST_PORTRAITS
from app.delegates.face_consents import Agreed
from app.delegates.photo_names import Names, told
from app.delegates.queries import templates_of
from app.delegates.seals import open_template
from checkin.encoders import Encoder
from checkin.errors import VaultError
from checkin.faces import Encoding
from checkin.same_photo import Seen
from documents.portraits import Entry

READ = 250
Row = dict[str, Any]
"""file, verdict, delegate_id; for some reason (codes) or other_id (another delegate).

Verdicts: kept · nobody, several (no owner) · no_consent, withdrawn · too_many (photographs of one
person) · unreadable (a code of documents.portraits) · unusable (codes of checkin) · double (the
same photograph was there) · same_picture (it is filed under another name too: none is kept).
"""


def matched(entries: list[Entry], names: Names, consents: Agreed) -> dict[int, Row]:
    """Return a row for each file by its place: "waiting", or why it is not even opened."""
    rows, often = {}, Counter[int]()
    for entry in sorted(entries, key=lambda each: (each.name, each.place)):
        found = names.owners(entry.name)
        owner = next(iter(found)) if len(found) == 1 else None
        verdict = "several" if found else "nobody"
        if owner is not None:
            verdict = consents.verdict(owner) or "waiting"
            often[owner] += verdict == "waiting"
            if often[owner] > MOST_PORTRAITS:
                verdict = "too_many"
        rows[entry.place] = {"file": told(entry.name), "verdict": verdict, "delegate_id": owner}
    return {entry.place: rows[entry.place] for entry in entries}


def seen_before(congress: Congress, encoder: Encoder) -> Seen:
    """Return the photographs that are behind the templates of a congress."""
    seen = Seen(encoder.engine)
    templates = templates_of(congress, engine=encoder.engine, model=encoder.model)
    for template in breathing(templates, every=READ):
        try:
            seen.add(template.delegate_id, open_template(congress.id, template))
        except VaultError:
            continue  # its key was destroyed; a backup brought the row back
    return seen


@dataclass
class Accepted:
    """The photographs of a ZIP that are to be kept; nothing is written before all are judged."""

    seen: Seen
    encodings: dict[int, Encoding] = field(default_factory=dict)
    """By place in the ZIP; the rows say whose they are."""

    def judge(self, rows: dict[int, Row], place: int, encoding: Encoding) -> None:
        """Accept a photograph, unless it or the same one under another name is there already."""
        row = rows[place]
        mine, owner = row["delegate_id"], self.seen.owner_of(encoding)
        if owner is None and self.seen.count(mine) >= MOST_PORTRAITS:
            row["verdict"] = "too_many"
        elif owner is None:
            row["verdict"] = "kept"
            self.encodings[place] = encoding
            self.seen.add(mine, encoding)
        elif owner == mine:
            row["verdict"] = "double"
        else:
            row.update(verdict="same_picture", other_id=owner)
            self.take_back(rows, place, encoding)

    def take_back(self, rows: dict[int, Row], place: int, encoding: Encoding) -> None:
        """Do not keep the same photograph under the other name either: one of the two is wrong."""
        here = rows[place]
        twin = Seen(self.seen.engine, [(here["delegate_id"], encoding)])
        for other, known in list(self.encodings.items()):
            row = rows[other]
            if row["delegate_id"] == here["other_id"] and twin.owner_of(known) is not None:
                row.update(verdict="same_picture", other_id=here["delegate_id"])
                del self.encodings[other]
