"""What ./bench does: sets up, then lists the benchmarks or runs one."""

from __future__ import annotations

import sys

from tools import setup
from tools.console import StepError
from tools.start import become


def main(arguments: list[str]) -> None:
    """Become the runner of the benchmarks; what is set up first goes to standard error."""
    try:
        setup.set_up()
    except StepError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    become("benches", arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
