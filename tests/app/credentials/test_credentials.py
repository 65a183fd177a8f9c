"""The credentials report: whatever the roster holds, its sums agree."""

import io
from collections import Counter
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attendance.queries import numbers
from app.congresses import actions as congresses
from app.credentials.figures import STATES, Convened, age_band, age_on, credentials
from app.credentials.queries import credentials_of
from documents.pages import render_document

ON = date(2027, 3, 26)
WORDS = st.sampled_from(["", "Kinh", "KINH", "kinh ", "Tày", "Mông", "yes", "Không"])
BIRTHS = st.one_of(
    st.just((None, None)),
    st.dates(date(1900, 1, 1), ON).map(lambda born: (born, born.year)),
    st.integers(1900, ON.year).map(lambda year: (None, year)),
)
"""(birth date, birth year): nothing known, the date, or the year alone."""


def convened(birth, **facts):
    return Convened(birth_date=birth[0], birth_year=birth[1], **facts)


PEOPLE = st.builds(
    convened,
    birth=BIRTHS,
    state=st.sampled_from(STATES),
    name=st.text(max_size=5),
    delegation=WORDS,
    position=WORDS,
    standing=st.sampled_from(["ex_officio", "elected", "appointed", "alternate"]),
    sex=st.sampled_from(["male", "female", ""]),
    ethnicity=WORDS,
    religion=WORDS,
    party=st.booleans(),
    education=WORDS,
)


@given(st.lists(PEOPLE, max_size=60))
def test_the_sums_always_agree(people):
    found = credentials(people, on=ON)
    whole = vars(found.counts)

    assert whole["convened"] == len(people) == sum(whole[state] for state in STATES)
    for groups in found.tables.values():
        for figure, total in whole.items():
            assert sum(vars(group.counts)[figure] for group in groups) == total
        for group in groups:
            counts = vars(group.counts)
            assert counts["convened"] == sum(counts[state] for state in STATES) > 0
            assert 0 <= group.share <= 1
            assert 0 <= group.counts.rate <= 1
        assert abs(sum(group.share for group in groups) - bool(people)) < 0.001 * (len(groups) + 1)
        folded = [group.value.casefold() for group in groups]
        assert len(set(folded)) == len(folded)


@given(st.lists(PEOPLE, max_size=60))
def test_ages_and_appointed_follow_from_the_people(people):
    found = credentials(people, on=ON)
    years = sorted(person.birth_year for person in people if person.birth_year)
    appointed = sum(person.standing == "appointed" for person in people)

    assert found.oldest is None if not years else found.oldest.birth_year == years[0]
    assert found.youngest is None if not years else found.youngest.birth_year == years[-1]
    assert found.ages_by_year == sum(
        person.birth_year is not None and person.birth_date is None for person in people
    )
    for one, is_certain in (
        (found.oldest, found.oldest_is_certain),
        (found.youngest, found.youngest_is_certain),
    ):
        peers = [person for person in people if one and person.birth_year == one.birth_year]
        dated = [person.birth_date for person in peers if person.birth_date]
        if dated:
            assert one.birth_date in (min(dated), max(dated))
        assert is_certain == (len(peers) <= 1 or len(dated) == len(peers))
    assert found.appointed == appointed
    assert found.appointed_is_within_limit == (20 * appointed <= len(people))


@given(st.dates(date(1900, 1, 1), ON))
def test_every_age_has_one_band(born):
    low, _dash, high = age_band(age_on(born, ON)).partition("-")
    assert int(low or 0) <= age_on(born, ON) <= int(high or 200)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2007, 3, 26), 20),
        (date(2007, 3, 27), 19),
        (date(2008, 2, 29), 19),
    ],
)
def test_an_age_is_of_whole_years(born, age):
    assert age_on(born, ON) == age


@pytest.mark.parametrize("is_closed", [False, True])
def test_the_report_counts_as_the_header_does(congress, hall, is_closed):
    congresses.set_roll_call(congress, hall, closed=is_closed)
    header = numbers(hall)
    counts = credentials_of(congress, hall).counts
    assert vars(counts) == {name: getattr(header, name) for name in vars(counts)}
    assert (counts.unexcused, counts.pending) == ((1, 0) if is_closed else (0, 1))


def test_every_figure_is_told_with_its_formula(client_for, congress, hall):
    told = client_for("credentials").get(
        f"/api/congresses/{congress.id}/credentials", query_string={"session_id": hall.id}
    )
    figures = told.json

    assert [figures[name] for name in ("convened", "present", "excused", "pending")] == [3, 1, 1, 1]
    assert figures["rate"] == round(1 / 3, 4)
    assert figures["quorum"] == 2
    assert (figures["oldest"]["name"], figures["youngest"]["name"]) == (
        "Nguyễn Văn Minh",
        "Hạng A Giàng",
    )
    assert figures["appointed"] == {
        "appointed": 1,
        "share": 0.3333,
        "limit": 0.05,
        "is_within_limit": False,
    }
    names = {"sex", "ethnicity", "religion", "party", "age", "education", "delegation", "standing"}
    assert set(figures["tables"]) == names
    assert {"convened", "present", "rate", "share", "appointed", "oldest"} <= set(
        figures["formulas"]
    )
    sexes = Counter({each["value"]: each["convened"] for each in figures["tables"]["sex"]})
    assert sexes == {"male": 1, "female": 1, "": 1}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_report_is_printed(client_for, congress, hall, tmp_path, language):
    answer = client_for("chair").get(
        f"/api/congresses/{congress.id}/credentials.pdf", query_string={"lang": language}
    )
    assert answer.mimetype == "application/pdf"
    (tmp_path / "report.pdf").write_bytes(answer.data)
    outcome = render_document(tmp_path / "report.pdf", tmp_path / "pages")
    text = "".join(path.read_text() for path in sorted((tmp_path / "pages").glob("*.json")))
    title = {"vi": "THẨM TRA", "en": "CREDENTIALS"}[language]
    assert not outcome.refused
    assert title in text
    assert "Giàng" in text


def test_the_report_is_written_for_word(client_for, congress, hall):
    answer = client_for("secretary").get(f"/api/congresses/{congress.id}/credentials.docx?lang=en")
    document = docx.Document(io.BytesIO(answer.data))
    totals = [row.cells[1].text for row in document.tables[1].rows][1:]
    assert totals[:2] == ["3", "1"]
    assert len(document.tables) == 1 + 1 + 8 + 1  # letterhead, totals, eight tables, signature


def test_a_congress_without_a_session_has_no_report(client_for, empty_congress):
    answer = client_for("admin", where=None).get(f"/api/congresses/{empty_congress}/credentials")
    assert answer.status_code == 404
