"""Files with a former slug find the record, say so, and make no second statement."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.importing.importer import Importer
from battles.importing.previews import Group, PreviewRows, PreviewWriter
from battles.importing.remarks import remarks_on
from battles.models import Campaign, FigureClaim, Place, Subordination
from battles.resources import RESOURCES
from tests.factories import make_belligerent, make_campaign, make_claim, make_place, make_source, make_unit
from tests.importing.test_importer import counts, errors_of, import_rows

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def rename(record, slug):
    record.slug = slug
    record.save()
    return record


def notes_of(result):
    return [(note.lines, note.column, note.message) for note in result.notes]


@pytest.fixture
def claim():
    """The cells of a claim without a ref, whose links all exist."""
    make_campaign(slug="hankow")
    make_source(slug="diary")
    make_belligerent(slug="china")
    return {
        "campaign": "hankow", "source": "diary", "belligerent": "china", "kind": "casualties", "category": "killed",
        "low": "5", "high": "5", "note": "",
    }  # fmt: skip


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_old_slug_in_the_identity_column_finds_the_record(dry_run):
    place = rename(make_place(slug="hankow", name="漢口"), "hankou")
    result = import_rows("places", {"slug": "hankow", "name": "漢口", "note": "new note"}, dry_run=dry_run)
    assert counts(result) == (0, 1, 0, 0)
    sentence = "“hankow” is a former slug of the place “hankou”, which was found."
    assert notes_of(result) == [([2], "slug", sentence)]
    place.refresh_from_db()
    assert (place.slug, place.note) == ("hankou", "" if dry_run else "new note")


def test_an_old_slug_in_a_link_finds_the_record(claim):
    rename(Campaign.objects.get(), "wuhan")
    result = import_rows("claims", claim)
    assert counts(result) == (1, 0, 0, 0)
    assert [(lines, column) for lines, column, _sentence in notes_of(result)] == [([2], "campaign")]
    assert FigureClaim.objects.get().campaign.slug == "wuhan"


def test_an_old_slug_in_a_list_of_links_finds_the_record():
    rename(make_place(slug="hankow"), "hankou")
    other = make_place(slug="wuchang")
    result = import_rows("campaigns", {"slug": "wuhan", "name": "武漢", "places": "wuchang|hankow|hankou"})
    assert counts(result) == (1, 0, 0, 0)
    assert set(Campaign.objects.get().places.all()) == {other, Place.objects.get(slug="hankou")}
    assert [column for _lines, column, _sentence in notes_of(result)] == ["places"]


def test_an_old_slug_of_a_larger_record_of_the_same_kind_finds_it():
    rename(make_campaign(slug="war"), "second-war")
    result = import_rows("campaigns", {"slug": "wuhan", "name": "武漢", "part_of": "war"})
    assert counts(result) == (1, 0, 0, 0)
    assert Campaign.objects.get(slug="wuhan").part_of.slug == "second-war"


def test_two_rows_with_the_old_and_the_new_slug_are_one_record():
    rename(make_place(slug="hankow", name="漢口"), "hankou")
    result = import_rows("places", {"slug": "hankou", "name": "漢口"}, {"slug": "hankow", "name": "漢口"})
    assert errors_of(result) == [(3, "slug")]
    assert "“hankou” is in line 2 already" in result.errors[0].message


def test_the_preview_has_a_remark_with_the_column_for_an_unchanged_row_too(tmp_path):
    rename(make_place(slug="hankow", name="漢口", name_en=""), "hankou")
    resource, headings = RESOURCES["places"](), ["slug", "name"]
    with PreviewWriter(tmp_path, resource, headings, remarks_on(resource.model)) as preview:
        result = Importer(resource, headings, preview=preview).run([(2, ["hankow", "漢口"])], dry_run=True)
    assert counts(result) == (0, 0, 1, 0)
    (row,) = PreviewRows(tmp_path, Group.REMARKS)
    assert (row["line"], row["identity"]) == (2, "hankou")
    assert [(remark["column"], "former slug" in remark["sentence"]) for remark in row["remarks"]] == [("slug", True)]


def test_the_command_prints_it(tmp_path):
    rename(make_place(slug="hankow", name="漢口"), "hankou")
    file = tmp_path / "places.csv"
    file.write_text("slug,name\nhankow,漢口\n", encoding="utf-8")
    printed = StringIO()
    call_command("importcsv", "places", str(file), stdout=StringIO(), stderr=printed)
    assert "line 2, slug: “hankow” is a former slug of the place “hankou”" in printed.getvalue()


@pytest.mark.parametrize("slug", ["hankow", "wuhan"])
def test_a_row_without_a_ref_finds_the_statement_after_a_rename(claim, slug):
    import_rows("claims", claim)
    before = FigureClaim.objects.get().ref
    rename(Campaign.objects.get(), "wuhan")
    result = import_rows("claims", claim | {"campaign": slug, "note": "seen again"})
    assert counts(result) == (0, 1, 0, 0)
    found = FigureClaim.objects.get()
    assert (found.ref, found.note) == (before, "seen again")


def test_a_statement_is_found_under_any_of_the_slugs_of_any_of_its_links(claim):
    campaign, source = Campaign.objects.get(), make_source(slug="old-source")
    for slug in ("second", "third"):
        rename(campaign, slug)
    import_rows("claims", claim | {"source": "old-source"})
    rename(source, "new-source")
    rename(campaign, "fourth")
    for campaign_slug in ("hankow", "second", "third", "fourth"):
        for source_slug in ("old-source", "new-source"):
            result = import_rows("claims", claim | {"campaign": campaign_slug, "source": source_slug})
            assert counts(result) == (0, 0, 1, 0)


def test_a_rename_during_the_import_stops_a_row_that_would_take_the_slug():
    """Another session renames a record between the check and the commit."""
    side = make_belligerent(slug="japan", name="日本", name_en="")

    def keep(_done):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO battles_formerslug (belligerent_id, slug, search_key) VALUES (%s, 'nippon', 'nippon')",
                [side.pk],
            )

    importer = Importer(RESOURCES["belligerents"](), ["slug", "name"], keep)
    result = importer.run([(2, ["nippon", "日本"])])
    sentence = "“nippon” is a former slug of the belligerent “日本” (japan), to which it still leads."
    assert [error.message for error in result.errors] == [sentence]
    assert side.former_slugs.count() == 0
    assert type(side).objects.count() == 1


def test_two_links_to_records_of_one_kind_keep_their_own_slugs():
    upper, lower = make_unit(slug="army"), make_unit(slug="corps")
    make_source(slug="diary")
    row = {"unit": "corps", "superior": "army", "source": "diary"}
    import_rows("subordinations", row)
    rename(upper, "ninth-army"), rename(lower, "fourth-corps")
    assert counts(import_rows("subordinations", row)) == (0, 0, 1, 0)
    assert counts(import_rows("subordinations", {**row, "unit": "fourth-corps"})) == (0, 0, 1, 0)
    assert Subordination.objects.count() == 1


def test_rows_that_say_the_same_under_two_slugs_are_one_statement(claim):
    rename(Campaign.objects.get(), "wuhan")
    result = import_rows("claims", claim, claim | {"campaign": "wuhan"})
    assert errors_of(result) == [(3, "")]
    assert "Line 2 has the same statement" in result.errors[0].message


def test_a_new_statement_gets_its_ref_from_the_slugs_of_today(claim):
    rename(Campaign.objects.get(), "wuhan")
    import_rows("claims", claim)
    made = FigureClaim.objects.get()
    assert made.ref.startswith("diary-wuhan-china-")
    assert made.make_ref() == made.ref


def test_former_slugs_cost_nothing_where_there_are_none_and_little_where_there_are(claim):
    make_claim()
    rows = [claim | {"low": str(number), "high": str(number)} for number in range(1, 21)]

    def queries(*rows):
        with CaptureQueriesContext(connection) as captured:
            import_rows("claims", *rows, dry_run=True)
        return len(captured)

    # One asks whether there are any.
    usual = queries(rows[0])
    assert queries(*rows) == usual
    rename(make_place(), "of-another-kind")
    with CaptureQueriesContext(connection) as captured:
        import_rows("claims", *rows, dry_run=True)
    assert len(captured) == usual
    rename(Campaign.objects.get(slug="hankow"), "wuhan")
    assert queries(*rows) == queries(rows[0])
