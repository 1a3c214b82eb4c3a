"""An update of the documents' records is an import like others: its page shows what it changed, and undoes it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.models import ImportRecord, Place
from battles.models.registry import kinds
from tests.admin import address
from tests.admin.uploading import page_of, step
from tests.factories import make_user
from tests.record_sets.conftest import place, source


@pytest.fixture
def update(site, updaterecords):
    """An update with two new records, two changed and two removed ones."""
    site.become(source("book"), place("hubei", note="A province"), place("hankow"), place("wuchang"), source("atlas"))
    updaterecords(message="The second edition")
    return ImportRecord.objects.get()


def test_page_shows_the_new_changed_and_removed_records_of_all_kinds(admin_client, update):
    wuchang = Place.objects.get(slug="wuchang")
    page = page_of(admin_client, update).content.decode()
    assert "Import of records of the documents" in page
    assert "<strong>2</strong> removed" in page
    assert "Source" in page
    assert f'<a href="{address(Place, "change", wuchang.pk)}">Wuchang</a>' in page
    changed = page_of(admin_client, update, rows="changed").content.decode()
    assert "<ins>A province</ins>" in changed
    removed = page_of(admin_client, update, rows="removed").content.decode()
    assert "name-of-hankow" in removed
    assert "Hanyang" in removed
    # There is no page of a record that is gone.
    assert "Hanyang</a>" not in removed


def test_update_is_listed_and_undone(admin_client, update):
    listed = admin_client.get(address(ImportRecord, "changelist")).content.decode()
    assert "records of the documents" in listed
    question = admin_client.get(step(update, "undo")).content.decode()
    assert "Removed rows come back (2)." in question
    assert admin_client.post(step(update, "undo"), {"message": "Too early"}).status_code == 302
    assert sorted(Place.objects.values_list("slug", flat=True)) == ["hankow", "hanyang", "hubei"]
    removed = page_of(admin_client, update, rows="removed").content.decode()
    assert "Hanyang</a>" in removed
    assert "Hubei</a>" in page_of(admin_client, update, rows="changed").content.decode()
    assert "Wuchang</a>" not in page_of(admin_client, update, rows="new").content.decode()


def test_import_of_a_file_has_no_tab_for_removed_rows(admin_client, update):
    ImportRecord.objects.update(kind="places", removed=0)
    assert page_of(admin_client, update, rows="removed").status_code == 400
    assert "rows=removed" not in page_of(admin_client, update).content.decode()


def test_rows_are_shown_only_to_those_who_may_view_all_kinds(client, update):
    views = [f"view_{name}" for name in kinds()]
    for permissions, sees_rows in ((views[:-1], False), (views, True)):
        client.force_login(make_user("view_importrecord", *permissions))
        page = page_of(client, update).content.decode()
        assert "The second edition" in page
        assert ("Wuchang" in page) is sees_rows


def test_queries_of_the_page_do_not_grow_with_the_rows(admin_client, site, updaterecords):
    def queries(count):
        new = [place(f"place-{number}", part_of=["hubei"]) for number in range(count)]
        site.become(source("book"), place("hubei"), place("hankow", note=f"{count}"), *new)
        updaterecords()
        record = ImportRecord.objects.first()
        with CaptureQueriesContext(connection) as found:
            page = page_of(admin_client, record, rows="new").content.decode()
        assert f"Place-{count - 1}</a>" in page
        return len(found)

    # The first page fills caches.
    queries(1)
    assert queries(2) == queries(22)
