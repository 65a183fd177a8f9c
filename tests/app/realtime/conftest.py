"""The two send loops, so that each promise is asked of both."""

import pytest

from app.realtime.send_loop_build import c_compiler, made


@pytest.fixture(scope="session")
def compiled_in(tmp_path_factory):
    """The folder in which the compiled loop lies, made once."""
    if c_compiler() is None:
        pytest.skip("no C compiler on this machine: the compiled send loop cannot be made")
    folder = tmp_path_factory.mktemp("send_loop")
    made(folder)
    return folder


@pytest.fixture(params=["python", "compiled"])
def loop(request):
    """What a fan-out server is told, so that it sends by this loop."""
    if request.param == "python":
        return {}
    return {"compiled_in": str(request.getfixturevalue("compiled_in"))}
