"""Asking for work, and taking it up once."""

from typing import Any

from sqlalchemy import select, update

from app.clock import now
from app.db import changes, db
from app.jobs.models import Job
from app.realtime import commit_quietly

MOST_ATTEMPTS = 3


def ask(kind: str, *, lane: str, congress_id: int | None, **payload: Any) -> Job:
    """Add a job to the present transaction; it is there once that commits."""
    job = Job(kind=kind, lane=lane, congress_id=congress_id, payload=payload, created_at=now())
    db.session.add(job)
    return job


@changes
def take(lane: str) -> Job | None:
    """Claim the oldest waiting job of a lane; two workers never get the same."""
    oldest = db.session.scalar(
        select(Job)
        .filter_by(lane=lane, state="waiting")
        .order_by(Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if oldest is None:
        return None
    oldest.state, oldest.started_at = "working", now()
    oldest.attempts += 1
    commit_quietly()
    return oldest


@changes
def finish(job_id: int) -> None:
    """Mark a job as done."""
    job = db.session.get_one(Job, job_id)
    job.state, job.ended_at = "done", now()
    commit_quietly()


@changes
def give_back(job_id: int, *, problem: str) -> bool:
    """Let a failed job be tried again; True when it was tried often enough and is given up."""
    job = db.session.get_one(Job, job_id)
    job.problem, job.ended_at = problem, now()
    job.state = "failed" if job.attempts >= MOST_ATTEMPTS else "waiting"
    commit_quietly()
    return job.state == "failed"


@changes
def sweep() -> int:
    """Give back what a dead worker left half done; called before work starts."""
    left = db.session.execute(
        update(Job).where(Job.state == "working").values(state="waiting").returning(Job.id)
    ).all()
    commit_quietly()
    return len(left)
