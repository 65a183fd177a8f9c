"""Takes the pictures of each state of the desk: `python -m tests.browser.desk_screens [FOLDER]`.

The kiosk is the real process with a film for its camera, the desk page a real server's. Into
docs/screens go the pictures of a laptop; with a FOLDER every size, for whoever looks at them.
"""

import sys
import tempfile
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES, launch
from tests.browser.desk_journey import NAMES, DeskHall, enter
from tests.browser.screens import LANGUAGES, keep_picture_of, opened
from tests.kiosk.states import STATES, State, brought_about
from tests.running import running_server

LAPTOP = SCREEN_SIZES[0]
PATIENCE_MS = 60_000
Taken = tuple[Page, str, tuple[int, int]]


def main() -> None:
    """Take every picture in both languages; with names of states only theirs."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    wanted = set(sys.argv[2:])
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        for state in STATES:
            if not wanted or state.name in wanted:
                take_kiosk(state, browser, Path(name), folder)
        if not wanted or "desk" in wanted:
            with running_server(Path(name) / "data") as server:
                take_desk_page(DeskHall(server, server.admin()), browser, folder)
        browser.close()


def take_kiosk(state: State, browser: Browser, work: Path, folder: Path | None) -> None:
    """Take the kiosk in one state; a state that passes is brought about once for each language."""
    for language in LANGUAGES:
        with ExitStack() as stack:
            place = work / f"{state.name}-{language}"
            desk, _hall = stack.enter_context(brought_about(state, place))
            sizes = SCREEN_SIZES if folder else [LAPTOP]
            pages = [stack.enter_context(opened(browser, size, language)) for size in sizes]
            for page in pages:
                page.goto(f"{desk.url}?language={language}")
            for page, size in zip(pages, sizes, strict=True):
                page.wait_for_timeout(700)
                save((page, language, size), f"kiosk-{state.name}", folder)


def take_desk_page(desk: DeskHall, browser: Browser, folder: Path | None) -> None:
    """Take the desk page after each thing that can be entered."""
    elsewhere = DeskHall(desk.hall.server, desk.hall.admin)
    person = next(each for each in desk.hall.get("/delegates") if each["name"] == NAMES[1])["id"]
    old = desk.badges[NAMES[1]]
    desk.hall.admin.call("POST", f"{desk.hall.api}/delegates/{person}/badge", {})
    for language in LANGUAGES:
        for size in [*PHONE_SIZES, *SCREEN_SIZES] if folder else [LAPTOP]:
            with opened(browser, size, language) as page:
                desk.hall.opened_by_staff(page, f"/desk/{{id}}?lang={language}")
                taken = (page, language, size)
                save(taken, "desk-ready", folder)
                page.fill("#entry", "an")
                expect(page.locator("#found .row").first).to_be_visible()
                save(taken, "desk-search", folder)
                take_answers(desk, taken, folder, codes={"other": elsewhere, "old": old})


def take_answers(
    desk: DeskHall, taken: Taken, folder: Path | None, *, codes: dict[str, object]
) -> None:
    """Take the card for each answer: green, again, replaced, of another congress, offline."""
    page = taken[0]
    card = page.locator("#answer")
    whoever = NAMES[0]
    page.click("label:has([value=out])")
    enter(page, whoever, says=whoever)
    expect(page.locator("#recent li")).to_have_count(1, timeout=PATIENCE_MS)
    page.click("label:has([value=in])")
    enter(page, whoever, says=whoever)
    expect(page.locator("#recent li")).to_have_count(2, timeout=PATIENCE_MS)
    expect(card).to_have_class("answer answer-good", timeout=PATIENCE_MS)
    save(taken, "desk-green", folder)
    enter(page, whoever, says=whoever)
    expect(card).to_have_class("answer answer-ask", timeout=PATIENCE_MS)
    save(taken, "desk-already-in", folder)
    elsewhere = codes["other"]
    assert isinstance(elsewhere, DeskHall)
    for name, code in (("other-congress", elsewhere.badges[NAMES[1]]), ("replaced", codes["old"])):
        before = page.locator("#answer-name").text_content()
        page.fill("#entry", str(code))
        page.press("#entry", "Enter")
        expect(page.locator("#answer-name")).not_to_have_text(before or "", timeout=PATIENCE_MS)
        page.wait_for_timeout(1500)
        save(taken, f"desk-{name}", folder)
    page.context.set_offline(True)
    enter(page, NAMES[2], says=NAMES[2])
    page.wait_for_timeout(500)
    save(taken, "desk-waiting", folder)
    page.context.set_offline(False)
    expect(page.locator("#pending.desk-calm")).to_be_visible(timeout=PATIENCE_MS)


def save(taken: Taken, name: str, folder: Path | None) -> None:
    """Keep a picture where it belongs."""
    page, language, size = taken
    page.evaluate("document.fonts.ready.then(() => true)")
    if folder is None:  # a picture of a lost camera never comes: it is not waited for
        shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
        keep_picture_of(shown, name, language)
        return
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.{language}.{size[0]}.png")


if __name__ == "__main__":
    main()
