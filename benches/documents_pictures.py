"""What a page's picture costs the server, beside nginx that serves the same file."""

import os
from pathlib import Path
from typing import NamedTuple

from benches import Figure, figure, peers
from benches.corpus import corpus
from benches.library import API, Library, library
from benches.requests import Ask, ask
from benches.served import Served
from benches.web import nginx

PAGES = 31
REQUESTS = 600
PLAIN = "nginx, the same file"


class Costs(NamedTuple):
    """CPU in ms per picture: ours, of a phone's first request, through X-Accel, nginx alone."""

    ours: float
    first: float
    accel: float
    plain: float


def pictures(rounds: int, *, cores: list[int]) -> list[Figure]:
    """Ask for the pictures of a report as a phone that scanned a code; servers take turns."""
    has_nginx = peers.nginx() is not None
    if not has_nginx:
        peers.missing("nginx")
    everywhere = os.sched_getaffinity(0)
    costs = []
    with (
        library(core=cores[0]) as alone,
        library(core=cores[0], environment={"X_ACCEL": "1"}) as behind,
    ):
        documents = [each.upload(corpus()["political-report"]) for each in (alone, behind)]
        for each, document in zip((alone, behind), documents, strict=True):
            each.wait_until_ready(document)
        os.sched_setaffinity(0, {cores[1]})
        try:
            for _ in range(rounds):
                front = cost_behind_nginx(behind, documents[1], core=cores[0]) if has_nginx else ()
                costs.append(Costs(*cost_alone(alone, documents[0]), *(front or (0.0, 0.0))))
        finally:
            os.sched_setaffinity(0, everywhere)
    return figures(costs, has_nginx=has_nginx)


def cost_alone(found: Library, document: int) -> tuple[float, float]:
    """Return CPU ms per picture: of many pages, and of each phone's first page."""
    cookie = found.scan(found.link())
    clock = found.server.cpu_seconds
    many = ask(found.server.port, asked(document, cookie), cpu_seconds=clock)
    link = found.link()
    phones = [f"phone={number}; {found.scan(link)}" for number in range(60)]
    strangers = [Ask(page(document, 1), (("Cookie", cookie),)) for cookie in phones]
    return many.cpu_ms, ask(found.server.port, strangers, cpu_seconds=clock).cpu_ms


def cost_behind_nginx(found: Library, document: int, *, core: int) -> tuple[float, float]:
    """Return CPU ms per picture with X-Accel-Redirect, both processes, and of nginx alone."""
    data = Path(found.house.environment["DATA_DIR"])
    files = sorted((data / "pages").rglob("*-720.webp"))
    cookie = found.scan(found.link())
    with nginx(core=core, upstream=found.server.port, data=data) as front:
        plain = [f"/plain/{each.relative_to(data / 'pages')}" for each in files]
        alone = ask(front.port, repeated(plain), cpu_seconds=front.cpu_seconds)

        def both(front: Served = front) -> float:
            return front.cpu_seconds() + found.server.cpu_seconds()

        accel = ask(front.port, asked(document, cookie), cpu_seconds=both)
    return accel.cpu_ms, alone.cpu_ms


def figures(costs: list[Costs], *, has_nginx: bool) -> list[Figure]:
    """Lay ours beside nginx."""

    def of(name: str) -> list[float]:
        return [getattr(each, name) for each in costs]

    plain = of("plain") if has_nginx else None
    peer = PLAIN if has_nginx else None
    words = "picture with authorisation: CPU"
    found = [
        figure(words, of("ours"), unit="ms", peer=peer, peer_values=plain, limit="≤ 60 × peer"),
        figure(
            f"{words}, a phone's first page", of("first"), unit="ms", peer=peer, peer_values=plain
        ),
    ]
    if has_nginx:
        found.append(
            figure(
                f"{words}, X-Accel-Redirect, nginx's included",
                of("accel"),
                unit="ms",
                peer=peer,
                peer_values=plain,
                limit="≤ 25 × peer",
            )
        )
    return found


def asked(document: int, cookie: str) -> list[Ask]:
    """Return requests for page after page."""
    paths = [page(document, number) for number in range(1, PAGES + 1)]
    return repeated(paths, (("Cookie", cookie),))


def repeated(paths: list[str], headers: tuple[tuple[str, str], ...] = ()) -> list[Ask]:
    """Return REQUESTS requests that go through the paths again and again."""
    return [Ask(paths[number % len(paths)], headers) for number in range(REQUESTS)]


def page(document: int, number: int) -> str:
    """Return the address of a picture as the reader asks for it."""
    return f"{API}/documents/{document}/pages/{number}?w=720&v=1"
