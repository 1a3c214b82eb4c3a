"""Files with the faults that people's real files had, each named by its fault."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from battles.models import Belligerent, Campaign, Engagement, FigureClaim, Source
from tests.factories import make_belligerent, make_campaign, make_source
from tests.tabular.files import DATA

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def linked_records(db):
    make_campaign(slug="battle-of-wuhan")
    make_belligerent(slug="empire-of-japan")
    for slug in ("zhwiki-wuhan", "ailan-2012"):
        make_source(slug=slug)


def messages(model, name):
    """Each line that the import of the file printed."""
    out, err = StringIO(), StringIO()
    try:
        call_command("importcsv", model, str(DATA / f"{name}.csv"), stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return (out.getvalue() + err.getvalue()).splitlines()


@pytest.mark.parametrize("name", ["blank-after-locator", "decomposed-wording"])
def test_rows_that_look_the_same_are_one_statement(name):
    assert messages("claims", name)[0] == "line 3: Line 2 has the same statement. Remove one of the two."


def test_a_name_that_shows_nothing_is_refused():
    printed = messages("belligerents", "blank-names")
    assert [line.partition(":")[0] for line in printed[:-1]] == [f"line {line}, name" for line in range(2, 6)]
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
