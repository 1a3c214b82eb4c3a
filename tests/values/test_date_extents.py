"""The sure days and the possible days of dates, events and terms."""

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.date_extents import date_extent, event_extent, inclusion, moment_extent, term_extent
from battles.values.edtf import Span, civil_date, day_number, day_text, fits, parse


def days(*stretches):
    """Spans from texts: a day, or two days with a slash between, either of which may be open."""
    found = []
    for text in stretches:
        first, slash, last = text.partition("/")
        last = last if slash else first
        found.append(Span(parse(first).earliest if first else None, parse(last).latest if last else None))
    return tuple(found)


ON = [
    ("1938-09-06", ["1938-09-06"], ["1938-09-06"]),
    ("1938-09-06~", ["1938-09-06"], []),
    ("1938-09-06?", ["1938-09-06"], []),
    ("1938-09", ["1938-09-01/1938-09-30"], []),
    ("1938", ["1938-01-01/1938-12-31"], []),
    ("1938-21", ["1938-03-01/1938-05-31"], []),
    ("1938-08/1938-10", ["1938-08-01/1938-10-31"], ["1938-08-31/1938-10-01"]),
    ("1939-05-03/1939-05-04", ["1939-05-03/1939-05-04"], ["1939-05-03/1939-05-04"]),
    ("1939-05-03~/1939-05-04", ["1939-05-03/1939-05-04"], []),
    ("1938-08/1938-08-05", ["1938-08-01/1938-08-05"], []),
    ("1943-12-07/..", ["1943-12-07/"], []),
    ("../1943-12-07", ["/1943-12-07"], []),
    ("1943-12-07/", ["1943-12-07/"], []),
    ("[1938-11-01..1938-11-10]", ["1938-11-01/1938-11-10"], []),
    ("[1938-11-01,1938-11-10]", ["1938-11-01", "1938-11-10"], []),
    ("[1938-11-01]", ["1938-11-01"], ["1938-11-01"]),
    ("[..1938-11-01]", ["/1938-11-01"], []),
    ("[1938-11-01,1938-11-10..]", ["1938-11-01", "1938-11-10/"], []),
    ("{1938-11-01,1938-11-10}", ["1938-11-01", "1938-11-10"], ["1938-11-01", "1938-11-10"]),
    ("{1938-11-01,1938-12}", ["1938-11-01", "1938-12-01/1938-12-31"], ["1938-11-01"]),
    ("{1938-11-01,1938-11-02..1938-11-04}", ["1938-11-01/1938-11-04"], ["1938-11-01/1938-11-04"]),
    ("1938-09-XX", ["1938-09-01/1938-09-30"], []),
    ("1938-02-3X", None, None),
    ("1938-09-3X", ["1938-09-30"], ["1938-09-30"]),
    ("1938-1X-06", ["1938-10-06", "1938-11-06", "1938-12-06"], []),
    ("193X-09-06", [f"193{year}-09-06" for year in range(10)], []),
    ("193X-24", [f"193{year}-12-01/19{year + 31}-02" for year in range(10)], []),
    ("-0043-03-15", ["-0043-03-15"], ["-0043-03-15"]),
    ("XXXX-09-06", ["0000-09-06/9999-09-06"], []),
    ("Y-170000002", ["Y-170000002-01-01/Y-170000002-12-31"], []),
]


@pytest.mark.parametrize(("text", "possible", "sure"), ON)
def test_a_date_has_its_possible_and_its_sure_days(text, possible, sure):
    if possible is None:
        with pytest.raises(ValueError, match="has no day"):
            date_extent(text)
    else:
        extent = date_extent(text)
        assert (extent.possible, extent.sure) == (days(*possible), days(*sure))


@pytest.mark.parametrize("text", [text for text, possible, _sure in ON if possible])
def test_the_possible_days_begin_and_end_as_the_span_of_the_date(text):
    possible, span = date_extent(text).possible, parse(text)
    assert (possible[0].earliest, possible[-1].latest) == (span.earliest, span.latest)


YEARS = ["1938", "193X", "19XX", "-004X", "000X", "0000"]
MONTHS = ["XX", "0X", "1X", "09", "02"]
DAYS = ["XX", "0X", "1X", "2X", "3X", "06", "29"]


@pytest.mark.parametrize("year", YEARS)
def test_unspecified_digits_leave_out_the_days_that_do_not_fit(year):
    for month, day in product(MONTHS, DAYS):
        text = f"{year}-{month}-{day}"
        if (month, day) == ("02", "3X") or (text.startswith("1938-02-29")):
            continue
        extent, span = date_extent(text), parse(text)
        for number in random.Random(text).sample(range(span.earliest - 40, span.latest + 41), 50):
            parts = civil_date(number)
            fitting = ("-" in year[:1]) == (parts[0] < 0) and all(
                mark in ("X", digit) for mark, digit in zip(year[-4:], f"{abs(parts[0]):04}", strict=True)
            )
            expected = fitting and fits(parts[1], month) and fits(parts[2], day)
            assert extent.is_possible(number) == expected, (text, day_text(number))


