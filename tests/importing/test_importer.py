"""Import: all rows of a file or none, and each error by line and column."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.importing.importer import Importer
from battles.models import Campaign, Engagement, FigureClaim, Name, Place
from battles.resources import RESOURCES
from tests.factories import (
    make_belligerent,
    make_campaign,
    make_claim,
    make_commander,
    make_engagement,
    make_place,
    make_source,
    make_unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def import_rows(model, *rows, dry_run=False):
    """Import rows given as dicts; lines count from 2, as in a file with a heading line."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    cells = [(line, [row.get(heading, "") for heading in headings]) for line, row in enumerate(rows, 2)]
    return Importer(RESOURCES[model](), headings).run(cells, dry_run=dry_run)


def counts(result):
    return result.new, result.changed, result.unchanged, result.error_count


def errors_of(result):
    return [(error.line, error.column) for error in result.errors]


@pytest.fixture
def claim():
    """The cells of a claim whose links all exist."""
    make_campaign(slug="battle-of-wuhan", name="武漢會戰")
    make_source(slug="zhwiki-wuhan")
    make_belligerent(slug="republic-of-china")
    return {
        "ref": "wuhan-losses",
        "campaign": "battle-of-wuhan",
        "belligerent": "republic-of-china",
        "kind": "casualties",
        "category": "killed_and_wounded",
        "counted": "persons",
        "low": "254628",
        "high": "254628",
        "qualifier": "exact",
        "disputed": "yes",
        "source": "zhwiki-wuhan",
        "locator": "¶16",
        "wording": "254,628人陣亡與受傷",
    }


def test_a_new_row_is_written_with_its_links_and_keys(claim):
    assert counts(import_rows("claims", claim)) == (1, 0, 0, 0)
    row = FigureClaim.objects.get()
    assert (row.ref, row.low, row.disputed, row.standing) == ("wuhan-losses", 254628, True, "normal")
    assert row.campaign.slug == "battle-of-wuhan"
    assert FigureClaim.objects.search("受伤").get() == row
    row.full_clean()


def test_the_same_row_again_changes_nothing(claim):
    import_rows("claims", claim)
    assert counts(import_rows("claims", claim)) == (0, 0, 1, 0)


def test_a_changed_cell_changes_its_column_and_the_keys(claim):
    import_rows("claims", claim)
    assert counts(import_rows("claims", claim | {"wording": "軍事委員會"})) == (0, 1, 0, 0)
    assert FigureClaim.objects.search("军事委员会").get().low == 254628


def test_a_missing_column_keeps_its_value_and_an_empty_cell_empties_it(claim):
    import_rows("claims", claim)
    without = {heading: text for heading, text in claim.items() if heading != "locator"}
    import_rows("claims", without | {"wording": ""})
    row = FigureClaim.objects.get()
    assert (row.locator, row.wording) == ("¶16", "")


def test_an_empty_cell_gets_the_default_of_its_column(claim):
    import_rows("claims", claim | {"qualifier": "", "standing": "", "disputed": ""})
    row = FigureClaim.objects.get()
    assert (row.qualifier, row.standing, row.disputed) == ("exact", "normal", False)


def test_a_blank_ref_is_made_as_the_admin_makes_it(claim):
    import_rows("claims", claim | {"ref": ""})
    row = FigureClaim.objects.get()
    assert row.ref == row.make_ref()
    assert counts(import_rows("claims", claim | {"ref": ""})) == (0, 0, 1, 0)


def test_the_same_figure_of_another_source_is_another_row(claim):
    make_source(slug="novel")
    import_rows("claims", claim | {"ref": ""})
    assert counts(import_rows("claims", claim | {"ref": "", "source": "novel"})) == (1, 0, 0, 0)


def test_one_error_stops_the_whole_import(claim):
    result = import_rows("claims", claim, claim | {"ref": "other", "low": "9", "high": "2", "qualifier": "several"})
    assert errors_of(result) == [(3, "high")]
    assert not FigureClaim.objects.exists()


def test_a_dry_run_has_the_same_result_and_writes_nothing(claim):
    assert counts(import_rows("claims", claim, dry_run=True)) == (1, 0, 0, 0)
    assert not FigureClaim.objects.exists()


@pytest.mark.parametrize(
    ("heading", "text", "sentence"),
    [
        ("low", "1e5", "not a number"),
        (
            "low",
            "２５４６２８",
            "“２５４６２８” is not a plain number. It means: low 254628, high 254628, qualifier exact.",
        ),
        ("low", "254,628", "not a plain number"),
        ("low", "254.628", "2 decimal places"),
        ("low", "-1", "greater than or equal to 0"),
        ("low", "9" * 30, "digits"),
        ("low", "nan", "not a number"),
        ("as_of", "1938-2-30", "is not a date"),
        ("as_of", "1938-02-30", "no day 30"),
        ("kind", "losses", "Did you mean casualties or materiel_losses?"),
        ("kind", "", "blank"),
        ("category", "reserve", "does not go with"),
        ("disputed", "maybe", "neither yes nor no"),
        ("campaign", "battle-of-wuham", "Did you mean battle-of-wuhan?"),
        ("campaign", "武汉会战", "Did you mean battle-of-wuhan?"),
        ("campaign", "", "Say what this is about"),
        ("source", "", "Give the slug"),
        ("source", "nowhere", "There is no source “nowhere”"),
        ("ref", "a b", "slug"),
        ("locator", "x" * 101, "at most 100"),
        ("standing", "preferred", "needs a reason"),
    ],
)
def test_an_error_has_line_column_and_value(claim, heading, text, sentence):
    result = import_rows("claims", claim | {"ref": "first"}, claim | {heading: text})
    errors = [error for error in result.errors if sentence in error.message]
    assert errors, result.errors
    assert errors[0].line == 3
    assert errors[0].value == (claim | {heading: text}).get(errors[0].column, "")
    assert not FigureClaim.objects.exists()


