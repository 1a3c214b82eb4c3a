"""The import of any file ends with rows or with errors by line, never in an exception."""

import io

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from battles.importing.importer import Importer
from battles.models import Campaign, FigureClaim
from battles.resources import RESOURCES
from battles.tabular import FORMATS, RowError, TableError, read_table, with_known_headings
from battles.values.texts import clean_line
from tests.factories import make_belligerent, make_campaign, make_engagement, make_place, make_source, make_unit
from tests.tabular.files import written

pytestmark = pytest.mark.both_engines

NEARLY_RIGHT = [
    *["", "yes", "no", "YES", "1", "0", "-1", "5.5", "254.628", "1e5", "２５４６２８", "9" * 40, "NaN", "1938"],
    *["1938-07-26", "1938-2-30", "1938-08/1938-10", "[1938-07-11..1938-07-20]", "-0480", "Y170000002"],
    *["known", "unknown", "known|known", "known|", "|", "casualties", "killed", "persons", "exact", "over", "range"],
    *["battle", "book", "zh-Hant", "victory", "a b", "武漢會戰", "'=1+1", "x" * 300, "\u202e", "\U0001f600"],
]
CELLS = st.sampled_from(NEARLY_RIGHT) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
)


@st.composite
def files(draw):
    model = draw(st.sampled_from(sorted(RESOURCES)))
    headings = RESOURCES[model].headings
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), max_size=4))
    return model, headings, rows


@pytest.fixture
def known(db):
    """A record of each kind with the slug that generated cells link to."""
    campaign, side = make_campaign(slug="known"), make_belligerent(slug="known")
    make_source(slug="known")
    make_place(slug="known")
    make_engagement(slug="known", campaign=campaign)
    make_unit(slug="known", belligerent=side)


@given(file=files())
def test_any_cells_give_rows_or_errors(known, file):
    model, headings, rows = file
    before = Campaign.objects.count(), FigureClaim.objects.count()
    result = Importer(RESOURCES[model](), headings).run(list(enumerate(rows, 2)), dry_run=True)
    showing = [row for row in rows if any(map(clean_line, row))]
    assert result.error_count or result.new + result.changed + result.unchanged == len(showing)
    assert all(error.message and 2 <= error.line <= len(rows) + 1 for error in result.errors)
    assert (Campaign.objects.count(), FigureClaim.objects.count()) == before
    assert connection.is_usable()


@st.composite
def changes(draw):
    """Where, as a part of the file's length, how many bytes are replaced, and by what."""
    junk = st.binary(max_size=3) | st.sampled_from([b'"', b",", b"\t", b"\r", b"\n", b"\0", b"'", b"\xff", b"<", b"PK"])
    return draw(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), junk), max_size=3))


@given(file=files(), format=st.sampled_from(FORMATS), changes=changes())
def test_any_bytes_give_rows_errors_or_a_table_error(known, file, format, changes):
    model, headings, rows = file
    resource = RESOURCES[model]()
    content = bytearray(written(headings, rows, format))
    for place, length, junk in changes:
        start = int(place * len(content))
        content[start : start + length] = junk
    before = Campaign.objects.count(), FigureClaim.objects.count()
    try:
        table = read_table(io.BytesIO(bytes(content)), format=format)
        table = with_known_headings(table, resource.headings, resource.required_headings)
        result = Importer(resource, table.headings).run(table.rows, dry_run=True)
        told = all(error.message and error.line >= 2 for error in result.errors)
    except TableError as refused:
        told = refused.what.endswith((".", "”"))
    assert told
    assert (Campaign.objects.count(), FigureClaim.objects.count()) == before
    assert connection.is_usable()


def test_errors_of_the_reader_are_listed_with_the_others(known):
    class Rows:
        """As a table's rows are read: after a wrong row they go on."""

        def __init__(self):
            self.steps = iter([(2, ["a b", "x"]), RowError("The row has 1 cell.", 3), (4, ["b", ""])])

        def __iter__(self):
            return self

        def __next__(self):
            step = next(self.steps)
            if isinstance(step, Exception):
                raise step
            return step

    result = Importer(RESOURCES["belligerents"](), ["slug", "name"]).run(Rows())
    assert sorted(error.line for error in result.errors) == [2, 3, 4]