@pytest.mark.parametrize(
    ("start", "end", "possible", "sure"),
    [
        ("1938-09-06", "1938-09-06", ["1938-09-06"], ["1938-09-06"]),
        ("1938-09-06", "1938-09-08", ["1938-09-06/1938-09-08"], ["1938-09-06/1938-09-08"]),
        ("1938-08-30~", "1938-09-08", ["1938-08-30/1938-09-08"], ["1938-09-08"]),
        ("1938-08-30", "1938-09-08?", ["1938-08-30/1938-09-08"], ["1938-08-30"]),
        ("1938-08", "1938-10", ["1938-08-01/1938-10-31"], ["1938-08-31/1938-10-01"]),
        ("1938-08", "1938-08-05", ["1938-08-01/1938-08-05"], ["1938-08-05"]),
        ("1938-05", "1938-05", ["1938-05-01/1938-05-31"], []),
        ("1938-09-06", "", ["1938-09-06"], ["1938-09-06"]),
        ("", "1938-09-06", ["1938-09-06"], ["1938-09-06"]),
        ("1938-08/1938-10", "", ["1938-08-01/1938-10-31"], []),
        ("1943-12-07/..", "", ["1943-12-07/"], []),
        ("1943-12-07/..", "1943-12-20", ["1943-12-07/1943-12-20"], ["1943-12-20"]),
    ],
)
def test_an_event_has_the_days_from_its_beginning_to_its_end(start, end, possible, sure):
    extent = event_extent(start, end)
    assert (extent.possible, extent.sure) == (days(*possible), days(*sure))


def test_an_event_without_dates_has_no_days():
    assert event_extent("", "") is None


def test_a_beginning_within_an_interval_is_on_no_sure_day():
    assert date_extent("1938-08-01/1938-08-03").sure
    assert not moment_extent("1938-08-01/1938-08-03").sure


@given(st.integers(-(10**14), 10**14))
def test_the_text_of_a_day_means_that_day(number):
    assert parse(day_text(number)) == Span(number, number)


@pytest.mark.parametrize(
    ("text", "date"), [("0000-12-31", (0, 12, 31)), ("-0001-01-01", (-1, 1, 1)), ("Y12000-02-29", (12000, 2, 29))]
)
def test_days_outside_the_calendar_of_python_have_a_text(text, date):
    assert day_text(day_number(*date)) == text


SIXTH = day_number(1938, 9, 6)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("", "", "unknown"),
        ("1938-07", "1938-10", "sure"),
        ("1938-09-06", "1938-09-06", "sure"),
        ("1938-09-06", "1938-09-07", "sure"),
        ("1938-07", "", "possible"),
        ("", "1938-10", "possible"),
        ("1938-09", "1938-10", "possible"),
        ("1938-09", "1938-09", "possible"),
        ("1938", "1940", "possible"),
        ("1938-07?", "1938-10", "possible"),
        ("1938-07", "1938-10~", "possible"),
        ("[1938-07-11..1938-07-20]", "1939", "sure"),
        ("[1938-09-01..1938-09-10]", "1939", "possible"),
        ("[..1938-07]", "1939", "sure"),
        ("1938-07/..", "1939", "possible"),
        ("1938-07", "../1939", "possible"),
        ("1938-09-07", "", "outside"),
        ("1938-09-07?", "", "outside"),
        ("1938-10", "1939", "outside"),
        ("", "1938-09-05", "outside"),
        ("1937", "1938-08", "outside"),
    ],
)
def test_a_day_of_a_term_is_sure_or_possible_by_its_dates(start, end, expected):
    assert inclusion(term_extent(start, end), SIXTH) == expected


@given(start=st.integers(1, 27), end=st.integers(1, 27), day=st.integers(1, 27))
def test_every_day_is_sure_or_outside_if_both_dates_are_days(start, end, day):
    first, last = sorted((start, end))
    term = term_extent(f"1938-09-{first:02}", f"1938-09-{last:02}")
    assert inclusion(term, day_number(1938, 9, day)) == ("sure" if first <= day <= last else "outside")


def test_a_term_without_an_end_is_open_but_an_event_is_not():
    assert inclusion(term_extent("1938-07-01", ""), SIXTH) == "possible"
    assert inclusion(event_extent("1938-07-01", ""), SIXTH) == "outside"
