"""Each rule of checking: rows that it must report, and rows that it must not."""

from decimal import Decimal

import pytest

from battles import models
from battles.checking import RecordCheck, check_row, explains
from battles.checking.dates import check_order
from battles.checking.documents import Document
from battles.checking.figures import check_losses
from battles.checking.records import check_wording
from battles.values.edtf import parse

CAMPAIGN = {"slug": "made-up", "name": "甲城會戰", "start": "1938-06-11", "end": "1938-10-25"}
TEXT = "甲軍損失254,628人，乙軍損失約1萬3千人。\n7月26日攻佔甲城，8月3日第9師團到達。"


def claim(wording="", low=None, high=None, qualifier="exact", **values):
    """A figure claim that is not saved: exact and about take one number."""
    if qualifier in ("exact", "about") and high is None:
        high = low
    low, high = (None if bound is None else Decimal(str(bound)) for bound in (low, high))
    values = {"kind": "casualties", "category": "killed", "counted": models.Countable(pk=1), "ref": "a-claim"} | values
    if "engagement" not in values:
        values.setdefault("campaign", models.Campaign(**CAMPAIGN))
    return models.FigureClaim(wording=wording, low=low, high=high, qualifier=qualifier, **values)


def date_claim(wording, date, boundary="on", **values):
    values = {"campaign": models.Campaign(**CAMPAIGN), "ref": "a-date"} | values
    return models.DateClaim(wording=wording, date=date, boundary=boundary, **values)


def found(row):
    return [(finding.severity, finding.rule) for finding in check_row(row)]


class TestReading:
    @pytest.mark.parametrize(
        "row",
        [
            claim("254,628人", 254628),
            claim("約1萬3千人", 13000, qualifier="about"),
            claim("超過40萬", 400000, qualifier="over"),
            claim("不足300", None, 300, qualifier="under"),
            claim("數萬", 20000, 90000, qualifier="several"),
            claim("5～6萬", 50000, 60000, qualifier="range"),
            claim("九个师团350,000人", 9),
            claim("重創", qualifier="unquantified"),
            claim("7月26日重創第106師團", qualifier="unquantified"),
            claim("", 7),
        ],
    )
    def test_a_figure_as_worded_is_right(self, row):
        assert found(row) == []

    @pytest.mark.parametrize(
        "row",
        [
            claim("254,628人", 254629),
            claim("約1萬3千人", 13000),
            claim("超過40萬", 400000, qualifier="at_least"),
            claim("40萬以上", 400000, qualifier="over"),
            claim("不足300", None, 300, qualifier="at_most"),
            claim("數萬", 20000, 80000, qualifier="several"),
            claim("第106師團", 106),
            claim("7月26日", 26),
            claim("全軍", 3),
        ],
    )
    def test_a_figure_not_as_worded_is_an_error(self, row):
        assert found(row) == [("error", "reading")]

    def test_a_number_in_the_wording_of_an_unquantified_figure_is_a_warning(self):
        assert found(claim("重創300人", qualifier="unquantified")) == [("warning", "reading")]
        assert found(claim("重創300人", qualifier="unquantified", note="300 is the survivors.")) == []

    def test_a_wording_with_figures_one_digit_apart_is_an_error(self):
        assert found(claim("7萬、5萬", 70000)) == [("error", "reading")]
        assert found(claim("15萬、7萬", 70000)) == []

    def test_a_note_of_the_right_form_explains_a_departure(self):
        assert found(claim("兩個連隊", 240, note="Editorial: 兩 is read as 240, two companies of 120.")) == []
        assert found(claim("百萬", 1000000, qualifier="about", note="百萬 is read as about 1,000,000.")) == []
        assert found(claim("全軍", 3, note="This is read as 3 corps.")) == []

    @pytest.mark.parametrize(
        "note",
        ["Doubtful.", "Seen on 240.", "兩 companies.", "兩 is read as 241.", "兩 is read as 2,400.", "¶240 is as 兩."],
    )
    def test_a_note_of_another_form_explains_nothing(self, note):
        assert found(claim("兩個連隊", 240, note=note)) == [("error", "reading")]


