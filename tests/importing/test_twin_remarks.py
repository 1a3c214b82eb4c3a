"""New rows that may be the same as a record get a remark that names it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.importing.importer import Importer
from battles.importing.previews import Group, PreviewRows, PreviewWriter
from battles.importing.remarks import remarks_on
from battles.resources import RESOURCES
from tests.factories import make_belligerent, make_place, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def remarks(folder, model, *rows):
    resource, headings = RESOURCES[model](), list(rows[0])
    with PreviewWriter(folder, resource, headings, remarks_on(resource.model)) as preview:
        cells = [(line, list(row.values())) for line, row in enumerate(rows, 2)]
        result = Importer(resource, headings, preview=preview).run(cells, dry_run=True)
    assert not result.errors
    return {
        row["line"]: [(remark["sentence"], [claim["ref"] for claim in remark["claims"]]) for remark in row["remarks"]]
        for row in PreviewRows(folder, Group.REMARKS)
    }


SENTENCE = "There are records that may be the same. Look at them before you add another:"


def test_a_new_row_that_looks_like_a_record_gets_a_remark(tmp_path):
    make_place(slug="wuhan", name="武漢", name_en="")
    rows = [{"slug": "wuhan-2", "name": "武汉"}, {"slug": "hankow", "name": "漢口"}, {"slug": "wuhan", "name": "武汉"}]
    assert remarks(tmp_path, "places", *rows) == {2: [(SENTENCE, ["wuhan"])]}


def test_a_new_source_with_the_title_of_another_gets_a_remark(tmp_path):
    make_source(slug="known", title="武漢會戰")
    row = {"slug": "new", "title": "武汉会战", "kind": "book"}
    assert remarks(tmp_path, "sources", row) == {2: [(SENTENCE, ["known"])]}


def test_queries_do_not_grow_with_the_rows(tmp_path):
    make_belligerent(name="武漢")
    rows = [{"slug": f"new-{number}", "name": "武漢"} for number in range(20)]

    def queries(*rows):
        with CaptureQueriesContext(connection) as captured:
            remarks(tmp_path, "belligerents", *rows)
        return len(captured)

    assert queries(rows[0]) == queries(*rows)
