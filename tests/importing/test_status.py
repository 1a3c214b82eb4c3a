"""The status of imported rows: the column, the default, and the rules of publication."""

import csv
import io
from tempfile import NamedTemporaryFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from battles import models
from battles.importing.importer import Importer
from battles.resources import RESOURCES
from battles.values.choices import Status
from tests import factories
from tests.admin import address
from tests.admin.uploading import csv_of, step, upload

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def import_rows(kind, *rows, dry_run=False, **options):
    """Import the rows, dicts of cells; the result."""
    importer = Importer(RESOURCES[kind](with_status=True), list(rows[0]), **options)
    lines = ((line, list(row.values())) for line, row in enumerate(rows, 2))
    return importer.run(lines, dry_run=dry_run)


def place(slug, **cells):
    return {"slug": slug, "name": slug} | cells


def statuses(model=models.Place):
    return dict(model.objects.values_list("slug", "status"))


def errors_of(result):
    return [(error.line, error.column, error.message) for error in result.errors]


def export(*arguments):
    with NamedTemporaryFile() as file:
        call_command("exportcsv", *arguments, "--output", file.name)
        return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))


def test_new_rows_are_drafts_by_default():
    import_rows("places", place("hankow"))
    import_rows("places", place("wuchang"), new_status=Status.PUBLISHED)
    assert statuses() == {"hankow": "draft", "wuchang": "published"}


def test_the_status_column_decides_and_an_empty_cell_keeps_the_status():
    factories.make_place(slug="hankow", name="hankow")
    factories.make_place(slug="hanyang", name="hanyang", status="draft")
    rows = (
        place("hankow", status=""), place("hanyang", status="published"), place("wuchang", status=""),
        place("wuhan", status="published"),
    )  # fmt: skip
    result = import_rows("places", *rows)
    assert (result.new, result.changed, result.unchanged) == (2, 1, 1)
    assert statuses() == {"hankow": "published", "hanyang": "published", "wuchang": "draft", "wuhan": "published"}
    assert import_rows("places", *rows).unchanged == 4


def test_records_keep_their_status_without_the_column():
    for slug, status in (("hankow", "published"), ("hanyang", "draft")):
        factories.make_place(slug=slug, name="前", status=status)
    assert import_rows("places", place("hankow"), place("hanyang"), new_status=Status.PUBLISHED).changed == 2
    assert statuses() == {"hankow": "published", "hanyang": "draft"}


def test_an_unknown_status_and_a_withdrawal_without_a_reason_are_errors():
    factories.make_place(slug="hankow", name="hankow")
    result = import_rows("places", place("hankow", status="withdrawn"), place("wuchang", status="final"))
    assert [(line, column) for line, column, _message in errors_of(result)] == [(2, "status"), (3, "status")]
    assert "Say why it is withdrawn." in errors_of(result)[0][2]
    assert statuses() == {"hankow": "published"}


def test_a_record_published_again_loses_the_reason_of_its_withdrawal():
    factories.make_place(slug="hankow", name="hankow", status="withdrawn", status_reason="Counted twice")
    assert import_rows("places", place("hankow", status="published")).changed == 1
    assert models.Place.objects.get().status_reason == ""
    assert "Say why it is withdrawn." in errors_of(import_rows("places", place("hankow", status="withdrawn")))[0][2]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_published_row_does_not_link_to_a_draft(dry_run):
    source, campaign = factories.make_source(slug="dawson", status="draft"), factories.make_campaign(slug="wuhan")
    claim = {
        "campaign": campaign.slug, "kind": "casualties", "category": "killed", "counted": "persons", "low": "1",
        "high": "1", "qualifier": "exact", "source": source.slug,
    }  # fmt: skip
    sentence = "“dawson” is not published. Publish it first, or enter this row as a draft."
    result = import_rows("claims", claim, dry_run=dry_run, new_status=Status.PUBLISHED)
    assert errors_of(result) == [(2, "source", sentence)]
    assert import_rows("claims", claim, dry_run=dry_run).new == 1
    # Also where the file names the status alone.
    draft = factories.make_claim(source=source, campaign=campaign, status="draft")
    result = import_rows("claims", {"ref": draft.ref, "status": "published"} | claim, dry_run=dry_run)
    assert errors_of(result) == [(2, "source", sentence)]


def test_a_published_row_does_not_link_to_a_draft_in_a_list():
    factories.make_place(slug="hankow", status="draft")
    campaign = {"slug": "wuhan", "name": "武漢會戰", "places": "hankow", "status": "published"}
    ((line, column, _sentence),) = errors_of(import_rows("campaigns", campaign))
    assert (line, column) == (2, "places")
    assert import_rows("campaigns", campaign | {"status": "draft"}).new == 1


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_published_row_does_not_keep_a_draft_in_a_list(dry_run):
    campaign = factories.make_campaign(slug="wuhan", name="武漢會戰", status="draft")
    campaign.places.set([factories.make_place(slug="hankow", status="draft"), factories.make_place()])
    row = {"slug": "wuhan", "name": "武漢會戰", "status": "published"}
    sentence = "“hankow” is not published. Publish it first, or enter this row as a draft."
    assert errors_of(import_rows("campaigns", row, dry_run=dry_run)) == [(2, "places", sentence)]
    assert statuses(models.Campaign) == {"wuhan": "draft"}
    models.Place.objects.update(status="published")
    assert import_rows("campaigns", row, dry_run=dry_run).changed == 1


