"""The face models: which files, from where, and installing them by their sha256."""

import hashlib
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import TypeAlias

from checkin.errors import ModelInstallError

_ZOO = "https://media.githubusercontent.com/media/opencv/opencv_zoo/main/models"
_BLOCK = 1 << 16
_TIMEOUT_SECONDS = 30

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with a file's name, the bytes there so far and the bytes in all."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model; without a `url` it is only ever taken from a folder."""

    name: str
    sha256: str
    size: int
    url: str | None = None

    def is_in(self, folder: Path) -> bool:
        """Say whether a file of this name and size lies there; the hash was checked before."""
        path = folder / self.name
        return path.is_file() and path.stat().st_size == self.size


YUNET = ModelFile(
    "face_detection_yunet_2023mar.onnx",
    "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
    232_589,
    f"{_ZOO}/face_detection_yunet/face_detection_yunet_2023mar.onnx",
)
SFACE = ModelFile(
    "face_recognition_sface_2021dec.onnx",
    "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79",
    38_696_353,
    f"{_ZOO}/face_recognition_sface/face_recognition_sface_2021dec.onnx",
)
MOBILEFACENET = ModelFile(
    "MobileFaceNet.onnx",
    "b7120c095d60094f28a4a54ba6a8bf51b297a6273fb40ef6350dfec1f63d9507",
    3_998_070,
)
MOBILEFACENET_DATA = ModelFile(
    "MobileFaceNet.onnx.data",
    "0b6400e57e9973bed03816c500eb0c2819c623634cf5ea005e6508e95af883f6",
    4_071_936,
)
MINIFASNET_V2 = ModelFile(
    "2.7_80x80_MiniFASNetV2.onnx",
    "8b08a679f88242d3d4ab3915db0a901d77c4bbfe7b2e3bfe21071ff513d06b2e",
    1_727_043,
)
MINIFASNET_V1SE = ModelFile(
    "4_0_0_80x80_MiniFASNetV1SE.onnx",
    "b9324c7ce9b7c64af23d0da6601257645be798110f185e5017518b40caeeb8a8",
    1_723_134,
)

FOR_USERS = (YUNET, SFACE)
"""What every installation gets: both under licences that allow any use (MIT, Apache-2.0)."""
FROM_FOLDER = (MOBILEFACENET, MOBILEFACENET_DATA, MINIFASNET_V2, MINIFASNET_V1SE)
"""What is taken along when it lies in the folder of `--from`."""


def install(
    models_dir: Path,
    *,
    source: Path | None = None,
    files: Sequence[ModelFile] = FOR_USERS,
    on_progress: Progress | None = None,
) -> list[Path]:
    """Install models into a folder and return the files that are there now.

    From the network a broken download goes on where it stopped. From a folder (`source`) the
    optional models come along, and one of `files` may be missing when another encoder is there.
    Every file is checked before it gets its name; raises ModelInstallError and leaves what was
    installed before as it was.
    """
    models_dir.mkdir(parents=True, exist_ok=True)
    told = on_progress or (lambda _name, _done, _total: None)
    if source is not None:
        return _copy_all(source, models_dir, files=files, told=told)
    for file in files:
        if not _is_right(models_dir / file.name, file):
            _download(file, models_dir, told=told)
    return [models_dir / file.name for file in files]


def _copy_all(
    source: Path, models_dir: Path, *, files: Sequence[ModelFile], told: Progress
) -> list[Path]:
    wanted = [file for file in (*files, *FROM_FOLDER) if (source / file.name).is_file()]
    if not wanted:
        names = ", ".join(file.name for file in files)
        raise ModelInstallError(f"No face model lies in {source}: {names}", code="model_missing")
    for file in wanted:
        _refuse_unless_right(source / file.name, file)
    for file in wanted:
        partial = _partial(models_dir, file)
        shutil.copyfile(source / file.name, partial)
        _put_in_place(partial, models_dir, file)
        told(file.name, file.size, file.size)
    return [models_dir / file.name for file in wanted]


def _download(file: ModelFile, models_dir: Path, *, told: Progress) -> None:
    if file.url is None:
        raise ModelInstallError(f"{file.name} has no address", code="model_missing")
    partial = _partial(models_dir, file)
    try:
        _fetch(file, partial, told=told)
    except (urllib.error.URLError, HTTPException, OSError) as error:
        raise ModelInstallError(
            f"{file.url} cannot be fetched: {error}. Try again, it goes on where it stopped; "
            "without internet bring the files: ./run models --from FOLDER"
        ) from error
    if partial.stat().st_size < file.size:
        raise ModelInstallError(f"{file.name} broke off; the next try goes on from there")
    _put_in_place(partial, models_dir, file)


def _fetch(file: ModelFile, partial: Path, *, told: Progress) -> None:
    """Append what is missing; a server that ignores the range sends all of it again."""
    done = partial.stat().st_size if partial.exists() else 0
    if done >= file.size:
        return
    request = urllib.request.Request(file.url or "", headers={"Range": f"bytes={done}-"})  # noqa: S310 - the addresses are ours
    with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
        if answer.status != 206:
            done = 0
        with partial.open("ab" if done else "wb") as out:
            for block in _blocks(answer, file.size - done):
                out.write(block)
                done += len(block)
                told(file.name, done, file.size)


def _blocks(answer: HTTPResponse, most: int) -> Iterator[bytes]:
    """Read at most so many bytes: a server that never stops must not fill the disk."""
    while most > 0 and (block := answer.read(min(_BLOCK, most))):
        most -= len(block)
        yield block


def _partial(models_dir: Path, file: ModelFile) -> Path:
    # The hash in the name: what is left of another version is never continued.
    return models_dir / f".{file.name}.{file.sha256[:8]}.part"


def _put_in_place(partial: Path, models_dir: Path, file: ModelFile) -> None:
    try:
        _refuse_unless_right(partial, file)
    except ModelInstallError:
        partial.unlink()
        raise
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    partial.replace(models_dir / file.name)


def _is_right(path: Path, file: ModelFile) -> bool:
    return path.is_file() and _sha256(path) == file.sha256


def _refuse_unless_right(path: Path, file: ModelFile) -> None:
    if _sha256(path) != file.sha256:
        raise ModelInstallError(
            f"{path.name} is not the file it should be (sha256)", code="model_hash_wrong"
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
