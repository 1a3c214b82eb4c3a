"""Tables that are entered on a page: read, completed, and checked as an import checks them."""

import pytest

from battles.importing import entered_tables
from battles.importing.entered_tables import (
    EnteredTable,
    check_entered,
    missing_headings,
    read_entered,
    with_common_cells,
    with_slugs,
    without_common_cells,
)
from battles.resources import RESOURCES
from battles.tabular import TableError
from battles.values.choices import Status
from tests.factories import make_campaign, make_claim, make_engagement, make_source, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def claims():
    return RESOURCES["claims"](with_status=True)


def test_rows_are_read_with_the_lines_in_which_they_stand(claims):
    table = read_entered('low\twording\n3200\t"lost\t3,200"\n\t\n12\ttwelve guns\n', claims)
    assert table.headings == ["low", "wording"]
    assert table.rows == [(2, ["3200", "lost\t3,200"]), (4, ["12", "twelve guns"])]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("low\tcolour\n1\tred", "colour"),
        ("low\tlow\n1\t2", "more than once"),
        ("low\thigh\n1", "1 cell"),
        ("", "empty"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_a_sentence(claims, text, sentence):
    with pytest.raises(TableError, match=sentence):
        read_entered(text, claims)


def test_more_rows_than_the_page_takes_are_refused(claims, monkeypatch):
    monkeypatch.setattr(entered_tables, "MOST_ROWS", 2)
    assert len(read_entered("low\n1\n2\n", claims).rows) == 2
    with pytest.raises(TableError, match="at most 2 rows"):
        read_entered("low\n1\n2\n3\n", claims)


def test_what_is_the_same_in_every_row_fills_empty_cells_only():
    table = EnteredTable(["low", "unit"], [(2, ["1", ""]), (3, ["2", "own"])])
    filled = with_common_cells(table, {"unit": "common", "source": "book", "note": ""})
    assert filled.headings == ["low", "unit", "source"]
    assert filled.rows == [(2, ["1", "common", "book"]), (3, ["2", "own", "book"])]


def test_columns_with_one_cell_are_taken_out_and_fill_the_rows_again():
    table = EnteredTable(["low", "source", "unit"], [(2, ["1", "book", "a"]), (3, ["2", "book", "a"])])
    rest, common = without_common_cells(table, ["source", "low"])
    assert (rest.headings, common) == (["low", "unit"], {"source": "book"})
    assert with_common_cells(rest, common).rows == [(2, ["1", "a", "book"]), (3, ["2", "a", "book"])]


def test_a_table_as_text_is_read_back_unchanged(claims):
    table = EnteredTable(["wording", "note"], [(2, ['"several" men\there', "two\nlines"]), (4, ["=1+1", "x"])])
    back = read_entered(table.as_text(), claims)
    assert back.headings == table.headings
    assert [cells for _line, cells in back.rows] == [cells for _line, cells in table.rows]


def test_a_name_becomes_the_slug_of_the_one_record_that_has_it(claims):
    campaign = make_campaign(slug="wuhan")
    values = {"campaign": campaign, "start": "1938"}
    make_engagement(slug="madang", name="馬當戰役", name_en="Battle of Madang", **values)
    make_engagement(slug="lake-1", name="湖", name_en="Battle of the Lake", **values)
    make_engagement(slug="lake-2", name="湖", name_en="Battle of the Lake", **values)
    texts = ["battle of madang", "马当战役", "Madang", "Battle of the Lake", "lake-1", "", "nowhere"]
    table = with_slugs(EnteredTable(["engagement"], [(line, [text]) for line, text in enumerate(texts)]), claims)
    assert [cells[0] for _line, cells in table.rows] == [
        "madang", "madang", "Madang", "Battle of the Lake", "lake-1", "", "nowhere",
    ]  # fmt: skip


def test_new_rows_name_the_columns_that_they_lack(claims):
    assert missing_headings(EnteredTable(["low"]), claims) == ["kind", "category", "source"]
    assert missing_headings(EnteredTable(["ref", "low"]), claims) == []


def test_the_check_has_every_error_and_remark_and_writes_nothing(claims, django_assert_max_num_queries):
    source, other = make_source(slug="book"), make_source(slug="other")
    engagement, unit = make_engagement(slug="madang"), make_unit(slug="first")
    make_claim(source=other, engagement=engagement, campaign=None, unit=unit, belligerent=None, low=7, high=7)
    headings = ["source", "engagement", "unit", "kind", "category", "low", "high"]
    row = [source.slug, "madang", "first", "casualties", "killed"]
    rows = [(2, [*row, "9", "9"]), (3, [*row, "5", "4"]), (4, [*row[:2], "none", *row[3:], "1", "x"])]
    before = claims.model.objects.count()
    with django_assert_max_num_queries(40):
        outcome = check_entered(EnteredTable(headings, rows), claims, Status.PUBLISHED)
    assert [(each.line, each.column) for each in outcome.errors] == [(3, "high"), (4, "high"), (4, "unit")]
    assert [line for line, sentence in outcome.remarks if "Other sources say otherwise" in sentence] == [2]
    assert claims.model.objects.count() == before
