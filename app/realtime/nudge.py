"""Redis, where there is one, only makes it sooner: a commit wakes the other web processes.

Nothing depends on it. Without Redis, or when it is down, every process finds the change in the
database within `watch.LOOK_SECONDS`.
"""

import time
from collections.abc import Callable

import structlog
from redis import Redis
from redis.exceptions import RedisError

log = structlog.get_logger()
CHANNEL = "congress-heads"
AGAIN_SECONDS = 5.0
ANSWER_SECONDS = 1.0


class Nudge:
    """Tells other processes of a commit, and is told of theirs."""

    def __init__(self, url: str) -> None:
        """Use the Redis at `url`; it need not be there yet."""
        self.redis = Redis.from_url(
            url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS
        )
        self.silent_until = 0.0

    def tell(self, congress_id: int) -> None:
        """Wake the others; a Redis that does not answer is left alone for a while."""
        if time.monotonic() < self.silent_until:
            return
        try:
            self.redis.publish(CHANNEL, congress_id)
        except RedisError as error:
            self.silent_until = time.monotonic() + AGAIN_SECONDS
            log.warning("redis", problem=type(error).__name__)

    def listen_forever(self, wake: Callable[[], None]) -> None:
        """Call `wake` for every commit elsewhere; reconnects for ever."""
        while True:
            try:
                self.listen(wake)
            except RedisError as error:
                log.warning("redis", problem=type(error).__name__)
            time.sleep(AGAIN_SECONDS)

    def listen(self, wake: Callable[[], None]) -> None:
        """Call `wake` for every commit elsewhere until Redis goes away."""
        with self.redis.pubsub(  # type: ignore[no-untyped-call]  # redis leaves it so
            ignore_subscribe_messages=True
        ) as subscription:
            subscription.subscribe(CHANNEL)
            while True:
                if subscription.get_message(timeout=ANSWER_SECONDS / 2) is not None:
                    wake()