def test_a_note_needs_the_wording_then_the_row_in_one_sentence():
    assert explains("40 is read as 30.", ["40"], ["30"])
    assert not explains("¶2 has over 40, ¶3 has 30.", ["40"], ["30"])
    assert not explains("40 is so. Read as 30.", ["40"], ["30"])
    assert explains("數 by the convention is 2 to 9.", ["數"], ["2", "9"])


class TestFigures:
    def test_bounds_that_contradict_the_qualifier_are_an_error(self):
        assert found(claim("", 9, 2, qualifier="range")) == [("error", "bounds")]
        assert found(claim("", None, None)) == [("error", "bounds")]

    def test_a_best_estimate_outside_the_bounds_is_an_error(self):
        assert found(claim("", 1000, 1500, qualifier="range", best=Decimal(1501))) == [("error", "best")]
        assert found(claim("", 1000, 1500, qualifier="range", best=Decimal(1500))) == []

    def test_a_best_estimate_that_the_wording_lacks_is_a_warning(self):
        values = {"low": 1000, "high": 1500, "qualifier": "range"}
        assert found(claim("1,000 to 1,500, best 1,200", **values, best=Decimal(1200))) == []
        assert found(claim("1,000 to 1,500, best 1,200", **values, best=Decimal(1300))) == [("warning", "best")]
        explained = claim("1,000 to 1,500", **values, best=Decimal(1200), note="1,200 is in the column beside it.")
        assert found(explained) == []

    def test_more_than_a_hundred_per_cent_is_an_error(self):
        share = models.Countable(measure="share")
        assert found(claim("", 101, counted=share)) == [("error", "percent")]
        assert found(claim("", 100, counted=share)) == []
        over_half = {"qualifier": "over", "counted": share}
        assert found(claim("", 50, **over_half, best=Decimal(101))) == [("error", "percent")]
        assert found(claim("", 50, **over_half, best=Decimal(60))) == []

    def test_a_year_of_the_event_is_a_warning(self):
        assert found(claim("", 1938)) == [("warning", "year")]
        assert found(claim("", 1939)) == []

    def test_the_years_are_those_of_the_larger_event_where_the_event_has_none(self):
        engagement = models.Engagement(slug="part", name="乙城戰役", campaign=models.Campaign(**CAMPAIGN))
        assert found(claim("", 1938, engagement=engagement)) == [("warning", "year")]


class TestLosses:
    side = {"unit_id": 1}

    def losses(self, *rows):
        return [(finding.severity, finding.rule) for finding in check_losses(rows)]

    def strength(self, low, high=None, **values):
        return claim("", low, high, kind="strength", category="total", **self.side | values)

    def test_losses_above_the_strength_are_an_error(self):
        assert self.losses(claim("", 101, **self.side), self.strength(100)) == [("error", "strength")]
        assert self.losses(claim("", 100, **self.side), self.strength(100)) == []

    def test_losses_above_a_strength_of_another_scope_are_a_warning(self):
        rows = claim("", 101, **self.side), self.strength(100, scope="north of the river")
        assert self.losses(*rows) == [("warning", "strength")]

    def test_a_strength_without_a_high_bound_is_never_exceeded(self):
        assert self.losses(claim("", 101, **self.side), self.strength(100, qualifier="over")) == []

    @pytest.mark.parametrize(
        "values",
        [{"category": "survivors"}, {"kind": "civilian_casualties"}, {"note": "The source has 101 dead of 100."}],
    )
    def test_other_categories_and_explained_losses_are_not_reported(self, values):
        assert self.losses(claim("", 101, **self.side | values), self.strength(100)) == []

    def test_figures_of_no_side_are_left_alone(self):
        assert self.losses(claim("", 101), claim("", 100, kind="strength", category="total")) == []

    @pytest.mark.parametrize("category", ["killed_and_wounded", "total"])
    def test_more_killed_than_in_all_is_a_warning(self, category):
        whole = claim("", 100, category=category)
        assert self.losses(claim("", 101), whole) == [("warning", "killed")]
        assert self.losses(claim("", 100), whole) == []