def test_all_errors_of_a_file_are_listed(claim):
    result = import_rows(
        "claims", claim | {"low": "x", "campaign": "nowhere"}, claim | {"ref": "b"}, claim | {"ref": "c", "kind": "?"}
    )
    assert errors_of(result) == [(2, "low"), (2, "campaign"), (4, "kind")]


def test_slugs_that_differ_only_in_case_are_an_error():
    make_place(slug="hankow")
    rows = [{"slug": slug, "name": "地"} for slug in ("Wuhan", "wuhan", "WUHAN", "hankow", "Hanyang", "Hankow")]
    result = import_rows("places", *rows)
    assert [(error.line, error.message) for error in result.errors] == [
        (3, "“wuhan” differs from “Wuhan” in line 2 only in capital letters."),
        (4, "“WUHAN” differs from “Wuhan” in line 2 only in capital letters."),
        (7, "“Hankow” differs from “hankow” in line 5 only in capital letters."),
    ]
    result = import_rows("places", {"slug": "HANKOW", "name": "漢口"}, dry_run=True)
    assert result.errors[0].message == "There is “hankow” already, which differs in capital letters only."


def test_refs_that_differ_only_in_case_are_an_error(claim):
    result = import_rows("claims", claim, claim | {"ref": claim["ref"].upper()})
    assert errors_of(result) == [(3, "ref")]


def test_a_repeated_ref_is_an_error_that_names_the_first_line(claim):
    result = import_rows("claims", claim, claim | {"low": "1", "high": "1"})
    assert errors_of(result) == [(3, "ref")]
    assert "line 2" in result.errors[0].message


def test_a_file_of_casualties_cannot_hold_strengths(claim):
    result = import_rows("casualty-claims", claim | {"kind": "strength", "category": "total"})
    assert errors_of(result) == [(2, "kind")]


def test_a_row_can_link_to_a_later_one():
    rows = [
        {"slug": "wuhan", "name": "武漢會戰", "part_of": "war"},
        {"slug": "raid", "name": "突襲", "part_of": "wuhan"},
        {"slug": "war", "name": "抗日戰爭", "part_of": ""},
    ]
    assert counts(import_rows("campaigns", *rows)) == (3, 0, 0, 0)
    assert Campaign.objects.get(slug="raid").part_of.part_of.slug == "war"


def test_an_engagement_within_a_later_one_needs_no_campaign():
    make_campaign(slug="wuhan")
    rows = [
        {"slug": "landing", "name": "登陸", "kind": "landing", "part_of": "jiujiang", "campaign": ""},
        {"slug": "jiujiang", "name": "九江戰役", "kind": "battle", "part_of": "", "campaign": "wuhan"},
    ]
    assert counts(import_rows("engagements", *rows)) == (2, 0, 0, 0)
    assert Engagement.objects.get(slug="landing").part_of.slug == "jiujiang"


def test_a_circle_within_the_file_is_refused():
    rows = [{"slug": "a", "name": "a", "part_of": "b"}, {"slug": "b", "name": "b", "part_of": "a"}]
    result = import_rows("places", *rows)
    assert errors_of(result) == [(2, "part_of"), (3, "part_of")]
    assert not Place.objects.exists()


def test_a_circle_through_existing_records_is_refused():
    top = make_place(slug="top")
    make_place(slug="middle", part_of=top)
    result = import_rows("places", {"slug": "top", "name": "top", "part_of": "middle"})
    assert errors_of(result) == [(2, "part_of")]
    assert Place.objects.get(slug="top").part_of is None


def test_source_address_that_is_no_web_address_is_refused():
    sources = ["https://example.org/a?b=c", 'https://example.org/"><b>', "ftp://example.org/a", "javascript:alert(1)"]
    rows = [{"slug": f"s-{key}", "title": "t", "kind": "book", "url": url} for key, url in enumerate(sources)]
    assert errors_of(import_rows("sources", *rows)) == [(3, "url"), (4, "url"), (5, "url")]
    assert counts(import_rows("sources", rows[0])) == (1, 0, 0, 0)


