"""What the tests of erasure and their control share: a person everywhere, and a search for her."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from flask import Flask, current_app
from werkzeug.datastructures import FileStorage

from app.access import NOBODY
from app.agenda.models import AgendaItem
from app.archive.backup import back_up
from app.archive.erasing_congress import erase_congress
from app.archive.restore import put_back
from app.attendance import actions as attendance
from app.attendance.forms import CheckInForm
from app.attendance.models import Absence
from app.clock import iso, now
from app.congresses.models import Congress
from app.credentials.actions import adopt_report
from app.credentials.frozen import as_data
from app.credentials.queries import credentials_of
from app.db import db, writing
from app.delegates import actions as delegates
from app.delegates.forms import DelegateForm
from app.delegates.models import Consent, Delegate
from app.delegates.names import sort_key
from app.delegates.roster_drafts import keep_list
from app.library.models import Opening, PrivateNote
from app.realtime import commit_quietly
from documents.search import fold
from tests.factories import make_delegate, make_document

NAME = "H'Hen Quỳnh Niê"
OLD_NAME = "Hờ Hen Quyềnh"
SECRETS = (
    *(NAME, OLD_NAME, "Nghề rất riêng", "Ghế riêng 7"),
    *("ghi chú chỉ mình tôi", "ốm ở bệnh viện", "nhầm với chị họ"),
)
"""What only this person's rows hold."""


def person_everywhere(congress: Congress) -> Delegate:
    """Enter a delegate of whom every table of people knows something."""
    facts = {"position": "Nghề rất riêng", "seat": "Ghế riêng 7"}
    born = {"birth_date": date(1951, 3, 2), "standing": "appointed"}
    person = make_delegate(congress, "777", OLD_NAME, **facts, **born)
    form = DelegateForm(number="777", name=NAME, delegation="Đoàn A", **facts, **born)
    delegates.change_delegate(congress, person, form)
    document = make_document(congress, "Nghị quyết", "toàn văn")
    session = congress.sessions[0]
    came = CheckInForm(
        key="event-of-her",
        delegate_id=person.id,
        session_id=session.id,
        method="name",
        at=iso(now() - timedelta(minutes=1)),
    )
    event, _is_new = attendance.check_in(congress, came, NOBODY)
    adopt(congress)
    listed = f"Họ và tên,Đoàn\n{NAME},Đoàn A\n".encode()
    keep_list(congress, FileStorage(BytesIO(listed), filename="ds.csv"))
    with writing():
        about = {"delegate_id": person.id}
        db.session.add(
            Absence(
                **about,
                session_id=congress.sessions[1].id,
                reason="ốm ở bệnh viện",
                reported_at=now(),
            )
        )
        db.session.add(Consent(**about, text_version="1", given_how="office", given_at=now()))
        db.session.add(
            PrivateNote(
                **about,
                document_id=document.id,
                page=1,
                text="ghi chú chỉ mình tôi",
                changed_at=now(),
            )
        )
        db.session.add(Opening(**about, document_id=document.id, opened_at=now()))
        event.undo_reason = "nhầm với chị họ"
        item = db.session.query(AgendaItem).filter_by(congress_id=congress.id).first()
        item.speaker = f"Đ/c {NAME}"
        commit_quietly()
    return person


def adopt(congress: Congress) -> None:
    """Adopt a report in which she is the oldest."""
    session = congress.sessions[0]
    found = credentials_of(congress, session)
    adopt_report(congress, session, figures=as_data(found), by="Lan")


def traces(*folders: Path) -> list[str]:
    """Return where the person's words stand, in any file and in what archives hold.

    Searched as typed, without accents, as the roster sorts the name, and escaped as in JSON.
    """
    words = {form for each in SECRETS for form in forms(each)}
    contents = dict(pieces(*folders))
    return [
        f"{where}: {word!r}" for where, held in contents.items() for word in words if word in held
    ]


def forms(words: str) -> set[bytes]:
    """Return the ways in which a file may hold words."""
    escaped = json.dumps(words)[1:-1]
    return {words.encode(), fold(words).encode(), sort_key(words).encode(), escaped.encode()}


def pieces(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below the folders with its bytes, archives entry by entry too."""
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            yield str(path), path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        yield f"{path}!{name}", archive.read(name)


def check_an_old_backup_cannot_show_her(app: Flask, elsewhere: Flask, tmp: Path) -> None:
    """Restored elsewhere with the keys that are here now, a backup shows nothing of the person."""
    bring_keys(app, elsewhere)
    with elsewhere.app_context():
        settings = elsewhere.config["SETTINGS"]
        put_back(tmp / "old" / "backup.zip", force=False)
        db.session.remove()
        db.engine.dispose()
        assert traces(settings.data_dir) == []


DOCUMENT = ("Đề án nhân sự kín", "toàn văn không ai khác được đọc")
"""Title and text of a document that one congress alone has."""


def check_an_old_backup_brings_nothing_back(
    app: Flask, elsewhere: Flask, congress: Congress, tmp: Path
) -> None:
    """Of a congress that was erased a backup of before has no row and no file left."""
    congress_id = congress.id
    digest = make_document(congress, *DOCUMENT).current.digest
    old_backup(tmp)
    erase_congress(congress_id)
    bring_keys(app, elsewhere)
    with elsewhere.app_context():
        settings = elsewhere.config["SETTINGS"]
        put_back(tmp / "old" / "backup.zip", force=False)
        assert db.session.get(Congress, congress_id) is None
        assert rows_of(congress_id) == {}
        assert list(settings.data_dir.rglob(digest)) == []


def rows_of(congress_id: int) -> dict[str, int]:
    """Return how many rows of each table name the congress."""
    found = {}
    for table in db.metadata.sorted_tables:
        if "congress_id" in table.columns:
            counted = db.session.query(table).filter(table.c.congress_id == congress_id).count()
            found[table.name] = counted
    return {name: count for name, count in found.items() if count}


def check_a_backup_is_shut(congress: Congress, tmp: Path) -> None:
    """Neither the text nor the file of a document can be read in a backup."""
    document = make_document(congress, *DOCUMENT)
    files = current_app.config["SETTINGS"].files_dir
    content = next(files.rglob(document.current.digest)).read_bytes()
    old_backup(tmp)
    held = [held for _where, held in pieces(tmp / "old")]
    assert not any(word in each for each in held for words in DOCUMENT for word in forms(words))
    assert not any(content in each for each in held)


def bring_keys(app: Flask, elsewhere: Flask) -> None:
    """Let the other server have the keys that are here now."""
    there = elsewhere.config["SETTINGS"].keys_dir
    shutil.copytree(app.config["SETTINGS"].keys_dir, there, dirs_exist_ok=True)


def old_backup(tmp: Path) -> None:
    """Make the backup that is older than the erasure."""
    (tmp / "old").mkdir()
    back_up(tmp / "old" / "backup.zip")
