"""Work that must not hold the hub: done in a real thread while phones are served."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from gevent import get_hub
from gevent.monkey import is_module_patched

P = ParamSpec("P")
T = TypeVar("T")


def in_a_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call in gevent's thread pool when this is the server, else at once; raises as it does."""
    if not is_module_patched("threading"):
        return function(*args, **kwargs)

    def call() -> tuple[T | None, Exception | None]:
        try:
            return function(*args, **kwargs), None
        except Exception as error:  # the pool would print it with all its values
            return None, error

    result, problem = get_hub().threadpool.apply(call)
    if problem is not None:
        raise problem
    return result  # type: ignore[no-any-return]  # gevent has no types
