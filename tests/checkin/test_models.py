"""Models arrive whole and right, or not at all; a broken download goes on."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkin.errors import ModelInstallError
from checkin.models import FOR_USERS, ModelFile, install
from tests.checkin.checks import a_changed_file_is_refused
from tests.checkin.model_server import ModelServer, serving

CONTENT = bytes(range(256)) * 2_000


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(CONTENT) as running:
        yield running


@pytest.fixture
def file(server: ModelServer) -> ModelFile:
    return a_file(server.url)


def a_file(url: str | None = None) -> ModelFile:
    return ModelFile("model.onnx", hashlib.sha256(CONTENT).hexdigest(), len(CONTENT), url)


def test_a_model_is_fetched_with_progress(file: ModelFile, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    (there,) = install(
        tmp_path / "models", files=[file], on_progress=lambda *news: told.append(news)
    )
    assert there.read_bytes() == CONTENT
    assert told[-1] == ("model.onnx", len(CONTENT), len(CONTENT))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["model.onnx"]


def test_what_is_there_is_not_fetched_again(
    server: ModelServer, file: ModelFile, tmp_path: Path
) -> None:
    install(tmp_path, files=[file])
    install(tmp_path, files=[file])
    assert len(server.asked) == 1


def test_a_broken_download_goes_on_where_it_stopped(
    server: ModelServer, file: ModelFile, tmp_path: Path
) -> None:
    server.breaks_after = 200_000
    with pytest.raises(ModelInstallError) as refused:
        install(tmp_path, files=[file])
    assert refused.value.code == "model_unreachable"
    assert not (tmp_path / "model.onnx").exists()

    server.breaks_after = None
    install(tmp_path, files=[file])
    assert (tmp_path / "model.onnx").read_bytes() == CONTENT
    assert server.asked[0] == "bytes=0-"
    begun = int((server.asked[1] or "").removeprefix("bytes=").removesuffix("-"))
    assert 0 < begun <= 200_000


def test_a_server_without_ranges_starts_over(
    server: ModelServer, file: ModelFile, tmp_path: Path
) -> None:
    server.breaks_after = 200_000
    with pytest.raises(ModelInstallError):
        install(tmp_path, files=[file])
    server.breaks_after, server.takes_ranges = None, False
    install(tmp_path, files=[file])
    assert (tmp_path / "model.onnx").read_bytes() == CONTENT


def test_wrong_bytes_from_the_network_leave_nothing(
    server: ModelServer, file: ModelFile, tmp_path: Path
) -> None:
    server.content = CONTENT[:-1] + b"x"
    with pytest.raises(ModelInstallError) as refused:
        install(tmp_path, files=[file])
    assert refused.value.code == "model_hash_wrong"
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_never_stops_fills_no_disk(
    server: ModelServer, file: ModelFile, tmp_path: Path
) -> None:
    server.content = CONTENT * 10
    install(tmp_path, files=[file])
    assert (tmp_path / "model.onnx").stat().st_size == len(CONTENT)


def test_a_wrong_file_does_not_replace_a_right_one(
    server: ModelServer, file: ModelFile, tmp_path: Path
) -> None:
    install(tmp_path, files=[file])
    server.content = b"y" * len(CONTENT)
    with pytest.raises(ModelInstallError):
        install(tmp_path, files=[replace(file, sha256="0" * 64)])
    assert (tmp_path / "model.onnx").read_bytes() == CONTENT


def test_nobody_answers(tmp_path: Path) -> None:
    with serving(CONTENT) as server:
        gone = a_file(server.url)
    with pytest.raises(ModelInstallError, match="--from FOLDER") as refused:
        install(tmp_path, files=[gone])
    assert refused.value.code == "model_unreachable"


def test_a_folder_serves_a_closed_network(tmp_path: Path) -> None:
    source = tmp_path / "stick"
    source.mkdir()
    (source / "model.onnx").write_bytes(CONTENT)
    (there,) = install(tmp_path / "models", source=source, files=[a_file()])
    assert there.read_bytes() == CONTENT


def test_a_changed_file_on_the_stick_is_refused(tmp_path: Path) -> None:
    source, models = tmp_path / "stick", tmp_path / "models"
    source.mkdir()
    (source / "model.onnx").write_bytes(CONTENT)
    a_changed_file_is_refused(source, models, a_file())


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with pytest.raises(ModelInstallError, match=r"model\.onnx") as refused:
        install(tmp_path / "models", source=tmp_path / "stick", files=[a_file()])
    assert refused.value.code == "model_missing"


def test_users_get_what_any_use_is_allowed_of() -> None:
    assert [file.name for file in FOR_USERS] == [
        "face_detection_yunet_2023mar.onnx",
        "face_recognition_sface_2021dec.onnx",
    ]
    assert FOR_USERS[1].size == 38_696_353
    assert all((file.url or "").startswith("https://") for file in FOR_USERS)
