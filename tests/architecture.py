"""The rules of the house that imports alone cannot hold; each names the places that break it."""

import ast
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path

PACKAGES = ("app", "documents", "checkin", "kiosk")
HOMES = {
    "reportlab": "documents/sheets*.py",
    "cv2": "checkin/opencv.py",
    "face_recognition": "checkin/encoders/dlib.py",
    "face_recognition_models": "checkin/encoders/dlib.py",
    "dlib": "checkin/encoders/dlib.py",
    "onnxruntime": "checkin/*.py",
}
DATABASE_HANDLES = ("session", "connection", "engine")
REFUSALS = ("RefusedError", "InvalidError", "NotOpenError", "SignInError")
CLOCK_READINGS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
TWO_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
ANSWERING = ("routes", "api", "socket")

Rule = Callable[[Path], list[str]]


def modules(root: Path, *packages: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield path and syntax tree of every module of these packages."""
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the dotted name it calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of every import, also of those inside functions and by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                yield node.lineno, str(first.value)


def only_realtime_commits(root: Path) -> list[str]:
    """Every change leaves by one door: nothing else ends a transaction."""
    found = []
    for path, tree in modules(root, "app"):
        for call, name in calls(tree):
            receiver, _, verb = name.rpartition(".")
            ends = verb == "commit" or (verb == "begin" and receiver.endswith(DATABASE_HANDLES))
            if (
                receiver.endswith(DATABASE_HANDLES)
                and ends
                and not path.startswith("app/realtime/")
            ):
                found.append(f"{path}:{call.lineno} {name}")
    return found


def only_realtime_emits(root: Path) -> list[str]:
    """Nothing is announced but what the door announces after its commit."""
    return [
        f"{path}:{call.lineno} {name}"
        for path, tree in modules(root, "app")
        for call, name in calls(tree)
        if name.rpartition(".")[2] == "emit" and not path.startswith("app/realtime/")
    ]


def heavy_packages_stay_at_home(root: Path) -> list[str]:
    """Each heavy or dangerous package is imported in one place only."""
    return [
        f"{path}:{line} {name}"
        for path, tree in modules(root, *PACKAGES)
        for line, name in imported(tree)
        if (home := HOMES.get(name.split(".")[0])) and not fnmatch(path, home)
    ]


def features_have_names_of_their_own(root: Path) -> list[str]:
    """A feature never bears the name of a top-level package."""
    return [f"app/{name}" for name in PACKAGES if (root / "app" / name).exists()]


def only_the_clock_tells_the_time(root: Path) -> list[str]:
    """The server reads the time in app/clock.py, so that tests can stop it."""
    return [
        f"{path}:{call.lineno} {name}"
        for path, tree in modules(root, "app")
        for call, name in calls(tree)
        if name.endswith(CLOCK_READINGS) and path != "app/clock.py"
    ]


def refusals_speak_every_language(root: Path) -> list[str]:
    """What a rule says to people goes through gettext; a list of field names is no sentence."""
    return [
        f"{path}:{call.lineno} {name}"
        for path, tree in modules(root, "app")
        for call, name in calls(tree)
        if name.rpartition(".")[2] in REFUSALS
        and call.args
        and isinstance(call.args[0], ast.Constant | ast.JoinedStr)
        and TWO_WORDS.search(ast.unparse(call.args[0]))
    ]


def features_use_no_answering_module_of_another(root: Path) -> list[str]:
    """Across features only models, queries and actions are used."""
    found = []
    for path, tree in modules(root, "app"):
        feature = path.split("/")[1]
        for line, name in imported(tree):
            match name.split("."):
                case ["app", other, part, *_] if part in ANSWERING and path.count("/") > 1:
                    if other != feature:
                        found.append(f"{path}:{line} {name}")
    return found


def nothing_is_patched_on_import(root: Path) -> list[str]:
    """The standard library is patched only where wsgi.py is started as the server."""
    return [
        f"{path}:{call.lineno} {name}"
        for path, tree in modules(root, *PACKAGES)
        for call, name in calls(tree)
        if name.endswith("patch_all")
    ]


RULES: tuple[Rule, ...] = (
    only_realtime_commits,
    only_realtime_emits,
    heavy_packages_stay_at_home,
    features_have_names_of_their_own,
    only_the_clock_tells_the_time,
    refusals_speak_every_language,
    features_use_no_answering_module_of_another,
    nothing_is_patched_on_import,
)
