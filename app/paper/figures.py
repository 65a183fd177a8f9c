"""The arithmetic of the paper meter: whole numbers in, whole numbers out, nothing guessed.

For a document of P pages, N copies that would have been printed, S sets that were:

    copies not printed  = N − S
    pages not printed   = P × (N − S)
    sheets not used     = ⌈P ÷ 2⌉ × (N − S) on both sides, P × (N − S) on one side
    cost                = pages not printed × cost of a page
    time                = (N − S) × time to hand out one set

A set is one copy of one document. Where more was printed than was needed, N − S is negative, and so
is what was saved: the meter tells that too.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Use:
    """How one document would have used paper, and what was printed of it."""

    document_id: int
    title: str
    pages: int
    copies: int
    sets_printed: int


@dataclass(frozen=True)
class Saved:
    """What was not printed, of one document or of all."""

    copies: int
    pages: int
    sheets: int

    def __add__(self, other: "Saved") -> "Saved":
        """Add another document's."""
        return Saved(
            self.copies + other.copies, self.pages + other.pages, self.sheets + other.sheets
        )


NOTHING = Saved(0, 0, 0)


@dataclass(frozen=True)
class Meter:
    """What a congress saved; cost in đồng and time in seconds where somebody entered them."""

    saved: Saved
    printed: Saved
    """What was printed all the same, counted in the same way."""
    cost: int | None
    seconds: int | None


def sheets(pages: int, *, is_duplex: bool) -> int:
    """Return how many sheets a copy of so many pages takes."""
    return (pages + 1) // 2 if is_duplex else pages


def saved_by(use: Use, *, is_duplex: bool) -> Saved:
    """Return what was not printed of a document."""
    return times(use, use.copies - use.sets_printed, is_duplex=is_duplex)


def printed_of(use: Use, *, is_duplex: bool) -> Saved:
    """Return what was printed of a document."""
    return times(use, use.sets_printed, is_duplex=is_duplex)


def times(use: Use, copies: int, *, is_duplex: bool) -> Saved:
    """Return so many copies of a document."""
    return Saved(copies, use.pages * copies, sheets(use.pages, is_duplex=is_duplex) * copies)


def meter(
    uses: Iterable[Use], *, is_duplex: bool, cost_per_page: int | None, seconds_per_set: int | None
) -> Meter:
    """Return what all documents together did not use."""
    listed = list(uses)
    saved = sum((saved_by(use, is_duplex=is_duplex) for use in listed), NOTHING)
    printed = sum((printed_of(use, is_duplex=is_duplex) for use in listed), NOTHING)
    return Meter(
        saved=saved,
        printed=printed,
        cost=None if cost_per_page is None else saved.pages * cost_per_page,
        seconds=None if seconds_per_set is None else saved.copies * seconds_per_set,
    )
