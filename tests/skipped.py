"""A pytest plugin: its last words say what else was checked and what could not run here.

tests/optional.txt names the parts a machine may lack; a skip is one of them if its reason holds
the part's name. With CI set, any other skip fails the run.
"""

import json
import os
import time
from collections import Counter
from pathlib import Path

import pytest

OPTIONAL = Path(__file__).with_name("optional.txt")


def optional_parts() -> list[str]:
    """The names at the beginning of the lines of optional.txt."""
    lines = OPTIONAL.read_text(encoding="utf-8").splitlines()
    return [line.split(":")[0] for line in lines if line and not line.startswith("#")]


def skip_reasons(reporter: pytest.TerminalReporter) -> Counter[str]:
    """How many tests were skipped, by reason."""
    reasons = (
        report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        for report in reporter.stats.get("skipped", [])
    )
    return Counter(reason.removeprefix("Skipped: ") for reason in reasons)


def is_optional(reason: str) -> bool:
    """The reason names a part that a machine may lack."""
    return any(part in reason for part in optional_parts())


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # one of several processes; the first one sums up
        return
    needed = [reason for reason in skip_reasons(reporter) if not is_optional(reason)]
    if os.environ.get("CI") and needed and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = skip_reasons(terminalreporter)
    if reasons:
        terminalreporter.section(
            "KHÔNG CHẠY ĐƯỢC TRÊN MÁY NÀY · NOT RUN ON THIS MACHINE", bold=True
        )
    for reason, count in reasons.most_common():
        kind = "optional" if is_optional(reason) else "NEEDED, CI fails without it"
        terminalreporter.write_line(f"{count:4} × {reason}  [{kind}]", yellow=True)
    if place := os.environ.get("OTHER_CHECKS"):
        show_other_checks(terminalreporter, Path(place))


def show_other_checks(reporter: pytest.TerminalReporter, place: Path) -> None:
    """Wait for the checks that run beside pytest, and show how each of them ended."""
    reporter.section("checks beside pytest", bold=True)
    while not place.exists():
        time.sleep(0.1)
    for check in json.loads(place.read_text(encoding="utf-8")):
        if check["passed"]:
            reporter.write_line(f"✓ {check['name']}  {check['seconds']:.1f} s", green=True)
        else:
            reporter.write_line(check["output"])
            reporter.write_line(f"✗ {check['name']} FAILED", red=True, bold=True)
