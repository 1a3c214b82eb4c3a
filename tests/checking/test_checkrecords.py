"""The command checkrecords, over made-up records and texts."""

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

TEXT = "甲軍於7月26日攻佔甲城，損失254,628人。\n乙軍第9師團撤退。\n"

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "made-up.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def source():
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return factories.make_source(slug="made-up", document="made-up.txt", document_sha256=digest)


@pytest.fixture
def campaign():
    return factories.make_campaign(start="1938-06-11", end="1938-10-25")


def run(*arguments):
    """Exit status and standard output."""
    output = StringIO()
    try:
        call_command("checkrecords", *arguments, stdout=output, stderr=StringIO())
    except SystemExit as stop:
        return stop.code, output.getvalue()
    return 0, output.getvalue()


def report(*arguments):
    _, output = run("--format", "json", *arguments)
    return json.loads(output)


def make_right_records(source, campaign):
    cited = {"source": source, "campaign": campaign, "locator": "¶1"}
    factories.make_claim(wording="損失254,628人", low=254628, high=254628, **cited)
    factories.make_dateclaim(wording="7月26日攻佔", date="1938-07-26", **cited)
    factories.make_outcomeclaim(wording="攻佔甲城", **cited)
    unit = factories.make_unit(name="第9師團")
    at_second = {"source": source, "locator": "¶2", "wording": "第9師團"}
    factories.make_name(unit=unit, text="第9師團", **at_second)
    factories.make_participation(campaign=campaign, unit=unit, **at_second)
    factories.make_subordination(unit=unit, **at_second)
    factories.make_appointment(unit=unit, **at_second)


def test_right_records_pass_and_are_all_looked_up(folder, source, campaign):
    make_right_records(source, campaign)
    status, output = run("--documents", str(folder))
    assert status == 0
    assert output.endswith("; 7 wordings looked up; 0 errors, 0 warnings.\n")


def test_the_report_counts_statements_by_kind(folder, source, campaign):
    make_right_records(source, campaign)
    kinds = ["names", "appointments", "subordinations", "participations", "claims", "dateclaims", "outcomeclaims"]
    assert report("--documents", str(folder)) == {
        "statements": dict.fromkeys(kinds, 1),
        "looked_up": 7,
        "errors": 0,
        "warnings": 0,
        "findings": [],
    }


def test_an_error_is_a_line_with_the_ref_and_status_1(folder, source, campaign):
    claim = factories.make_claim(
        source=source, campaign=campaign, locator="¶2", wording="損失254,628人", low=254629, high=254629
    )
    status, output = run("--documents", str(folder))
    assert status == 1
    assert f"error wording claims {claim.ref}: “損失254,628人” is not in ¶2; it is in ¶1.\n" in output
    assert f"error reading claims {claim.ref}: “損失254,628人” reads 254,628, but the row has 254,629." in output
    assert output.endswith("2 errors, 0 warnings.\n")


def test_without_a_folder_the_report_says_that_texts_were_not_looked_up(source, campaign):
    factories.make_outcomeclaim(source=source, campaign=campaign, wording="not in the text")
    status, output = run()
    assert status == 0
    assert "The texts were not looked up" in output
    assert report()["looked_up"] == 0


def test_warnings_alone_pass(campaign):
    factories.make_claim(campaign=campaign, locator="", wording="100人")
    status, output = run()
    assert status == 0
    assert output.startswith("warning locator claims ")
    assert output.endswith("0 errors, 1 warning.\n")


@pytest.mark.parametrize("fault", ["missing", "changed", "not text", "elsewhere"])
def test_a_wrong_or_missing_document_is_one_error(fault, folder, source, campaign):
    make_right_records(source, campaign)
    path = folder / "made-up.txt"
    if fault == "missing":
        path.unlink()
    elif fault == "changed":
        path.write_text(TEXT + "甲", encoding="utf-8")
    elif fault == "not text":
        path.write_bytes(b"\xff\xfe\xff")
        source.document_sha256 = hashlib.sha256(b"\xff\xfe\xff").hexdigest()
        source.save()
    else:
        source.document = "../made-up.txt"
        source.save()
        folder = folder / "below"
        folder.mkdir()
    result = report("--documents", str(folder))
    (finding,) = result["findings"]
    assert (finding["severity"], finding["rule"], finding["model"], finding["ref"]) == (
        "error",
        "document",
        "sources",
        "made-up",
    )
    assert "were not looked up" in finding["sentence"]
    assert result["looked_up"] == 0


def test_rows_of_the_same_source_event_and_side_are_checked_together(campaign):
    side = factories.make_belligerent()
    shared = {"campaign": campaign, "belligerent": side, "source": factories.make_source()}
    factories.make_claim(kind="strength", category="total", low=100, high=100, **shared)
    loss = factories.make_claim(low=101, high=101, **shared)
    factories.make_claim(low=102, high=102, **shared | {"source": factories.make_source()})
    factories.make_claim(low=103, high=103, **shared | {"belligerent": factories.make_belligerent()})
    findings = report()["findings"]
    assert [(finding["rule"], finding["ref"]) for finding in findings] == [("strength", loss.ref)]


def test_an_end_before_the_beginning_is_found(campaign):
    source = factories.make_source()
    factories.make_dateclaim(source=source, campaign=campaign, boundary="start", date="1938-07-26")
    end = factories.make_dateclaim(source=source, campaign=campaign, boundary="end", date="1938-07-25")
    factories.make_dateclaim(campaign=campaign, boundary="end", date="1938-07-24")
    findings = report()["findings"]
    assert [(finding["rule"], finding["ref"]) for finding in findings] == [("order", end.ref)]


def test_columns_of_other_records_are_checked_too():
    factories.make_commander(slug="li", born="6027")
    engagement = factories.make_engagement(slug="e", outcome="stalemate", victor=factories.make_belligerent())
    factories.make_outcomeclaim(ref="o", engagement=engagement, outcome="inconclusive", victor=engagement.victor)
    findings = [(finding["rule"], finding["model"], finding["ref"]) for finding in report()["findings"]]
    assert findings == [
        ("victor", "engagements", "e"),
        ("serial", "commanders", "li"),
        ("victor", "outcomeclaims", "o"),
    ]


@pytest.mark.both_engines(quick=False)
def test_the_number_of_queries_does_not_grow_with_the_rows(folder, source, campaign):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            run("--documents", str(folder))
        return len(captured)

    make_right_records(source, campaign)
    for_one = queries()
    for _ in range(19):
        engagement = factories.make_engagement(part_of=factories.make_engagement())
        factories.make_claim(
            engagement=engagement, belligerent=factories.make_belligerent(), unit=factories.make_unit()
        )
        factories.make_dateclaim(engagement=engagement)
        factories.make_participation(engagement=engagement)
        factories.make_name(unit=factories.make_unit())
        factories.make_subordination()
        factories.make_appointment(unit=factories.make_unit())
        factories.make_outcomeclaim(engagement=engagement)
    assert queries() == for_one == 14


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(CommandError, match="is not a folder") as caught:
        call_command("checkrecords", "--documents", str(tmp_path / "nowhere"))
    assert caught.value.returncode == 2
