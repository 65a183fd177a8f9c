"""The arithmetic of the paper meter, over any congress that could be."""

from hypothesis import given
from hypothesis import strategies as st

from app.paper.figures import NOTHING, Use, meter, printed_of, saved_by, sheets

PAGES, COPIES = st.integers(0, 3000), st.integers(0, 6000)
USES = st.lists(
    st.builds(
        Use,
        document_id=st.integers(1, 999),
        title=st.just("x"),
        pages=PAGES,
        copies=COPIES,
        sets_printed=COPIES,
    ),
    max_size=12,
)


@given(USES, st.booleans(), st.integers(0, 10**6), st.integers(0, 86_400))
def test_the_whole_is_the_sum_of_its_documents(uses, is_duplex, cost, seconds):
    total = meter(uses, is_duplex=is_duplex, cost_per_page=cost, seconds_per_set=seconds)
    expected = sum(each.pages * (each.copies - each.sets_printed) for each in uses)
    assert total.saved.pages == expected
    assert total.cost == expected * cost
    sets = sum(each.copies - each.sets_printed for each in uses)
    assert (total.saved.copies, total.seconds) == (sets, sets * seconds)
    assert total.saved == sum((saved_by(each, is_duplex=is_duplex) for each in uses), NOTHING)


@given(USES, st.booleans())
def test_what_was_saved_and_what_was_printed_are_all_that_was_needed(uses, is_duplex):
    for use in uses:
        saved, printed = saved_by(use, is_duplex=is_duplex), printed_of(use, is_duplex=is_duplex)
        assert saved.pages + printed.pages == use.pages * use.copies
        assert saved.sheets + printed.sheets == sheets(use.pages, is_duplex=is_duplex) * use.copies


@given(USES, COPIES)
def test_every_set_that_is_printed_takes_its_pages_off(uses, more):
    for use in uses:
        again = Use(use.document_id, use.title, use.pages, use.copies, use.sets_printed + more)
        before, after = saved_by(use, is_duplex=True), saved_by(again, is_duplex=True)
        assert before.pages - after.pages == more * use.pages


@given(PAGES)
def test_both_sides_take_half_the_sheets_rounded_up(pages):
    assert 2 * sheets(pages, is_duplex=True) - pages in (0, 1)
    assert sheets(pages, is_duplex=False) == pages


@given(USES, st.booleans())
def test_what_nobody_entered_is_not_counted(uses, is_duplex):
    total = meter(uses, is_duplex=is_duplex, cost_per_page=None, seconds_per_set=None)
    assert (total.cost, total.seconds) == (None, None)


def test_more_printed_than_needed_is_told():
    use = Use(1, "x", pages=3, copies=10, sets_printed=12)
    saved = saved_by(use, is_duplex=True)
    assert (saved.copies, saved.pages, saved.sheets) == (-2, -6, -4)
