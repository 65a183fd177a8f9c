"""Folding, queries and snippets; the queries are asked of the real databases."""

import sqlite3
import unicodedata
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.search import (
    fold,
    fold_with_map,
    fts5_queries,
    fts5_table,
    gin_index,
    hits,
    index_text,
    query_words,
    snippet,
    tsqueries,
)

PAGE = (
    "Báo cáo chính trị của Ban Chấp hành Đoàn tỉnh trình Đại hội đại biểu lần thứ XV.\n"
    "Giai đoạn 2025-2030, Đoàn tham gia xây dựng nông thôn mới; xem https://tinhdoan.vn/bao-cao. "
    "Straße, ﬁnance và “Đường lối” được nhắc lại ở Đại hội."
)
VIETNAMESE = st.text(alphabet="aăâeêioôơuưyđĐẠẮỆỢỬ áàảãạ\u0301\u0323\u0309\u031bßﬁ-'\"*().,\n")


@given(st.text() | VIETNAMESE)
@example("ß")
@example("ﬁ")
@example("İ")
@example("Đại\u0323 hội")
def test_folding_keeps_its_promises(text: str) -> None:
    folded, origin = fold_with_map(text)
    assert folded == fold(text)
    assert len(origin) == len(folded)
    assert list(origin) == sorted(origin)
    assert all(0 <= index < len(text) for index in origin)
    assert fold(folded) == folded
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == folded


@given(st.text() | VIETNAMESE)
def test_each_folded_letter_comes_from_where_the_map_says(text: str) -> None:
    folded, origin = fold_with_map(text)
    for index in set(origin):
        assert fold(text[index]) == "".join(
            letter for letter, source in zip(folded, origin, strict=True) if source == index
        )


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đại hội", "dai hoi"),
        ("đường ĐƯỜNG", "duong duong"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hoài Thương"), "nguyen thi hoai thuong"),
        ("Straße ﬁ ½", "strasse fi 1⁄2"),
        ("ni\u00adệm", "niem"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text() | VIETNAMESE, st.text(max_size=20) | VIETNAMESE)
@example(PAGE, "dai hoi")
def test_hits_are_real_ranges_of_the_original(text: str, query: str) -> None:
    words = query_words(query)
    end = 0
    for hit in hits(text, query):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end
        assert any(word in fold(text[hit.start : hit.end]) for word in words)
    piece = snippet(text, query, width=40)
    assert len(piece.text) <= len(text)
    assert "".join(part for part, _ in piece.pieces()) == piece.text
    assert sum(marked for _, marked in piece.pieces()) == len(piece.hits)


def test_hits_lead_back_through_letters_that_change_the_length() -> None:
    text = unicodedata.normalize("NFD", "Straße ﬁ: Đại hội đại biểu, đại hội")
    found = [
        unicodedata.normalize("NFC", text[hit.start : hit.end]) for hit in hits(text, "dai ho")
    ]
    assert found == ["Đại hội", "đại hội"]
    assert [text[hit.start : hit.end] for hit in hits(text, "strasse")] == ["Straße"]


def test_single_words_are_hits_where_the_phrase_is_not() -> None:
    found = [PAGE[hit.start : hit.end] for hit in hits(PAGE, "đoàn nông")]
    assert found == ["Đoàn", "đoạn", "Đoàn", "nông"]


def test_snippet_shows_the_first_hit_in_its_sentence() -> None:
    piece = snippet(PAGE, "nong thon", width=60)
    assert [text for text, marked in piece.pieces() if marked] == ["nông thôn"]
    assert PAGE[piece.start :].startswith(piece.text.split()[0])
    assert not piece.text.startswith(" ")
    assert (piece.cut_before, piece.cut_after) == (True, True)
    assert len(piece.text) <= 80


@pytest.fixture(scope="module")
def sqlite() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(fts5_table("page_text"))
    connection.execute("INSERT INTO page_text (rowid, folded) VALUES (7, ?)", [index_text(PAGE)])
    connection.execute("INSERT INTO page_text (rowid, folded) VALUES (8, 'hoi thao tren dai')")
    yield connection
    connection.close()


def ask_sqlite(connection: sqlite3.Connection, query: str) -> list[int]:
    statement = "SELECT rowid FROM page_text WHERE page_text MATCH ? ORDER BY rank"
    rows = [row for words in fts5_queries(query) for row in connection.execute(statement, [words])]
    return list(dict.fromkeys(row[0] for row in rows))


@pytest.fixture(scope="module")
def postgres(postgres_server: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_server) as connection:
        connection.execute("CREATE TEMPORARY TABLE page (id int, folded text)")
        connection.execute("INSERT INTO page VALUES (7, %s)", [index_text(PAGE)])
        connection.execute("INSERT INTO page VALUES (8, 'hoi thao tren dai')")
        connection.execute(gin_index("page_folded", table="page", column="folded"))
        yield connection


def ask_postgres(connection: psycopg.Connection, query: str) -> list[int]:
    statement = (
        "SELECT id FROM page, to_tsquery('simple', %s) asked"
        " WHERE to_tsvector('simple', folded) @@ asked"
        " ORDER BY ts_rank_cd(to_tsvector('simple', folded), asked) DESC"
    )
    rows = [row for words in tsqueries(query) for row in connection.execute(statement, [words])]
    return list(dict.fromkeys(row[0] for row in rows))


QUESTIONS = [
    ("dai hoi", [7, 8]),
    ("ĐẠI HỘI", [7, 8]),
    ("chinh tri", [7]),
    ("nong tho", [7]),
    ("2030", [7]),
    ("2025-2030", [7]),
    ("tinhdoan.vn", [7]),
    ("bao-cao", [7]),
    ("strasse", [7]),
    ("finance", [7]),
    ("đường lối", [7]),
    ("khong co", []),
    ("", []),
    ("* ( ) \" ' : ^ - \\", []),
]


@pytest.mark.parametrize(("query", "found"), QUESTIONS)
def test_sqlite_finds_it(sqlite: sqlite3.Connection, query: str, found: list[int]) -> None:
    assert ask_sqlite(sqlite, query) == found


@pytest.mark.parametrize(("query", "found"), QUESTIONS)
def test_postgres_finds_it(postgres: psycopg.Connection, query: str, found: list[int]) -> None:
    assert ask_postgres(postgres, query) == found


OPERATORS = st.text(alphabet="\"'*():^+-&|!<>\\{}[] \0aNOTRDE", max_size=30)


@settings(max_examples=300)
@given(st.text(max_size=60) | OPERATORS)
@example('NEAR("a" "b", 3) AND NOT folded:x*')
def test_no_query_is_an_error_for_sqlite(sqlite: sqlite3.Connection, query: str) -> None:
    ask_sqlite(sqlite, query)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | OPERATORS)
def test_no_query_is_an_error_for_postgres(postgres: psycopg.Connection, query: str) -> None:
    ask_postgres(postgres, query)
