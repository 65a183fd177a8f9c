"""`python -m checkin` as it is called: one line of JSON per probe, each decided alone."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checkin.models import YUNET
from tests.checkin.inputs import ROOT, faces_dir, models_dir, people


def checkin(
    *arguments: str | Path, models: Path | None = None, locale: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"MODELS_DIR": str(models)} if models else {})
    environment |= {"LC_ALL": locale} if locale else {}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "checkin", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=280,
        check=False,
    )


def lines(ended: subprocess.CompletedProcess[str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    assert ended.returncode == 0, ended.stderr
    *probes, last = [json.loads(line) for line in ended.stdout.splitlines()]
    return probes, last


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Six people: the first photograph enrolled, the others as probes; and two strangers."""
    gallery, probes = tmp_path_factory.mktemp("gallery"), tmp_path_factory.mktemp("probes")
    for number, (name, (first, *others)) in enumerate(list(people().items())[-8:]):
        if number >= 2:
            link(first, gallery / name)
        for photo in others[:4]:
            link(photo, probes / name)
    link(faces_dir() / "_group" / "two_people.jpg", gallery / "_left_out")
    return gallery, probes


def link(photo: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / photo.name).symlink_to(photo.resolve())


@pytest.mark.faces
def test_identify_decides_every_probe(folders: tuple[Path, Path]) -> None:
    gallery, probes = folders
    answers, last = lines(
        checkin("identify", "--gallery", gallery, "--probes", probes, models=models_dir())
    )
    known = {folder.name for folder in gallery.iterdir()}
    assert len(answers) == sum(1 for _ in probes.rglob("*.*"))
    for answer in answers:
        assert {"probe", "decision", "best", "score", "runner_up", "margin", "ms"} <= set(answer)
        person = answer["probe"].split("/")[0]
        if person in known:
            assert (answer["decision"], answer["best"]) == ("sure", person)
        else:
            assert answer["decision"] in ("unsure", "unknown")
    people_enrolled = len(known) - 1
    assert last["engine"] == "onnx"
    assert (last["people"], last["photos"]) == (people_enrolled, people_enrolled)
    assert last["threshold"] >= 0.5
    assert last["margin"] == 0.1


@pytest.mark.faces
def test_a_probe_is_decided_alone(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """One probe by itself has the answer that it had among the others."""
    gallery, probes = folders
    person = max(probes.iterdir())
    photo = max(person.iterdir())
    link(photo, tmp_path / person.name)
    arguments = ("identify", "--gallery", gallery, "--models", models_dir(), "--probes")
    among, first_summary = lines(checkin(*arguments, probes))
    (alone,), summary = lines(checkin(*arguments, tmp_path))
    before = next(answer for answer in among if answer["probe"] == alone["probe"])
    assert {**before, "ms": 0} == {**alone, "ms": 0}
    assert summary == first_summary


@pytest.mark.faces
def test_frames_fuses_consecutive_photographs(folders: tuple[Path, Path]) -> None:
    gallery, probes = folders
    answers, _ = lines(
        checkin(
            *("identify", "--gallery", gallery, "--probes", probes),
            *("--models", models_dir(), "--frames", "3"),
        )
    )
    per_person = {folder.name: len(list(folder.iterdir())) for folder in probes.iterdir()}
    assert len(answers) == sum(-(-count // 3) for count in per_person.values())
    fused = [answer for answer in answers if len(answer.get("photos", [])) == 3]
    assert fused
    assert all(answer["photos"][0] == answer["probe"] for answer in fused)


@pytest.mark.faces
def test_a_picture_without_a_face_is_no_face(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gallery, _ = folders
    (tmp_path / "wall").mkdir()
    (tmp_path / "wall" / "broken.jpg").write_bytes(b"no picture")
    (answer,), _ = lines(
        checkin("identify", "--gallery", gallery, "--probes", tmp_path, "--models", models_dir())
    )
    assert answer["decision"] == "no_face"
    assert answer["best"] is None
    assert answer["margin"] is None


@pytest.mark.faces
def test_dlib_needs_no_models(tmp_path: Path) -> None:
    gallery, probes = tmp_path / "gallery", tmp_path / "probes"
    gallery.mkdir()
    probes.mkdir()
    for name, (first, second, *_) in list(people().items())[-3:]:
        link(first, gallery / name)
        link(second, probes / name)
    answers, last = lines(
        checkin("identify", "--gallery", gallery, "--probes", probes, "--models", tmp_path)
    )
    assert last["engine"] == "dlib"
    assert last["threshold"] >= 0.6
    assert last["confirm_sure"]
    assert all(answer["best"] == answer["probe"].split("/")[0] for answer in answers)


@pytest.mark.faces
def test_evaluate_counts_attacks_by_species(tmp_path: Path) -> None:
    samples = faces_dir() / "_antispoof_samples"
    link(samples / "image_T1.jpg", tmp_path / "live")
    (tmp_path / "attacks").mkdir()
    link(samples / "image_F1.jpg", tmp_path / "attacks" / "paper")
    link(samples / "image_F2.jpg", tmp_path / "attacks" / "screen")
    ended = checkin(
        *("evaluate", "--live", tmp_path / "live", "--attacks", tmp_path / "attacks"),
        *("--models", models_dir()),
    )
    _, result = lines(ended)
    assert result["apcer"] == {"paper": 0.0, "screen": 0.0}
    assert result["bpcer"] == 0.0
    assert result["counts"]["attacks"]["paper"] == {
        "shown": 1,
        "called_live": 0,
        "called_attack": 1,
        "no_face": 0,
    }


@pytest.mark.parametrize("command", ["identify", "evaluate"])
def test_missing_models_are_said_in_one_sentence(command: str, tmp_path: Path) -> None:
    arguments = {
        "identify": ["--gallery", tmp_path, "--probes", tmp_path, "--engine", "onnx"],
        "evaluate": ["--live", tmp_path, "--attacks", tmp_path],
    }[command]
    ended = checkin(command, *arguments, "--models", tmp_path)
    assert ended.returncode == 2
    assert "not installed" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.faces
def test_models_come_from_a_folder(tmp_path: Path) -> None:
    ended = checkin("models", "--from", models_dir(), "--models", tmp_path / "models")
    assert ended.returncode == 0, ended.stderr
    assert YUNET.is_in(tmp_path / "models")
    assert YUNET.name in ended.stdout
