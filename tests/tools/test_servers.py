"""The servers that tests stand on are the real ones."""

import psycopg
import redis
from sqlalchemy import make_url


def test_postgres_is_real_and_empty(postgres_url: str) -> None:
    address = make_url(postgres_url).set(drivername="postgresql").render_as_string(False)
    with psycopg.connect(address) as connection:
        version = connection.execute("SHOW server_version_num").fetchone()
        tables = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchone()
    assert version is not None
    assert int(version[0]) >= 150000
    assert tables == (0,)


def test_redis_is_real(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("đại hội", "1", px=60_000)
        assert client.get("đại hội") == b"1"
        assert 0 < client.pttl("đại hội") <= 60_000
