"""Files with the faults that people's real files had, each named by its fault."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from battles.models import Belligerent, Campaign, Engagement, FigureClaim, ImportRecord, Name, Source
from tests.admin.uploading import page_of, upload
from tests.factories import make_belligerent, make_campaign, make_commander, make_engagement, make_source
from tests.tabular.files import DATA

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def linked_records(db):
    make_campaign(slug="battle-of-wuhan")
    make_belligerent(slug="empire-of-japan")
    for slug in ("zhwiki-wuhan", "ailan-2012"):
        make_source(slug=slug)


def messages(model, name, **options):
    """Each line that the import of the file printed."""
    out, err = StringIO(), StringIO()
    try:
        call_command("importcsv", model, str(DATA / f"{name}.csv"), stdout=out, stderr=err, **options)
    except CommandError as error:
        err.write(str(error))
    return (out.getvalue() + err.getvalue()).splitlines()


@pytest.mark.parametrize("name", ["blank-after-locator", "decomposed-wording"])
def test_rows_that_look_the_same_are_one_statement(name):
    assert "Line 2 has the same statement. Remove one of the two." in messages("claims", name)[0]


def test_a_name_that_shows_nothing_is_refused():
    printed = messages("belligerents", "blank-names")
    assert printed == [
        "4 rows, name: This field cannot be blank. (lines 2, 3, 4, 5)",
        "4 errors; nothing was imported.",
    ]
    assert Belligerent.objects.count() == 1


def test_a_quote_after_a_blank_opens_a_quoted_text():
    assert messages("claims", "blank-before-quote")[0].startswith("1 new")
    assert FigureClaim.objects.values_list("locator", "wording").get() == ("p. 1", "nine")


def test_a_row_of_delimiters_is_skipped():
    assert messages("claims", "delimiters-only")[0].startswith("1 new")


def test_a_date_that_covers_the_event_sets_no_claim_apart(client):
    assert messages("engagements", "one-day-engagement")[0].startswith("1 new")
    assert messages("claims", "one-day-claims")[0].startswith("2 new")
    for model in (Campaign, Engagement, Belligerent, Source, FigureClaim):
        model.objects.update(status="published")
    (group,) = FigureClaim.objects.published().differing()
    assert (group["lowest"], group["highest"]) == (100, 200)
    page = client.get("/engagements/field-day/").content.decode()
    assert "sources differ" in page
    assert "as of" in page
    others = FigureClaim.objects.published().with_others().order_by("low")
    assert [(claim.lowest, claim.date_apart) for claim in others.with_date_apart()] == [(200, ""), (100, "")]


def test_a_last_column_without_heading_and_cells_is_skipped():
    assert messages("claims", "empty-last-column")[0].startswith("1 new")


def test_headings_match_in_capitals_and_a_column_is_left_out_by_the_word_of_the_editor():
    assert messages("claims", "capital-headings") == [
        "Unknown headings: “My notes” (did you mean “note”?). --leave-out-unknown leaves them out."
    ]
    printed = messages("claims", "capital-headings", leave_out_unknown=True, message="why")
    assert (printed[0][:5], printed[-1]) == ("1 new", "Columns left out: My notes.")
    assert ImportRecord.objects.get().message == "why\nColumns left out: “My notes”."
    assert FigureClaim.objects.values_list("low", "wording").get() == (5, "five")


def test_a_file_with_one_column_changes_that_of_records_that_exist():
    make_engagement(slug="battle-of-madang", name="馬當", start="1938-06-20")
    assert messages("engagements", "one-column-update")[0].startswith("0 new, 1 changed")
    assert Engagement.objects.values_list("name", "start").get() == ("馬當", "1938-06-24")


def test_a_new_row_in_a_file_with_one_column_is_told_what_it_needs():
    assert messages("engagements", "one-column-update")[0] == (
        "line 2, slug: No record has this slug. A new row needs these columns too, which the file lacks: name, kind."
    )


def test_each_cell_of_the_preview_is_under_its_own_heading_and_the_made_identity_is_apart(admin_client):
    make_commander(slug="chen-cheng")
    content = (DATA / "first-heading-not-identity.csv").read_bytes()
    page = page_of(admin_client, upload(admin_client, Name, content)[1])
    headings, (row,) = page.context["headings"], page.context["page"].object_list
    assert dict(zip(headings, row["cells"], strict=True)) == {
        "text": "Stonewall", "language": "en", "commander": "chen-cheng", "source": "zhwiki-wuhan",
        "locator": "p. 1", "wording": "Stonewall",
    }  # fmt: skip
    assert page.context["made_identity"] == "ref"
    assert f'<td class="identity">{row["identity"]}</td>' in page.content.decode()
