"""The runner behind ./bench: lists the benchmarks, runs one, prints a table or one JSON line."""

import argparse
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

import benches
from benches import Figure

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
TABLE_COLUMNS = 150


def main(arguments: list[str]) -> None:
    """List or run."""
    parser = argparse.ArgumentParser(prog="./bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=names())
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    parser.add_argument(
        "--control", action="store_true", help="take away what is measured: it must be noticed"
    )
    options = parser.parse_args(arguments)
    if options.name is None:
        print_list(as_json=options.json)
        return
    module = importlib.import_module(f"benches.{options.name}")
    if options.control and not hasattr(module, "control"):
        raise SystemExit(f"{options.name} has no control")
    try:
        figures: list[Figure] = module.control() if options.control else module.run(options.rounds)
    except RuntimeError as error:  # something that it needs is not on this machine
        raise SystemExit(str(error)) from error
    rounds = 1 if options.control else options.rounds
    result = {"name": options.name, "commit": commit(), "rounds": rounds}
    if options.json:
        print(json.dumps({**result, "figures": figures}, ensure_ascii=False), flush=True)
    else:
        print_table(f"{options.name} · {result['commit']} · {rounds} rounds", figures)


def names() -> list[str]:
    """Return the benchmarks: the modules of this package that have a run()."""
    found = pkgutil.iter_modules(benches.__path__)
    sources = {each.name: Path(benches.__path__[0]) / f"{each.name}.py" for each in found}
    return sorted(
        name
        for name, source in sources.items()
        if source.is_file() and "\ndef run(" in source.read_text(encoding="utf-8")
    )


def print_list(*, as_json: bool) -> None:
    """Print each benchmark with the first line of its docstring."""
    rows = {}
    for name in names():
        words = importlib.import_module(f"benches.{name}").__doc__ or ""
        rows[name] = words.strip().splitlines()[0]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for name, words in rows.items():
        print(f"{name:<12} {words}")


def commit() -> str:
    """Return the commit that was measured, marked if the tree differs from it."""
    head = git("rev-parse", "HEAD")
    return f"{head}-dirty" if git("status", "--porcelain") else head


def git(*arguments: str) -> str:
    """Ask git; an empty answer outside a repository."""
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def print_table(title: str, figures: list[Figure]) -> None:
    """Print the figures for people."""
    table = Table(title=title)
    for column in ("figure", "value", "spread", "peer", "ratio", "limit", ""):
        table.add_column(column)
    for each in figures:
        peer = each.get("peer")
        table.add_row(
            each["name"],
            f"{each['value']:g} {each['unit']}",
            spread(each.get("spread")),
            f"{each.get('peer_value'):g} {peer}" if peer else "",
            shown(each.get("ratio")),
            shown(each.get("limit")),
            {True: "ok", False: "NOT OK", None: ""}[each.get("ok")],
        )
    Console(width=max(Console().width, TABLE_COLUMNS)).print(table)


def spread(bounds: list[float] | float | None) -> str:
    """Write the smallest and the largest value, or a spread given as one number."""
    if isinstance(bounds, list):
        return " … ".join(f"{bound:g}" for bound in bounds)
    return shown(bounds)


def shown(value: float | str | None) -> str:
    """Write a number or words, or nothing for None."""
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:g}"


if __name__ == "__main__":
    main(sys.argv[1:])
