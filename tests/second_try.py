"""A pytest plugin for CI: what drives a browser or a server of its own gets a second try.

Such a test can be late on a machine that is busy with something else, and a landing must not hang
on that; one that fails twice is a failure. Who needed the second try is named at the end: it is
unsteady and to be mended, here or in the product. Nothing else is tried twice.
"""

import os

import pytest

TRIED_TWICE = ("browser", "server")


@pytest.hookimpl(trylast=True)  # the folders mark their tests first
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not os.environ.get("CI"):
        return
    for item in items:
        if any(item.get_closest_marker(name) for name in TRIED_TWICE):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    failed = {report.nodeid for report in terminalreporter.stats.get("failed", [])}
    tried = {report.nodeid for report in terminalreporter.stats.get("rerun", [])}
    if tried - failed:
        terminalreporter.section("CHỈ QUA Ở LẦN THỨ HAI · PASSED ONLY AT THE SECOND TRY", bold=True)
    for name in sorted(tried - failed):
        terminalreporter.write_line(name, yellow=True)
