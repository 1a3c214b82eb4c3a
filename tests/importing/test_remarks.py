"""Remarks on claims in a file: other sources, repetitions, and findings of checkrecords."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.importing.importer import Importer
from battles.importing.previews import Group, PreviewRows, PreviewWriter
from battles.importing.remarks import ClaimRemarks, remarks_on
from battles.models import Belligerent, Campaign, DateClaim, Source
from battles.resources import RESOURCES
from tests.factories import (
    make_belligerent,
    make_campaign,
    make_claim,
    make_dateclaim,
    make_outcomeclaim,
    make_source,
    make_unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def claim():
    """The cells of a claim, whose links all exist."""
    campaign = make_campaign(slug="wuhan", start="1938-06-11", end="1938-10-27")
    make_source(slug="diary", title="日記")
    make_source(slug="history", title="戰史")
    make_belligerent(slug="china")
    assert campaign.pk
    return {
        "ref": "mine", "campaign": "wuhan", "belligerent": "china", "unit": "", "kind": "casualties",
        "category": "killed", "counted": "persons", "low": "200", "high": "200", "qualifier": "exact", "as_of": "",
        "scope": "", "source": "diary", "locator": "p. 1", "wording": "",
    }  # fmt: skip


@pytest.fixture
def remarks(tmp_path):
    """The remarks on rows of a file: for each row that has any, its ref and pairs of a sentence and the refs named."""

    def check(model, *rows):
        resource, headings = RESOURCES[model](), list(rows[0])
        with PreviewWriter(tmp_path, resource, headings, remarks_on(resource.model)) as preview:
            result = Importer(resource, headings, preview=preview).run(
                [(line, list(row.values())) for line, row in enumerate(rows, 2)], dry_run=True
            )
        assert not result.errors
        return {
            row["identity"]: [
                (remark["sentence"], [claim["ref"] for claim in remark["claims"]]) for remark in row["remarks"]
            ]
            for row in PreviewRows(tmp_path, Group.REMARKS)
        }

    return check


def theirs(claim, **values):
    """A row that is there already, about the same thing as the claim."""

    return make_claim(
        **{
            "ref": "theirs", "campaign": Campaign.objects.get(slug="wuhan"), "low": 100, "high": 100,
            "belligerent": Belligerent.objects.get(slug="china"), "source": Source.objects.get(slug="history"),
        } | values
    )  # fmt: skip


def test_a_different_figure_of_another_source_gets_a_remark(claim, remarks):
    theirs(claim)
    assert remarks("claims", claim) == {"mine": [("Other sources say otherwise.", ["theirs"])]}


@pytest.mark.parametrize(("own", "other"), [("1938-06/1938-10", ""), ("", "1938"), ("1938-06/1938-10", "1938")])
def test_dates_that_cover_the_whole_event_do_not_set_figures_apart(claim, remarks, own, other):
    theirs(claim, as_of=other)
    assert remarks("claims", claim | {"as_of": own}) == {"mine": [("Other sources say otherwise.", ["theirs"])]}


@pytest.mark.parametrize(
    "values",
    [{"low": 200, "high": 200}, {"category": "wounded"}, {"scope": "北岸"}, {"as_of": "1938-10"}, {"counted": "ships"},
     {"qualifier": "unquantified", "low": None, "high": None}],
)  # fmt: skip
def test_equal_figures_and_other_subjects_get_no_remark(claim, remarks, values):
    theirs(claim, **values)
    assert remarks("claims", claim) == {}


def test_an_unquantified_figure_is_not_compared(claim, remarks):
    theirs(claim)
    assert remarks("claims", claim | {"low": "", "high": "", "qualifier": "unquantified"}) == {}


def test_a_repetition_in_the_same_source_gets_a_remark(claim, remarks):

    theirs(claim, low=200, high=200, source=Source.objects.get(slug="diary"))
    assert remarks("claims", claim) == {"mine": [("The same source says this already.", ["theirs"])]}


def test_rows_of_one_file_are_compared_with_each_other(claim, remarks):
    other = claim | {"ref": "other", "source": "history", "low": "300", "high": "300"}
    again = claim | {"ref": "again"}
    assert remarks("claims", claim, other, again) == {
        "mine": [
            ("Other sources say otherwise.", ["other"]),
            ("The same source says this already.", ["again"]),
        ],
        "other": [("Other sources say otherwise.", ["mine", "again"])],
        "again": [
            ("Other sources say otherwise.", ["other"]),
            ("The same source says this already.", ["mine"]),
        ],
    }


def test_a_row_is_not_compared_with_its_own_earlier_version(claim, remarks):

    theirs(claim, ref="mine", low=200, high=200, source=Source.objects.get(slug="diary"))
    assert remarks("claims", claim | {"locator": "p. 2"}) == {}
    assert remarks("claims", claim | {"low": "7", "high": "7"}) == {}


def test_rows_that_change_nothing_get_no_remarks(claim, remarks):

    theirs(claim, ref="mine", locator="p. 1", low=200, high=200, source=Source.objects.get(slug="diary"))
    theirs(claim)
    assert remarks("claims", claim) == {}


def test_a_remark_names_the_first_claims_and_counts_the_others(claim, tmp_path):
    for number in range(5):
        theirs(claim, ref=f"theirs-{number}", low=number, high=number)
    resource, headings = RESOURCES["claims"](), list(claim)
    with PreviewWriter(tmp_path, resource, headings, remarks_on(resource.model)) as preview:
        Importer(resource, headings, preview=preview).run([(2, list(claim.values()))], dry_run=True)
    (remark,) = PreviewRows(tmp_path, Group.REMARKS)[0]["remarks"]
    assert [other["ref"] for other in remark["claims"]] == ["theirs-0", "theirs-1", "theirs-2"]
    assert remark["claims"][0]["text"] == "0 · 戰史"
    assert remark["more"] == 2


def test_findings_of_checkrecords_become_remarks(claim, remarks):
    found = remarks(
        "claims",
        claim | {"ref": "year", "low": "1938", "high": "1938"},
        claim | {"ref": "reading", "wording": "傷亡三百人", "category": "wounded"},
    )
    assert "is a year of the event" in found["year"][0][0]
    assert "reads 300, but the row has 200" in found["reading"][0][0]


def test_a_unit_number_missing_from_the_wording_gets_a_remark(claim, remarks):
    make_unit(slug="106th", name="第106師團", belligerent=None)
    found = remarks("claims", claim | {"unit": "106th", "wording": "第101師團200人"})
    assert any("names other units than 第106師團" in sentence for sentence, _refs in found["mine"])


def test_losses_above_the_strength_in_the_same_source_get_a_remark(claim, remarks):

    strength = {"kind": "strength", "category": "total", "low": 150, "high": 150}
    theirs(claim, source=Source.objects.get(slug="diary"), **strength)
    assert remarks("claims", claim) == {
        "mine": [("200 lost, but the strength is 150 (theirs) in the same source.", [])]
    }


def test_dates_and_outcomes_are_compared_too(claim, remarks):

    about = {"campaign": Campaign.objects.get(slug="wuhan"), "source": Source.objects.get(slug="history")}
    make_dateclaim(ref="their-date", date="1938-10-25", **about)
    make_outcomeclaim(ref="their-outcome", outcome="victory", **about)
    date = {"ref": "d", "campaign": "wuhan", "boundary": "on", "date": "1938-10-26", "source": "diary"}
    assert remarks("dateclaims", date) == {"d": [("Other sources say otherwise.", ["their-date"])]}
    assert remarks("dateclaims", date | {"date": "1938-10-25"}) == {}
    outcome = {"ref": "o", "campaign": "wuhan", "outcome": "withdrawal", "victor": "", "source": "diary"}
    assert remarks("outcomeclaims", outcome) == {"o": [("Other sources say otherwise.", ["their-outcome"])]}
    assert not DateClaim.objects.filter(ref="d").exists()


def test_views_of_claims_are_compared_as_claims():
    assert isinstance(remarks_on(RESOURCES["casualty-claims"]().model), ClaimRemarks)


def test_a_year_that_is_the_serial_number_of_a_date_gets_a_remark(claim, remarks):
    sentence = "{} in “{}” is a year far ahead, and the serial number of {} in a spreadsheet."
    row = {"slug": "somme", "name": "Somme", "kind": "battle", "campaign": "wuhan", "start": "6027", "end": "6168"}
    assert remarks("engagements", row) == {
        "somme": [
            (sentence.format("6027", "start", "1916-07-01"), []),
            (sentence.format("6168", "end", "1916-11-19"), []),
        ]
    }
    assert remarks("engagements", row | {"slug": "later", "start": "1938", "end": "2099"}) == {}
    date = {"ref": "d", "campaign": "wuhan", "boundary": "on", "date": "6027", "source": "diary"}
    assert (sentence.format("6027", "date", "1916-07-01"), []) in remarks("dateclaims", date)["d"]


@pytest.mark.parametrize("outcome", ["stalemate", "inconclusive"])
def test_a_stalemate_with_a_victor_gets_a_remark(claim, remarks, outcome):
    sentence = f"“{outcome}” has no victor. Leave the victor empty, or choose another outcome."
    row = {"ref": "o", "campaign": "wuhan", "outcome": outcome, "victor": "china", "source": "diary"}
    assert remarks("outcomeclaims", row) == {"o": [(sentence, [])]}
    assert remarks("outcomeclaims", row | {"victor": ""}) == {}
    row = {"slug": "e", "name": "E", "kind": "battle", "campaign": "wuhan", "outcome": outcome, "victor": "china"}
    assert remarks("engagements", row) == {"e": [(sentence, [])]}


def test_queries_do_not_grow_with_the_rows(claim, remarks):
    def queries(count):
        units = [make_unit() for _number in range(count)]
        rows = [
            claim | {"ref": f"row-{count}-{number}", "unit": unit.slug, "source": "history" if number % 2 else "diary"}
            for number, unit in enumerate(units)
        ]
        theirs(claim, ref=f"theirs-{count}", unit=units[0])
        with CaptureQueriesContext(connection) as captured:
            assert remarks("claims", *rows)
        return len(captured)

    assert queries(2) == queries(150)


def test_claims_removed_from_memory_are_looked_up_again(claim, remarks, monkeypatch):
    monkeypatch.setattr("battles.importing.importer.ROWS_AT_ONCE", 2)
    monkeypatch.setattr("battles.importing.remarks.MAX_KNOWN", 3)
    theirs(claim)
    rows = [claim | {"ref": f"row-{number}", "locator": f"p. {number}"} for number in range(8)]
    found = remarks("claims", *rows)
    assert all(("Other sources say otherwise.", ["theirs"]) in found[row["ref"]] for row in rows)
