"""All mistakes of a row are named at once, each with its column, in every format."""

import io
from datetime import time

import pytest

from battles.importing.importer import Importer
from battles.resources import RESOURCES
from battles.tabular import read_table, with_known_headings
from battles.values.choices import Status
from tests.factories import make_belligerent, make_campaign, make_claim, make_engagement, make_source
from tests.tabular.files import written
from tests.tabular.workbook_files import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def claim():
    """The cells of a claim whose links all exist."""
    make_campaign(slug="wuhan")
    make_belligerent(slug="japan")
    make_source(slug="diary")
    return {
        "campaign": "wuhan", "engagement": "", "belligerent": "japan", "kind": "casualties", "category": "killed",
        "low": "5", "high": "5", "qualifier": "exact", "as_of": "", "standing": "normal", "source": "diary",
        "quoted_source": "", "quoted_locator": "", "note": "",
    }  # fmt: skip


def mistakes(model, row, content=None, **options):
    """The columns with mistakes of the one row of a file."""
    content = content or written(list(row), [list(row.values())], "csv")
    table = read_table(io.BytesIO(content))
    result = Importer(RESOURCES[model](with_status=True), table.headings, **options).run(table.rows, dry_run=True)
    assert {error.line for error in result.errors} <= {2}
    return sorted(error.column for error in result.errors)


@pytest.mark.parametrize("format", ["csv", "tsv", "xlsx"])
def test_mistakes_of_cells_links_and_rules_are_named_together(claim, format):
    row = claim | {"low": "five", "belligerent": "nippon", "as_of": "soon"}
    row |= {"category": "reserve", "standing": "preferred"}
    content = written(list(row), [list(row.values())], format)
    assert mistakes("claims", row, content) == ["as_of", "belligerent", "category", "low", "standing_reason"]


def test_cells_that_a_sheet_cannot_show_do_not_hide_the_others(claim):
    row = claim | {"low": "#N/A", "as_of": time(4, 30), "category": "reserve", "source": "novel"}
    content = workbook([list(row), list(row.values())])
    assert mistakes("claims", row, content) == ["as_of", "category", "low", "source"]


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"low": "five"}, ["low"]),
        ({"low": "five", "qualifier": "over"}, ["high", "low"]),
        ({"low": "1,000-1,500", "high": "", "qualifier": "range"}, ["low"]),
        ({"low": "1,000-1,500", "high": "", "qualifier": "range", "best": "1200"}, ["low"]),
        ({"best": "6"}, ["best"]),
        ({"best": "c. 5"}, ["best"]),
        ({"low": "five", "best": "6"}, ["best", "low"]),
        ({"low": "", "high": "", "qualifier": "unknown", "best": "0"}, ["best"]),
        ({"qualifier": "roughly"}, ["qualifier"]),
        ({"campaign": "nowhere"}, ["campaign"]),
        ({"campaign": "", "engagement": "nowhere"}, ["engagement"]),
        ({"campaign": "", "low": "five"}, ["campaign", "low"]),
        ({"quoted_source": "nowhere", "quoted_locator": "p. 1"}, ["quoted_source"]),
        ({"quoted_source": "diary", "kind": "losses"}, ["kind", "quoted_source"]),
        ({"kind": "losses"}, ["kind"]),
        ({"standing": "preffered"}, ["standing"]),
    ],
)
def test_no_mistake_is_named_that_follows_from_another(claim, changes, columns):
    claim = claim | {"standing_reason": "x"} if "standing" in changes else claim
    assert mistakes("claims", claim | changes) == columns


def test_the_rules_see_the_record_that_the_row_changes():
    make_engagement(slug="madang", start="1938-06-26", end="1938-06-27")
    assert mistakes("engagements", {"slug": "madang", "start": "1938-06-28", "outcome": "?"}) == ["end", "outcome"]
    assert mistakes("engagements", {"slug": "madang", "start": "soon", "outcome": "?"}) == ["outcome", "start"]


def test_a_draft_that_a_wrong_row_links_to_is_named_too(claim):
    make_campaign(slug="draft", status=Status.DRAFT)
    row = claim | {"campaign": "draft", "low": "five"}
    assert mistakes("claims", row, new_status=Status.PUBLISHED) == ["campaign", "low"]
    assert mistakes("claims", row | {"status": "secret"}, new_status=Status.PUBLISHED) == ["low", "status"]


def test_a_wrong_row_of_a_record_that_is_cited_is_named_once():
    claim = make_claim()
    row = {"ref": claim.ref, "low": "five", "source": claim.source.slug}
    assert mistakes("claims", row) == ["low"]


def test_a_new_row_without_its_columns_is_told_of_its_other_mistakes():
    assert mistakes("engagements", {"slug": "madang", "start": "soon"}) == ["slug", "start"]
    assert mistakes("claims", {"ref": "", "low": "five"}) == ["low", "ref"]


def test_a_wrong_cell_in_a_column_that_is_left_out_does_not_matter(claim):
    content = workbook([["My notes", *claim], ["#N/A", *claim.values()]])
    table = with_known_headings(read_table(io.BytesIO(content)), list(claim), leave_out=True)
    assert Importer(RESOURCES["claims"](), table.headings).run(table.rows).new == 1


def test_a_cell_under_no_heading_is_named_with_the_other_mistakes(claim):
    content = workbook([[*claim, None], [*(claim | {"low": "five"}).values(), "x"]])
    table = with_known_headings(read_table(io.BytesIO(content)), ["ref", *claim])
    result = Importer(RESOURCES["claims"](), table.headings).run(table.rows, dry_run=True)
    assert [error.column for error in result.errors] == ["", "low"]
    assert result.errors[0].message == "Column 15 has no heading. Give it one, or empty this cell."


def test_a_statement_is_changed_by_its_ref_and_one_column():
    claim = make_claim(note="before")
    assert mistakes("claims", {"ref": claim.ref, "note": "after"}) == []
    assert mistakes("claims", {"ref": "another", "note": "after"}) == ["ref"]
    Importer(RESOURCES["claims"](), ["ref", "note"]).run([(2, [claim.ref, "after"])])
    low = claim.low
    claim.refresh_from_db()
    assert (claim.note, claim.low) == ("after", low)
