"""Work outside the web process: rows in the database, done by the worker."""

from app.jobs.models import Job
from app.jobs.queue import ask

__all__ = ["Job", "ask"]
