"""A short title that two sources have is told, and does not keep either from being saved."""

import pytest

from battles.checking import RecordCheck, check_short_titles
from battles.importing.importer import Importer
from battles.importing.previews import Group, PreviewRows, PreviewWriter
from battles.importing.remarks import remarks_on
from battles.models import Source
from battles.resources import RESOURCES
from tests.admin import address, submit
from tests.factories import make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

SHARED = "“%s” has the short title “Bix 2001” too. Readers cannot tell the two works apart."


def test_sources_with_one_short_title_are_found_saved_or_not():
    make_source(slug="first", short_title="Bix 2001")
    new = [Source(slug="second", short_title="Bix 2001"), Source(slug="third"), Source(slug="fourth")]
    assert [(finding.ref, finding.sentence) for finding in check_short_titles(new)] == [("second", SHARED % "first")]


def test_a_source_is_compared_as_it_will_be_not_as_it_is():
    make_source(slug="first", short_title="Bix 2001")
    swapped = [Source(slug="first", short_title="Bix 2000"), Source(slug="second", short_title="Bix 2001")]
    assert not list(check_short_titles(swapped))


@pytest.mark.parametrize("count", [1, 20])
def test_one_query_compares_any_number_of_sources(count, django_assert_num_queries):
    sources = [make_source(short_title="Bix 2001") for _number in range(count)]
    make_source(short_title="Bix 2001")
    with django_assert_num_queries(1):
        assert len(list(check_short_titles(sources))) == count


def test_checkrecords_warns_of_them():
    for slug in ("first", "second"):
        make_source(slug=slug, short_title="Bix 2001")
    for _number in range(2):
        make_source()
    found = [(finding.severity, finding.ref) for finding in RecordCheck().findings()]
    assert found == [("warning", "first"), ("warning", "second")]


def test_the_preview_of_a_file_has_a_remark(tmp_path):
    make_source(slug="first", short_title="Bix 2001")
    resource = RESOURCES["sources"]()
    headings = ["slug", "title", "kind", "short_title"]
    with PreviewWriter(tmp_path, resource, headings, remarks_on(Source)) as preview:
        rows = [(2, ["second", "Hirohito", "book", "Bix 2001"]), (3, ["third", "Hirohito", "book", ""])]
        result = Importer(resource, headings, preview=preview).run(rows, dry_run=True)
    assert (result.new, result.errors) == (2, [])
    remarks = {row["identity"]: row["remarks"] for row in PreviewRows(tmp_path, Group.REMARKS)}
    assert {slug: [remark["sentence"] for remark in some] for slug, some in remarks.items()} == {
        "second": [SHARED % "first"]
    }


def test_the_form_saves_and_warns(admin_client):
    make_source(slug="first", short_title="Bix 2001")
    values = {"title": "Hirohito", "slug": "second", "kind": "book", "short_title": "Bix 2001"}
    response = submit(admin_client, address(Source, "add"), **values)
    assert response.status_code == 302
    assert Source.objects.filter(slug="second").exists()
    told = [str(message) for message in admin_client.get("/admin/").context["messages"]]
    assert SHARED % "first" in told
