"""What the server's owner does at the console: `flask --app wsgi COMMAND`."""

import secrets

import click
from flask import Flask, current_app, url_for
from flask_migrate import upgrade
from sqlalchemy import select

from app.access import ROLES
from app.accounts import actions as accounts
from app.accounts.invitations import invite_to_reset
from app.accounts.models import User
from app.accounts.queries import user_named
from app.accounts.second_factor import take_away
from app.archive import commands as archive
from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.delegates import face_commands
from app.delegates.actions import erase_face
from app.delegates.queries import delegates_of
from app.errors import RefusedError
from app.library.links import is_open, link_token
from app.library.queries import links_of

ADMIN = "admin"


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in (prepare, demo, make_token, make_user_link, pair_device, erase_faces):
        app.cli.add_command(command)
    archive.init_app(app)
    face_commands.init_app(app)


@click.command("prepare")
@click.option("--demo/--empty", "with_demo", default=True, help="plant the demo congress")
def prepare(with_demo: bool) -> None:
    """Migrate the database; on an empty one make the administrator and the demo congress."""
    upgrade(directory=str(current_app.extensions["migrate"].directory))
    if db.session.scalar(select(User.id).limit(1)) is None:
        password = make_admin(current_app.config["SETTINGS"].admin_password)
        if password:  # before anything else can fail: it cannot be shown again
            click.echo(f"admin password (shown this once): {password}")
        if with_demo:
            plant()
    with current_app.test_request_context():  # addresses want a request to be built
        show_links()


def show_links() -> None:
    """Print, for the links at the end of ./run, where the newest congress is followed."""
    congress = db.session.scalar(select(Congress).order_by(Congress.id.desc()).limit(1))
    if congress is None:
        return
    click.echo(f"link screen {url_for('live.show_screen', congress_id=congress.id)}")
    doors = [
        link for link in links_of(congress) if link.target == "congress" and is_open(link, now())
    ]
    if doors:
        token = link_token(doors[-1])
        click.echo(f"link phone {url_for('visitors.open_link', token=token)}")


def plant() -> Congress:
    """Plant the demo congress and say how far it is."""
    from app.demo.seed import plant_demo  # noqa: PLC0415  reportlab and PyAV, only for this

    return plant_demo(say=lambda line: click.echo(f"demo congress: {line}"))


def make_admin(password: str) -> str:
    """Make the first account; returns the password when it was made up here."""
    made_up = "" if password else secrets.token_urlsafe(12)
    user = accounts.add_user(ADMIN, password or made_up, display_name=ADMIN)
    accounts.grant(user, ADMIN)
    return made_up


@click.command("demo")
def demo() -> None:
    """Plant the demo congress beside what is there."""
    click.echo(f"congress {plant().id}")


@click.command("token")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--congress", "congress_id", type=int, help="only in this congress")
def make_token(role: str, congress_id: int | None) -> None:
    """Print a new bearer token; it cannot be shown again."""
    if congress_id is not None and db.session.get(Congress, congress_id) is None:
        raise click.ClickException(f"there is no congress {congress_id}")
    click.echo(accounts.make_token(role, congress_id=congress_id))


@click.command("device")
@click.option("--kind", type=click.Choice(["kiosk", "screen"]), required=True)
@click.option("--name", required=True)
@click.option("--congress", "congress_id", type=int, help="default: the newest congress")
def pair_device(kind: str, name: str, congress_id: int | None) -> None:
    """Pair a desk or a screen and print its token; it cannot be shown again."""
    statement = select(Congress).order_by(Congress.id.desc()).limit(1)
    if congress_id is not None:
        statement = select(Congress).filter_by(id=congress_id)
    congress = db.session.scalar(statement)
    if congress is None:
        raise click.ClickException("there is no such congress")
    _device, token = accounts.pair_device(congress, kind, name)
    click.echo(token)


@click.command("user-link")
@click.argument("name")
@click.option("--without-second-factor", is_flag=True, help="take the second step away, too")
def make_user_link(name: str, without_second_factor: bool) -> None:
    """Print a link with which an account sets a new password; it works once, for a day."""
    user = user_named(name)
    if user is None:
        raise click.ClickException(f"nobody signs in as {name}")
    if without_second_factor:
        take_away(user.id)
    _invitation, token = invite_to_reset(user.id)
    click.echo(f"{current_app.config['SETTINGS'].public_url}/invite/{token}")


@click.command("erase-faces")
@click.option("--congress", "congress_id", type=int, required=True)
def erase_faces(congress_id: int) -> None:
    """Erase every template, photograph and face key of a congress."""
    congress = db.session.get(Congress, congress_id)
    if congress is None:
        raise click.ClickException(f"there is no congress {congress_id}")
    erased = 0
    for delegate in delegates_of(congress):
        try:
            erase_face(congress, delegate)
        except RefusedError as error:
            raise click.ClickException(str(error.sentence)) from error
        erased += 1
    click.echo(f"erased {erased}")