class TestDates:
    @pytest.mark.parametrize(
        "row",
        [
            date_claim("7月26日攻佔", "1938-07-26"),
            date_claim("1938年6月11日", "1938-06-11"),
            date_claim("13日", "1938-07-13"),
            date_claim("8月底", "1938-08-31~"),
            date_claim("8月底", "1938-08~"),
            date_claim("7月中旬", "[1938-07-11..1938-07-20]"),
            date_claim("1938年底", "1938-12-31~", campaign=models.Campaign(slug="undated", name="丙城會戰")),
            date_claim("從1938年8月至10月", "1938-08/1938-10"),
            date_claim("6月13日至10月2日", "1938-06-13", "start"),
            date_claim("6月13日至10月2日", "1938-10-02", "end"),
            date_claim("戰後", "1938-10-26/..", note="Editorial: this is read as 1938-10-26/.."),
            date_claim("", "1938-07"),
        ],
    )
    def test_a_date_as_worded_is_right(self, row):
        assert found(row) == []

    @pytest.mark.parametrize(
        "row",
        [
            date_claim("7月26日攻佔", "1938-07-25"),
            date_claim("7月26日攻佔", "1938-08-26"),
            date_claim("7月26日攻佔", "1938-07"),
            date_claim("7月26日攻佔", "1839-07-26"),
            date_claim("7月攻佔", "1938-07-26"),
            date_claim("1938年6月11日", "1937-06-11"),
            date_claim("13日", "1938-01-13"),
            date_claim("8月底", "1938-08-30~"),
            date_claim("7月中旬", "[1938-07-11..1938-07-21]"),
            date_claim("從1938年8月至10月", "1938-10/1938-10"),
            date_claim("6月13日至10月2日", "1938-10-02", "start"),
            date_claim("戰後", "1938-10-26/.."),
        ],
    )
    def test_a_date_not_as_worded_is_an_error(self, row):
        assert found(row) == [("error", "date")]

    def test_a_note_explains_a_departure(self):
        note = "A slip: 7月26日 is read as 1938-07-27."
        assert found(date_claim("7月26日", "1938-07-27", note=note)) == []
        assert found(date_claim("7月26日", "1938-07-28", note=note)) == [("error", "date")]

    def test_a_date_far_from_the_event_is_a_warning(self):
        assert found(date_claim("1938年2月18日", "1938-02-18")) == [("warning", "date")]
        assert found(date_claim("1938年5月18日", "1938-05-18")) == []

    def test_an_event_without_dates_contradicts_none(self):
        campaign = models.Campaign(slug="undated", name="丙城會戰")
        assert found(date_claim("7月26日", "1838-07-26", campaign=campaign)) == []

    def test_dates_with_open_digits_are_read_as_far_as_they_go(self):
        assert found(date_claim("13日", "1938-XX-13")) == []
        assert found(date_claim("1938年", "193X")) == []

    def test_an_end_before_the_beginning_is_an_error(self):
        start, end = date_claim("", "1938-07-26", "start"), date_claim("", "1938-07-25", "end")
        assert parse(end.date).last_day < parse(start.date).sort_day
        assert [(finding.severity, finding.rule) for finding in check_order([start, end])] == [("error", "order")]

    def test_an_end_after_one_of_two_beginnings_is_right(self):
        claims = [date_claim("", date, boundary) for date, boundary in
                  (("1938-08", "start"), ("1938-06", "start"), ("1938-07", "end"))]  # fmt: skip
        assert list(check_order(claims)) == []


