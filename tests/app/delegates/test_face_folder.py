"""A folder of photographs brought at the console, with a report row by row."""

import pytest

from app.clock import now
from app.db import db, writing
from app.delegates import face_batches, face_commands
from app.delegates.face_consents import note_face_consent
from app.delegates.face_models import FaceBatch
from app.delegates.models import FaceTemplate
from app.jobs.models import Job
from app.realtime import commit_quietly
from tests.app.delegates.drawn_faces import PatternEncoder, face


@pytest.fixture(autouse=True)
def pattern_encoder(monkeypatch):
    monkeypatch.setattr(face_batches, "encoder", lambda _models_dir: PatternEncoder())


@pytest.fixture
def folder(tmp_path, cast):
    """Two photographs of Minh in a folder of their own, one of Hoa, one of nobody."""
    photos = tmp_path / "Ảnh đại biểu"
    (photos / "Đoàn A").mkdir(parents=True)
    (photos / "Đoàn A" / f"{cast.minh.number}.jpg").write_bytes(face(1))
    (photos / "Đoàn A" / f"{cast.minh.number}_2.jpg").write_bytes(face(1, 2))
    (photos / f"{cast.hoa.number} Trần Thị Hoa.jpg").write_bytes(face(2))
    (photos / "ghi chú.txt").write_text("không phải ảnh", encoding="utf-8")
    (photos / ".ẩn.jpg").write_bytes(face(3))
    return photos


def bring(app, *arguments):
    return app.test_cli_runner().invoke(args=["bring-faces", *map(str, arguments)])


def told(output: str) -> dict[str, str]:
    rows = [line.split("\t") for line in output.splitlines() if "\t" in line]
    return {row[0]: row[1] for row in rows}


def test_a_folder_is_taken_up_and_told_row_by_row(app, congress, cast, folder):
    result = bring(app, folder, "--congress", congress.id, "--consent-on", "2026-01-02")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "taken up 3 of 4"
    rows = told(result.output)
    assert sorted(rows.values()) == ["kept", "kept", "kept", "nobody"]
    assert rows["ghi chú.txt"] == "nobody"
    assert cast.minh.name in result.output
    assert db.session.query(FaceTemplate).count() == 3
    assert db.session.query(Job).filter_by(kind="face_batch").count() == 0
    assert list(face_batches.SHELF.folder().iterdir()) == []


def test_without_papers_only_who_agreed_is_taken(app, congress, cast, folder):
    with writing():
        note_face_consent(cast.hoa.id, how="office", given_at=now())
        commit_quietly()
    result = bring(app, folder, "--congress", congress.id)
    assert result.output.splitlines()[-1] == "taken up 1 of 4"
    assert sorted(told(result.output).values()) == ["kept", "no_consent", "no_consent", "nobody"]
    assert {each.delegate_id for each in db.session.query(FaceTemplate)} == {cast.hoa.id}


def test_a_large_folder_goes_in_parts(app, congress, cast, folder, monkeypatch):
    monkeypatch.setattr(face_commands, "MOST_FILES", 2)
    result = bring(app, folder, "--congress", congress.id, "--consent-on", "2026-01-02")
    assert result.output.splitlines()[-1] == "taken up 3 of 4"
    assert [each.state for each in db.session.query(FaceBatch)] == ["done", "done"]


def test_broken_off_nothing_is_kept_and_nothing_waits(app, congress, cast, folder, monkeypatch):
    def breaks(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(face_batches, "encode_one", breaks)
    result = bring(app, folder, "--congress", congress.id, "--consent-on", "2026-01-02")
    assert result.exit_code != 0
    assert [each.state for each in db.session.query(FaceBatch)] == ["off"]
    assert db.session.query(FaceTemplate).count() == 0


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--congress", "999999"), "there is no congress 999999"),
        (("--consent-on", "2999-01-01"), "Ngày đồng ý chưa đến"),
        (("--consent-on", "yesterday"), "does not match"),
    ],
)
def test_what_is_wrong_is_one_sentence(app, congress, cast, folder, more, sentence):
    given = more if "--congress" in more else ("--congress", congress.id, *more)
    result = bring(app, folder, *given)
    assert result.exit_code != 0
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_an_empty_folder_is_said(app, congress, tmp_path):
    (tmp_path / "nothing").mkdir()
    result = bring(app, tmp_path / "nothing", "--congress", congress.id)
    assert "no photographs" in result.output
    assert result.exit_code == 1
