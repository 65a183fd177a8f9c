"""What the tests of copied keys and their control ask alike."""

from app.archive.backup import back_up
from app.archive.commands import keys as keys_command
from app.archive.erasing import erase_person
from tests.factories import make_delegate

NEVER, CHANGED = "The keys were never copied", "The keys changed since"


def told(admin, congress) -> list[str]:
    """Which warning stands on the page of backups, and on that of safekeeping."""
    paths = ("backups", f"{congress.id}/safekeeping")
    pages = [admin.get(f"/office/{each}?lang=en").text for each in paths]
    return [next((each for each in (NEVER, CHANGED) if each in page), "") for page in pages]


def check_an_old_copy_is_told(app, admin, congress, tmp_path) -> None:
    """The office hears that nothing was copied, that keys were added, that one was destroyed."""
    copies = iter(range(9))

    def copy_keys() -> None:
        target = str(tmp_path / f"keys-{next(copies)}.tar")
        assert app.test_cli_runner().invoke(keys_command, [target]).exit_code == 0

    person = make_delegate(congress, "71", "Nguyễn Văn Minh")
    assert told(admin, congress) == [NEVER] * 2
    copy_keys()
    assert told(admin, congress) == [""] * 2
    back_up(tmp_path / "backup.zip")  # makes a key for each person
    assert told(admin, congress) == [CHANGED] * 2
    copy_keys()
    assert told(admin, congress) == [""] * 2
    erase_person(congress, person)
    assert told(admin, congress) == [CHANGED] * 2
