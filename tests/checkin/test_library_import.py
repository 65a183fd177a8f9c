"""Importing face_recognition never ends the process, warns or loads what it must not."""

from pathlib import Path

import pytest

from tests.checkin.checks import the_process_lives

pytestmark = pytest.mark.slow

IMPORT = """
from checkin.encoders.dlib import face_recognition_library
library = face_recognition_library()
"""


def test_the_library_loads_without_pkg_resources() -> None:
    the_process_lives(IMPORT)


def test_the_shim_is_gone_afterwards() -> None:
    the_process_lives(IMPORT + "assert 'pkg_resources' not in sys.modules")


def test_the_68_point_predictor_is_never_read() -> None:
    the_process_lives(
        "import dlib\n"
        "read, true_predictor = [], dlib.shape_predictor\n"
        "dlib.shape_predictor = lambda path: read.append(path) or true_predictor(path)\n"
        + IMPORT
        + "assert read and not any('68' in path for path in read), read"
    )


def test_a_library_that_quits_is_an_error_and_no_end(tmp_path: Path) -> None:
    (tmp_path / "face_recognition.py").write_text("quit()")
    the_process_lives(
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "from checkin.encoders import load_encoder\n"
        "from checkin.errors import EncoderUnavailableError\n"
        "try:\n"
        "    load_encoder('dlib')\n"
        "except EncoderUnavailableError as error:\n"
        "    assert error.code == 'encoder_unavailable'\n"
        "else:\n"
        "    raise SystemExit('it loaded')\n"
    )


def test_a_library_that_is_not_there_is_an_error_and_no_end() -> None:
    the_process_lives(
        "sys.modules['face_recognition_models'] = None\n"
        "from checkin.encoders import load_encoder\n"
        "from checkin.errors import EncoderUnavailableError\n"
        "try:\n"
        "    load_encoder('auto')\n"
        "except EncoderUnavailableError as error:\n"
        "    assert error.code == 'encoder_unavailable'\n"
    )