def test_nesting_too_deep_is_refused():
    rows = [{"slug": f"p-{key}", "name": "p", "part_of": f"p-{key - 1}" if key else ""} for key in range(300)]
    with CaptureQueriesContext(connection) as queries:
        assert errors_of(import_rows("places", *rows))[0] == (52, "part_of")
    # Rows too deep are not even written.
    assert sum(query["sql"].startswith("INSERT") for query in queries) < 120
    rows = rows[:51]
    result = import_rows("places", *rows)
    assert errors_of(result) == [(52, "part_of")]
    assert "This would be nested more than 50 levels deep." in result.errors[0].message
    assert counts(import_rows("places", *rows[:50])) == (50, 0, 0, 0)
    # The row takes the whole chain one level down.
    make_place(slug="top")
    assert errors_of(import_rows("places", {"slug": "p-0", "name": "p", "part_of": "top"})) == [(2, "part_of")]


def test_rows_without_identity_and_parent_are_not_a_circle():
    rows = [{"slug": "", "name": "a", "part_of": ""}, {"slug": "", "name": "b", "part_of": ""}]
    assert errors_of(import_rows("places", *rows)) == [(2, "slug"), (3, "slug")]


def test_an_error_of_a_parent_is_listed_once():
    rows = [
        {"slug": "war", "name": "", "part_of": ""},
        {"slug": "wuhan", "name": "武漢會戰", "part_of": "war"},
    ]
    result = import_rows("campaigns", *rows)
    assert errors_of(result) == [(2, "name")]
    assert not Campaign.objects.exists()


def test_lists_of_links_are_written_and_changed():
    for slug in ("wuhan", "jiujiang", "changde"):
        make_place(slug=slug)
    row = {"slug": "battle", "name": "戰", "places": "wuhan|jiujiang"}
    assert counts(import_rows("campaigns", row)) == (1, 0, 0, 0)
    assert counts(import_rows("campaigns", row | {"places": "jiujiang | wuhan"})) == (0, 0, 1, 0)
    assert counts(import_rows("campaigns", row | {"places": "changde"})) == (0, 1, 0, 0)
    assert list(Campaign.objects.get().places.values_list("slug", flat=True)) == ["changde"]
    assert counts(import_rows("campaigns", {"slug": "battle", "name": "戰"})) == (0, 0, 1, 0)
    assert errors_of(import_rows("campaigns", row | {"places": "changde|nowhere"})) == [(2, "places")]


@pytest.mark.parametrize("between", [", ", ";", " ", " and ", "、"])
def test_a_list_with_another_separator_is_told_the_bar(between):
    for slug in ("wuhan", "jiujiang"):
        make_place(slug=slug)
    cell = f"wuhan{between}jiujiang"
    (error,) = import_rows("campaigns", {"slug": "battle", "name": "戰", "places": cell}).errors
    assert error.message == f"“{cell}” is read as one place. Put | between several: wuhan|jiujiang."


def test_several_slugs_in_a_column_with_one_link_are_told_so():
    for slug in ("wuhan", "jiujiang"):
        make_place(slug=slug)
    (error,) = import_rows("places", {"slug": "port", "name": "港", "part_of": "wuhan|jiujiang"}).errors
    assert error.message == "“wuhan|jiujiang”: this column links to one place only."


def test_a_character_that_nobody_sees_is_shown_by_its_code_point(claim):
    messages = [
        error.message
        for heading in ("ref", "campaign", "category", "low", "as_of", "disputed")
        for error in import_rows("claims", claim | {heading: "क\u094d\u200dक"}).errors
    ]
    assert all("[U+200D]" in message for message in messages)
    assert len(messages) == 6


def test_an_error_found_only_by_the_database_stops_the_whole_import(claim, monkeypatch):
    monkeypatch.setattr(FigureClaim, "contradictions", lambda row: iter(()))
    result = import_rows("claims", claim | {"qualifier": "over"})
    assert result.error_count == 1
    assert "low bound only" in result.errors[0].message
    assert not FigureClaim.objects.exists()


def test_every_kind_of_record_has_a_resource():
    make_source(slug="s")
    make_commander(slug="c")
    make_unit(slug="u")
    make_engagement(slug="e")
    name = {"ref": "", "commander": "c", "text": "岡村寧次", "language": "zh-Hant", "source": "s"}
    assert counts(import_rows("names", name)) == (1, 0, 0, 0)
    assert Name.objects.get().ref.startswith("s-c-zh-hant-")
    appointment = {"ref": "", "commander": "c", "unit": "u", "role": "", "start": "1938-07", "source": "s"}
    assert counts(import_rows("appointments", appointment)) == (1, 0, 0, 0)


def test_queries_do_not_grow_with_the_rows(claim):
    def queries(rows):
        file = [claim | {"ref": f"row-{rows}-{number}"} for number in range(rows)]
        with CaptureQueriesContext(connection) as captured:
            assert counts(import_rows("claims", *file)) == (rows, 0, 0, 0)
        return len(captured)

    assert queries(1) == queries(200) <= 15


def test_a_claim_of_another_source_is_not_changed(claim):
    other = make_claim(ref="theirs", low=1, high=1)
    import_rows("claims", claim, claim | {"ref": "", "low": "7", "high": "7"})
    other.refresh_from_db()
    assert (other.low, other.high) == (1, 1)
