"""Commands for the archive: `flask --app wsgi backup FILE`, `restore`, `keys`, `audit-verify`."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from app.archive.backup import back_up, save_keys
from app.archive.keys_copied import note_copied, state_of
from app.archive.recovery import fingerprints
from app.archive.restore import put_back
from app.errors import RefusedError
from app.realtime.audit import broken_chains, length

FILE = click.Path(dir_okay=False, path_type=Path)


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in (backup, restore, keys, audit_verify):
        app.cli.add_command(command)


@click.command("backup")
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write database, files and pages into FILE; the keys are kept apart (`keys FILE`)."""
    manifest = back_up(file)
    rows = sum(manifest["rows"].values())
    click.echo(f"{file}: {rows} rows, {len(manifest['entries'])} entries, no keys")


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--force", is_flag=True, help="replace the congresses that are here")
@click.option(
    "--without-keys",
    is_flag=True,
    help="people and congresses whose key is not here count as erased",
)
def restore(file: Path, *, force: bool, without_keys: bool) -> None:
    """Put the backup FILE back, whole or not at all; phones fetch everything anew."""
    upgrade(directory=str(current_app.extensions["migrate"].directory))
    try:
        manifest = put_back(file, force=force, without_keys=without_keys)
    except RefusedError as error:
        raise click.ClickException(str(error.sentence)) from error
    click.echo(f"restored {sum(manifest['rows'].values())} rows as of {manifest['made_at']}")


@click.command("keys")
@click.argument("file", type=FILE)
def keys(file: Path) -> None:
    """Write all keys into FILE, a tar to unpack in the data folder; keep it under lock."""
    settings = current_app.config["SETTINGS"]
    state = state_of(settings)
    try:
        count = save_keys(file, settings)
    except FileExistsError as error:
        raise click.ClickException(
            f"{file} is there already; keys are never overwritten"
        ) from error
    note_copied(settings, state)
    prints = fingerprints(settings)
    click.echo(f"fingerprints: secret {prints.secret}, keys {prints.keys} ({prints.count} files)")
    click.echo(f"{file}: {count} keys; whoever holds this file opens every badge and template")


@click.command("audit-verify")
def audit_verify() -> None:
    """Recompute the audit chains; ends with an error where one does not hold."""
    breaks = list(broken_chains())
    for each in breaks:
        place = f"entry {each.entry_id}" if each.entry_id else "its end"
        click.echo(f"congress {each.congress_id}: the chain breaks at {place}")
    if breaks:
        raise click.ClickException("the audit was tampered with")
    click.echo(f"{length()} entries, every chain holds")
