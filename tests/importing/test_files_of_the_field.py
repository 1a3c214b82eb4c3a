"""Files with the faults that people's real files had, each named by its fault."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from battles.models import Belligerent, FigureClaim
from tests.factories import make_belligerent, make_campaign, make_source
from tests.tabular.files import DATA

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def linked_records(db):
    make_campaign(slug="battle-of-wuhan")
    make_belligerent(slug="empire-of-japan")
    make_source(slug="zhwiki-wuhan")


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
