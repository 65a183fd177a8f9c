"""The command line of face check-in: `python -m checkin identify | evaluate | models`."""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checkin import evaluate
from checkin.encoders import load_encoder
from checkin.errors import FaceError, FolderError
from checkin.liveness import load_liveness
from checkin.models import install

_DIGITS = 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, or 2 with a sentence on stderr.

    130 after Ctrl-C, 1 when whoever reads the lines stopped reading.
    """
    chosen = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # JSON is UTF-8 whatever the locale is; what a file name holds besides stays readable JSON.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        chosen.command(chosen)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except (FaceError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m checkin", description=__doc__)
    commands = parser.add_subparsers(required=True)
    models = Path(os.environ.get("MODELS_DIR") or "models")

    identify = commands.add_parser("identify", help="decide photographs against a gallery")
    identify.set_defaults(command=_identify)
    identify.add_argument("--gallery", type=Path, required=True, metavar="DIR")
    identify.add_argument("--probes", type=Path, required=True, metavar="DIR")
    identify.add_argument("--engine", choices=("auto", "dlib", "onnx"), default="auto")
    identify.add_argument("--models", type=Path, default=models, metavar="DIR")
    identify.add_argument("--frames", type=_count, default=1, metavar="N")

    attacks = commands.add_parser("evaluate", help="measure liveness (ISO/IEC 30107-3 words)")
    attacks.set_defaults(command=_evaluate)
    attacks.add_argument("--live", type=Path, required=True, metavar="DIR")
    attacks.add_argument("--attacks", type=Path, required=True, nargs="+", metavar="DIR")
    attacks.add_argument("--engine", choices=("auto", "dlib", "onnx"), default="auto")
    attacks.add_argument("--models", type=Path, default=models, metavar="DIR")

    installing = commands.add_parser("models", help="install the face models, checking sha256")
    installing.set_defaults(command=_models)
    installing.add_argument("--from", type=Path, dest="source", metavar="FOLDER")
    installing.add_argument("--models", type=Path, default=models, metavar="DIR")
    return parser


def _identify(chosen: argparse.Namespace) -> None:
    encoder = load_encoder(chosen.engine, chosen.models)
    enrolment = evaluate.enrol(encoder, chosen.gallery)
    for photo, why in enrolment.refused:
        print(f"Not enrolled: {photo}: {why}", file=sys.stderr)
    probes = 0
    for probe in evaluate.identify(encoder, enrolment, chosen.probes, frames=chosen.frames):
        _print(_line(probe, chosen.probes))
        probes += 1
    if probes == 0:
        print(f"{chosen.probes} holds no photographs of people", file=sys.stderr)
    thresholds = enrolment.calibration.thresholds
    _print(
        {
            "engine": encoder.engine,
            "model": encoder.model,
            "threshold": _rounded(thresholds.accept),
            "margin": _rounded(thresholds.margin),
            "ask": _rounded(thresholds.ask),
            "confirm_sure": thresholds.confirm_sure,
            "people": len(enrolment.gallery),
            "photos": enrolment.gallery.photos,
        }
    )


def _line(probe: evaluate.Probe, folder: Path) -> dict[str, Any]:
    names = [photo.relative_to(folder).as_posix() for photo in probe.photos]
    return {
        "probe": names[0],
        **({"photos": names} if len(names) > 1 else {}),
        "decision": probe.decision,
        "best": probe.nearest.delegate_id,
        "score": _rounded(probe.nearest.score),
        "runner_up": probe.nearest.runner_up_id,
        "margin": _rounded(probe.nearest.margin),
        "ms": round(probe.milliseconds, 2),
    }


def _evaluate(chosen: argparse.Namespace) -> None:
    liveness = load_liveness(chosen.models)
    if liveness is None:
        raise FaceError("The liveness models are not installed", code="models_missing")
    encoder = load_encoder(chosen.engine, chosen.models)
    live = evaluate.present(encoder, liveness, chosen.live)
    species = {
        folder.name: evaluate.present(encoder, liveness, folder)
        for folder in _species(chosen.attacks)
    }
    live_rate = live.live_rate
    _print(
        {
            "apcer": {name: _rounded(shown.live_rate) for name, shown in species.items()},
            "bpcer": None if live_rate is None else _rounded(1 - live_rate),
            "upper_95": {
                "apcer": {
                    name: _rounded(evaluate.at_most(shown.called_live, shown.judged))
                    for name, shown in species.items()
                },
                "bpcer": _rounded(evaluate.at_most(live.judged - live.called_live, live.judged)),
            },
            "counts": {
                "live": _counts(live),
                "attacks": {name: _counts(shown) for name, shown in species.items()},
            },
        }
    )


def _species(given: Sequence[Path]) -> list[Path]:
    """Take one folder of each species, or one `DIR` that holds such folders."""
    for folder in given:
        if not folder.is_dir():
            raise FolderError(f"There is no folder {folder}")
    if len(given) > 1 or evaluate.pictures_in(given[0]):
        return list(given)
    inside = [path for path in sorted(given[0].iterdir()) if path.is_dir()]
    return inside or [given[0]]


def _counts(shown: evaluate.Presentations) -> dict[str, int]:
    return {
        "shown": shown.shown,
        "called_live": shown.called_live,
        "called_attack": shown.judged - shown.called_live,
        "no_face": shown.no_face,
    }


def _models(chosen: argparse.Namespace) -> None:
    def told(name: str, done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{name}  {done / 1e6:6.1f} / {total / 1e6:.1f} MB", end=end, flush=True)

    for path in install(chosen.models, source=chosen.source, on_progress=told):
        print(path)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _print(line: dict[str, Any]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
