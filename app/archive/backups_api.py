"""Backups of the whole server as JSON; for those who look after the house."""

from typing import Any

from flask import Blueprint, send_file

from app.access import needs
from app.archive import keeping, medium
from app.archive.forms import BackupAnswer, BackupsAnswer, MediumForm
from app.archive.shelf import file_of, kept_backup, kept_backups, told
from app.contract import answers, takes

blueprint = Blueprint("backups_api", __name__, url_prefix="/api/backups")


@blueprint.get("")
@needs("house.manage", everywhere=True)
@answers(BackupsAnswer)
def list_backups() -> Any:
    """List the backups kept here, newest first, and how the present work stands."""
    state = told()
    return BackupsAnswer(
        is_busy=keeping.is_busy(),
        doing=state.get("doing", ""),
        done=state.get("done", 0),
        of=state.get("of", 0),
        problem=state.get("problem", ""),
        backups=[BackupAnswer(**vars(each)) for each in kept_backups()],
    )


@blueprint.post("")
@needs("house.manage", everywhere=True)
@answers(status=202)
def make_backup() -> Any:
    """Have a backup made by the worker, and copied to the second medium."""
    keeping.ask_for_backup()
    return "", 202


@blueprint.put("/medium")
@needs("house.manage", everywhere=True)
@answers(status=204)
@takes(MediumForm)
def choose_medium(form: MediumForm) -> Any:
    """Choose the second medium: a folder of the server, tried by writing and reading back."""
    medium.choose_medium(form.folder)


@blueprint.delete("/medium")
@needs("house.manage", everywhere=True)
@answers(status=204)
def forget_medium() -> Any:
    """Go back to the medium that the server was started with, or to none."""
    medium.forget_medium()


@blueprint.get("/<int:backup_id>.zip")
@needs("house.manage", everywhere=True)
@answers(media_type="application/zip")
def download_backup(backup_id: int) -> Any:
    """Download a backup; no key is in it."""
    kept = kept_backup(backup_id)
    response = send_file(
        file_of(kept.id),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"congress-backup-{kept.id}.zip",
        max_age=0,
    )
    response.headers["Cache-Control"] = "no-store, private"
    return response


@blueprint.post("/<int:backup_id>/trial")
@needs("house.manage", everywhere=True)
@answers(status=202)
def try_backup(backup_id: int) -> Any:
    """Have a backup restored into an empty folder and compared."""
    keeping.ask_for_trial(backup_id)
    return "", 202


@blueprint.delete("/<int:backup_id>")
@needs("house.manage", everywhere=True)
@answers(status=204)
def drop_backup(backup_id: int) -> Any:
    """Delete a backup; the last good one stays."""
    keeping.drop_backup(backup_id)