class TestNames:
    @pytest.mark.parametrize(
        ("text", "wording"),
        [("甲城", "甲城會戰"), ("第6軍", "第6、第56及第98軍"), ("第 9 師團", "第9師團"), ("甲城", "")],
    )
    def test_a_name_in_its_wording_is_right(self, text, wording):
        assert found(models.Name(text=text, wording=wording)) == []

    @pytest.mark.parametrize(
        ("text", "wording"), [("甲城", "乙城"), ("第6軍", "第56及第98軍"), ("第6軍", "第6、第9師團")]
    )
    def test_a_name_not_in_its_wording_is_an_error(self, text, wording):
        assert found(models.Name(text=text, wording=wording)) == [("error", "name")]

    def test_a_wording_that_names_other_units_only_is_an_error(self):
        unit = models.Unit(name="第9師團")
        assert found(models.Participation(unit=unit, wording="第6師團到達")) == [("error", "unit")]
        assert found(models.Participation(unit=unit, wording="第6、第9師團到達")) == []
        assert found(models.Participation(unit=unit, wording="日軍到達")) == []
        assert found(models.Participation(unit=unit, wording="協同第6師團", note="The subject is the 9th.")) == []


class TestWording:
    def check(self, **values):
        row = models.Name(**{"text": "甲城", "locator": "¶2", "wording": "攻佔甲城"} | values)
        return [(finding.severity, finding.rule) for finding in check_wording(row, Document(TEXT))]

    def test_a_wording_at_its_place_is_right(self):
        assert self.check() == []
        assert self.check(locator="¶1-2") == []

    def test_a_wording_elsewhere_is_an_error_that_says_where(self):
        row = models.Name(text="甲城", locator="¶1", wording="攻佔甲城")
        (finding,) = check_wording(row, Document(TEXT))
        assert (finding.severity, finding.rule) == ("error", "wording")
        assert "it is in ¶2" in finding.sentence

    def test_a_locator_outside_the_document_is_an_error(self):
        assert self.check(locator="¶3") == [("error", "locator")]
        assert self.check(locator="p. 2") == [("error", "locator")]
        assert self.check(locator="") == [("error", "locator")]

    def test_no_wording_is_a_warning(self):
        assert self.check(wording=" ") == [("warning", "wording")]


@pytest.mark.parametrize(
    "row",
    [
        claim("甲軍損失254,628人", 254628),
        claim("約1萬3千人", 13000, qualifier="about"),
        date_claim("7月26日攻佔甲城", "1938-07-26", locator="¶2"),
    ],
)
def test_a_change_of_any_digit_or_character_is_an_error(row):
    """The aim of the check: what was entered right cannot be changed unnoticed."""
    document = Document(TEXT)
    row.locator = row.locator or "¶1"

    def is_wrong():
        return any(finding.severity == "error" for finding in [*check_row(row), *check_wording(row, document)])

    assert not is_wrong()
    wording = row.wording
    for place, character in enumerate(wording):
        for other in set("0123456789一二三萬千甲乙軍人日月佔約") - {character}:
            row.wording = wording[:place] + other + wording[place + 1 :]
            assert is_wrong(), row.wording
    row.wording = wording
    for fields in [("date",)] if row._meta.model_name == "dateclaim" else [("low", "high"), ("low",), ("high",)]:
        right = str(getattr(row, fields[0]))
        for place, digit in enumerate(right):
            for other in set("0123456789") - {digit} if digit.isdigit() else ():
                changed = right[:place] + other + right[place + 1 :]
                if fields == ("date",):
                    try:
                        parse(changed)
                    except ValueError:
                        continue
                for field in fields:
                    setattr(row, field, changed if fields == ("date",) else Decimal(changed))
                assert is_wrong(), changed
        for field in fields:
            setattr(row, field, right if fields == ("date",) else Decimal(right))


def test_a_check_counts_what_it_finds(db):
    check = RecordCheck()
    assert list(check.findings()) == []
    assert (sum(check.statements.values()), check.looked_up, check.errors, check.warnings) == (0, 0, 0, 0)
