"""EDTF dates: the days that they span, their order, and the errors of invalid texts."""

import datetime

import edtf as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.edtf import day_number, parse


def day(year, month, number):
    return day_number(year, month, number)


@given(st.dates())
def test_days_are_numbered_as_the_standard_library_numbers_them(date):
    assert day_number(date.year, date.month, date.day) == date.toordinal()


@given(st.integers(-9998, 9998), st.integers(1, 12))
def test_months_follow_each_other_in_years_before_1_too(year, month):
    next_year, next_month = (year + 1, 1) if month == 12 else (year, month + 1)
    assert 28 <= day_number(next_year, next_month, 1) - day_number(year, month, 1) <= 31


@given(st.integers(-9999, 9998))
def test_four_centuries_have_the_same_number_of_days(year):
    assert day_number(year + 400, 1, 1) - day_number(year, 1, 1) == 146_097


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1938", day(1938, 1, 1), day(1938, 12, 31)),
        ("1938-10", day(1938, 10, 1), day(1938, 10, 31)),
        ("1938-07-26", day(1938, 7, 26), day(1938, 7, 26)),
        ("1938-07~", day(1938, 7, 1), day(1938, 7, 31)),
        ("1938-07-26?", day(1938, 7, 26), day(1938, 7, 26)),
        ("1938%", day(1938, 1, 1), day(1938, 12, 31)),
        ("193X", day(1930, 1, 1), day(1939, 12, 31)),
        ("19XX", day(1900, 1, 1), day(1999, 12, 31)),
        ("1938-XX", day(1938, 1, 1), day(1938, 12, 31)),
        ("1938-1X", day(1938, 10, 1), day(1938, 12, 31)),
        ("1938-02-XX", day(1938, 2, 1), day(1938, 2, 28)),
        ("1938-XX-31", day(1938, 1, 31), day(1938, 12, 31)),
        ("193X-02-29", day(1932, 2, 29), day(1936, 2, 29)),
        ("1938-21", day(1938, 3, 1), day(1938, 5, 31)),
        ("1939-24", day(1939, 12, 1), day(1940, 2, 29)),
        ("0000", day(0, 1, 1), day(0, 12, 31)),
        ("-0480-09", day(-480, 9, 1), day(-480, 9, 30)),
        ("-048X", day(-489, 1, 1), day(-480, 12, 31)),
        ("Y-17000", day(-17000, 1, 1), day(-17000, 12, 31)),
        ("1938-08/1938-10", day(1938, 8, 1), day(1938, 10, 31)),
        ("1938-06-11/..", day(1938, 6, 11), None),
        ("1938-06-11/", day(1938, 6, 11), None),
        ("../1938-10-25", None, day(1938, 10, 25)),
        ("/1938-10-25", None, day(1938, 10, 25)),
        ("[1938-07-11..1938-07-20]", day(1938, 7, 11), day(1938, 7, 20)),
        ("[1938-07, 1938-09]", day(1938, 7, 1), day(1938, 9, 30)),
        ("{1938-10-25,1938-10-27}", day(1938, 10, 25), day(1938, 10, 27)),
        ("[..1938-10]", None, day(1938, 10, 31)),
        ("[1938-10..]", day(1938, 10, 1), None),
    ],
)
def test_a_date_spans_the_days_it_may_mean(text, earliest, latest):
    span = parse(text)
    assert (span.earliest, span.latest) == (earliest, latest)


def test_an_interval_with_one_open_bound_sorts_by_the_other():
    assert parse("../1938-10-25").sort_day == day(1938, 10, 25)
    assert parse("1938-06-11/..").last_day == day(1938, 6, 11)


def test_dates_sort_by_their_earliest_day_across_the_year_1():
    texts = ["-0480-09-22", "-0479", "0000", "0001-01-01", "0617~", "1938-06", "1938-06-11", "[1938-07-11..1938-07-20]"]
    assert sorted(texts, key=lambda text: parse(text).sort_day) == texts


def test_feb_29_is_a_day_in_leap_years_only():
    assert parse("1940-02-29").earliest == datetime.date(1940, 2, 29).toordinal()
    with pytest.raises(ValueError, match="no day 29"):
        parse("1938-02-29")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1938-13-40", "no month 13"),
        ("1938-02-30", "no day 30"),
        ("1938-00", "no month 00"),
        ("1938-10-00", "no day 00"),
        ("1938-2-3", "is not a date"),
        ("38-02-03", "is not a date"),
        ("26.7.1938", "is not a date"),
        ("1938-22-01", "no month 22"),
        ("１９３８", "plain digits"),
        (" 1938", "plain digits"),
        ("1938\n", "plain digits"),
        ("1938年", "is not a date in digits. Write 1938."),
        ("-0000", "1 BC is 0000"),
        ("/", "neither a beginning nor an end"),
        ("../..", "neither a beginning nor an end"),
        ("1938-10-27/1938-10-25", "ends before it begins"),
        ("[1938-07-20..1938-07-11]", "ends before it begins"),
        ("[1938", "closing"),
        ("[..]", "neither a beginning nor an end"),
        ("[]", "closing"),
        ("", "is not a date"),
        ("Y1938", "is not a date"),
        ("Y" + "9" * 13, "more than 12 digits"),
    ],
)
def test_invalid_dates_are_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse(text)


two_digits = st.integers(0, 40).map("{:02}".format)


@given(st.builds("{:04}-{}-{}".format, st.integers(1, 9999), two_digits, two_digits))
def test_the_reference_parser_accepts_the_same_day_dates(text):
    try:
        expected = tuple(reference.parse_edtf(text).lower_strict()[:3])
    except reference.EDTFParseException:
        with pytest.raises(ValueError, match="has no"):
            parse(text)
    else:
        assert parse(text).earliest == day_number(*expected)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_is_refused(text):
    try:
        span = parse(text)
    except ValueError:
        return
    assert span.sort_day is not None
