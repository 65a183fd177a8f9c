"""The office's way to the API of the congress."""

import pytest


@pytest.fixture
def call(organiser, congress):
    """Call the API of the congress in English; returns its JSON."""

    def call(method: str, path: str, body: object = None, *, status: int = 200):
        url = f"/api/congresses/{congress.id}{path}?lang=en"
        answer = organiser.open(method, url, **({"json": body} if body is not None else {}))
        assert answer.status_code == status, answer.text
        return answer.json

    return call
