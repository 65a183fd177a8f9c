"""A pytest plugin for ./test controls: a control passes when its assertion fails.

A control takes one protection away and asks for what the protected test asks. An error on the
way, a timeout or a skip does not count: only the check itself may fail.
"""

from collections.abc import Generator

import pytest

RESULTS: dict[str, str] = {}


def failed_by_assertion(error: BaseException) -> bool:
    """The check said no; pytest's own words for a missing exception are such a no."""
    if isinstance(error, pytest.fail.Exception):
        return str(error).startswith("DID NOT")
    return isinstance(error, AssertionError)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when != "call":
        if report.outcome != "passed":
            RESULTS[item.nodeid] = f"{call.when} {report.outcome}: proves nothing"
            report.outcome = "failed"
        return report
    if call.excinfo is not None and failed_by_assertion(call.excinfo.value):
        RESULTS[item.nodeid] = "failed, as it must"
        report.outcome, report.longrepr = "passed", None
        return report
    how = "passed" if call.excinfo is None else f"{call.excinfo.typename}: {call.excinfo.value}"
    RESULTS[item.nodeid] = f"{' '.join(how.split())[:100]}: proves nothing"
    report.outcome = "failed"
    report.longrepr = report.longrepr or "the control passed with its protection taken away"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    unmarked = [item.nodeid for item in items if item.get_closest_marker("control") is None]
    if unmarked:
        raise pytest.UsageError(f"not marked with pytest.mark.control: {', '.join(unmarked)}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("negative controls", bold=True)
    for control, result in sorted(RESULTS.items()):
        good = result == "failed, as it must"
        terminalreporter.write_line(f"{control}\n    {result}", green=good, red=not good)