def test_a_row_and_its_parent_are_published_together_in_any_order():
    import_rows("places", place("hankow", part_of="wuhan"), place("wuhan", part_of=""))
    rows = place("hankow", part_of="wuhan", status="published"), place("wuhan", part_of="", status="published")
    assert import_rows("places", *rows).changed == 2
    assert set(statuses().values()) == {"published"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_record_with_published_links_to_it_cannot_be_withdrawn(dry_run):
    claim = factories.make_claim(source=factories.make_source(slug="dawson", title="武漢"))
    row = {"slug": "dawson", "title": "武漢", "kind": "book", "status": "draft"}
    sentence = "Published figure claims link to it. Withdraw them first."
    assert errors_of(import_rows("sources", row, dry_run=dry_run)) == [(2, "status", sentence)]
    models.FigureClaim.objects.filter(pk=claim.pk).update(status="draft")
    assert import_rows("sources", row, dry_run=dry_run).changed == 1


@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_link_withdrawn_during_the_import_stops_it(status):
    """Another session withdraws the linked source between the check and the commit."""
    source = factories.make_source(slug="dawson", title="War diary")
    claim = factories.make_claim(source=source, campaign=factories.make_campaign(slug="wuhan"), low=1, high=1)
    ((exported,),) = [export("claims")]
    claim.delete()

    def withdraw(_done):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE battles_source SET status = 'withdrawn', status_reason = 'forged' WHERE id = %s", [source.pk]
            )

    result = import_rows("claims", exported, new_status=status, progress=withdraw)
    sentence = "This links to records that are not published: “War diary”. Publish those first."
    assert [message for _line, _column, message in errors_of(result)] == [sentence] * (status == "published")
    assert models.FigureClaim.objects.count() == (status == "draft")


def test_the_command_publishes_new_rows_without_the_option_draft(tmp_path):
    for slug, options in (("hankow", {}), ("wuchang", {"draft": True})):
        path = tmp_path / "places.csv"
        path.write_bytes(csv_of(place(slug)))
        call_command("importcsv", "places", str(path), **options)
    assert statuses() == {"hankow": "published", "wuchang": "draft"}
    assert models.ImportRecord.objects.order_by("pk").last().new_status == "draft"


def test_an_export_has_published_records_or_all_with_their_status():
    for slug, status in (("a", "published"), ("b", "draft"), ("c", "withdrawn")):
        factories.make_place(slug=slug, status=status, status_reason="twice" if status == "withdrawn" else "")
    assert [row["slug"] for row in export("places")] == ["a"]
    assert "status" not in export("places")[0]
    everything = export("places", "--all")
    assert list(everything[0])[-1] == "status"
    assert [(row["slug"], row["status"]) for row in everything] == [
        ("a", "published"), ("b", "draft"), ("c", "withdrawn"),
    ]  # fmt: skip
    result = import_rows("places", *everything)
    assert (result.unchanged, result.error_count) == (3, 0)


def test_an_export_with_status_can_be_filtered_by_it():
    factories.make_place(slug="a", status="draft")
    factories.make_place(slug="b")
    assert [row["slug"] for row in export("places", "--all", "--filter", "status=draft")] == ["a"]
    with pytest.raises(CommandError, match="“status” is no column"):
        export("places", "--filter", "status=draft")


def test_uploaded_rows_get_the_status_chosen_in_the_form(admin_client):
    for slug, values in (("hankow", {}), ("wuchang", {"new_status": "published"})):
        _response, record = upload(admin_client, models.Place, csv_of(place(slug)), **values)
        admin_client.post(step(record, "confirm"))
    assert statuses() == {"hankow": "draft", "wuchang": "published"}


def test_the_form_offers_no_withdrawal_of_new_rows(admin_client):
    response, record = upload(admin_client, models.Place, csv_of(place("hankow")), new_status="withdrawn")
    assert (response.status_code, record) == (200, None)


def test_editors_get_the_status_and_readers_do_not(admin_client, client):
    factories.make_place(slug="a")
    factories.make_place(slug="b", status="draft")
    sent = admin_client.post(address(models.Place, "export"), {"file_format": "csv"}).getvalue().decode("utf-8-sig")
    assert [row["status"] for row in csv.DictReader(io.StringIO(sent))] == ["published", "draft"]
    public = client.get("/places/?format=csv").getvalue().decode("utf-8-sig")
    assert [row["slug"] for row in csv.DictReader(io.StringIO(public))] == ["a"]
    assert "status" not in public.splitlines()[0]
