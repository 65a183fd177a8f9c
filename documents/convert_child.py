"""What runs in the sandbox to convert: bind ourselves, look at the parts, start LibreOffice.

Prints one JSON line: {"done": true}, {"refused": "macros"} or {"failed": "disk_full"}.
"""

import errno
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from documents import compound
from documents.sandbox import Limits, confine

_MOST_PARTS = 20_000
_MOST_UNPACKED_BYTES = 512 << 20
_MOST_MARKUP_BYTES = 96 << 20  # a report of a thousand pages has 20 MB of it
_MOST_RATIO = 200
_SMALL_BYTES = 4 << 20  # below it even a high ratio is harmless: blank tables pack well
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_MACRO_FOLDERS = ("Basic/", "Scripts/")
_MACRO_MARKS = (b"vbaProject", b"macroEnabled")
_MACRO_STREAMS = {"VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"}

# Nothing runs, nothing is fetched, nothing linked is brought up to date.
_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "Office.Java/VirtualMachine": {"Enable": "false"},
    "Office.Writer/Content/Update": {"Link": "2"},
    "Office.Calc/Content/Update": {"Link": "2"},
}


# Debian's Liberation lacks most Vietnamese letters: the rest would come from another font, out of
# line on the page and out of order in the text. These are as wide and have them all.
_STAND_INS = {
    "Tinos": ("Times New Roman", "Times", "Liberation Serif", "Cambria"),
    "Arimo": ("Arial", "Helvetica", "Liberation Sans"),
    "Carlito": ("Calibri",),
}
_INCOMPLETE = ("Liberation Serif", "Liberation Sans")


class _RefusedError(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> None:
    """Convert what the JSON object in the only argument asks for."""
    order = json.loads(sys.argv[1])
    confine(Limits(**order["limits"]))
    try:
        look(Path(order["path"]))
        _convert(order)
        _say({"done": True})
    except _RefusedError as refused:
        _say({"refused": refused.code})
    except MemoryError:
        _say({"refused": "too_heavy"})
    except OSError as error:
        _say({"failed": "disk_full" if error.errno in _NO_ROOM else "failed"})


def look(path: Path) -> None:
    """Refuse bombs, macros and locked files by their directory, before anything is unpacked."""
    with path.open("rb") as file:
        is_compound = file.read(8) == compound.MAGIC
    if is_compound:
        _look_at_streams(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            _look_at_sizes(archive.infolist())
            _look_at_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _RefusedError("damaged") from error


def _look_at_streams(path: Path) -> None:
    try:
        names = compound.entry_names(path)
    except compound.CompoundError as error:
        raise _RefusedError("damaged") from error
    if names & _MACRO_STREAMS:
        raise _RefusedError("macros")


def _look_at_sizes(parts: list[zipfile.ZipInfo]) -> None:
    markup = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    is_bomb = any(
        part.file_size > max(_SMALL_BYTES, _MOST_RATIO * part.compress_size) for part in parts
    )
    unpacked = sum(part.file_size for part in parts)
    if (
        is_bomb
        or len(parts) > _MOST_PARTS
        or unpacked > _MOST_UNPACKED_BYTES
        or markup > _MOST_MARKUP_BYTES
    ):
        raise _RefusedError("too_heavy")


def _look_at_parts(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if any("vbaproject" in name.lower() or name.startswith(_MACRO_FOLDERS) for name in names):
        raise _RefusedError("macros")
    types = _part(archive, "[Content_Types].xml")
    if any(mark in types for mark in _MACRO_MARKS):
        raise _RefusedError("macros")
    if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise _RefusedError("encrypted")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a small part of the archive, b"" when it is not there."""
    try:
        with archive.open(name) as file:
            return file.read(_SMALL_BYTES)
    except KeyError:
        return b""


def _convert(order: dict[str, Any]) -> None:
    bench = Path(order["bench"])
    source = bench / f"in{order['suffix']}"
    source.symlink_to(order["path"])
    for name in ("out", "tmp", "home", "profile/user"):
        (bench / name).mkdir(parents=True)
    _write_settings(bench / "profile/user/registrymodifications.xcu")
    _write_fonts(bench / "fonts.conf", Path(order["fonts"]))
    command = [order["program"], "--headless", "--norestore", "--nologo", "--nodefault"]
    command += ["--nolockcheck", "--nofirststartwizard"]
    command += [f"-env:UserInstallation={(bench / 'profile').as_uri()}"]
    command += [f"--infilter={order['reads_as']}", "--convert-to", f"pdf:{order['writes_as']}"]
    done = subprocess.run(  # noqa: S603 (a fixed program, no shell)
        [*command, "--outdir", str(bench / "out"), str(source)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "HOME": str(bench / "home"),
            "TMPDIR": str(bench / "tmp"),
            "FONTCONFIG_FILE": str(bench / "fonts.conf"),
        },
        check=False,
        timeout=order["seconds"],
    )
    _judge(done.returncode, bench / "out" / "in.pdf")


def _judge(status: int, made: Path) -> None:
    """Raise unless a whole PDF was made; LibreOffice itself ends with 0 in either case."""
    if status == 0 and made.is_file() and made.stat().st_size > 0:
        return
    room = os.statvfs(made.parent)
    if room.f_bavail * room.f_frsize < _SMALL_BYTES:
        raise OSError(errno.ENOSPC, "No room left on the disk")
    raise _RefusedError("damaged" if status == 0 else "too_heavy")


def _write_settings(path: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{where}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for where, values in _SETTINGS.items()
        for name, value in values.items()
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items'
        ' xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


def _write_fonts(path: Path, fonts: Path) -> None:
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{missing}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{font}</string></edit></match>'
        for font, names in _STAND_INS.items()
        for missing in names
    )
    hidden = "".join(
        f'<pattern><patelt name="family"><string>{name}</string></patelt></pattern>'
        for name in _INCOMPLETE
    )
    path.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{escape(str(fonts))}</dir>{matches}'
        f"<selectfont><rejectfont>{hidden}</rejectfont></selectfont>"
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>',
        encoding="utf-8",
    )


def _say(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
