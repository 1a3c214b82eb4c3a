"""Sentences about dates and numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.edtf import is_date, parse
from battles.values.typed_dates import meant_by_year
from battles.values.typed_numbers import not_a_number


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7/26/1938", "in this order, with hyphens: 1938-07-26."),
        ("26.7.1938", "in this order, with hyphens: 1938-07-26."),
        ("3/4/1938", "in this order, with hyphens: 1938-03-04 or 1938-04-03."),
        ("7/1938", "in this order, with hyphens: 1938-07."),
        ("1938/7/26", "a slash joins the two ends of a period. Write 1938-07-26."),
        ("1938.7.26", "parts are joined by hyphens. Write 1938-07-26."),
        ("1938-7-3", "month and day have two digits. Write 1938-07-03."),
        ("1938–07–26", "plain digits and hyphens: 1938-07-26."),
        ("1938\u200d-07", "plain digits and hyphens: 1938-07."),
        ("1938–1939", "not a dash. Write 1938/1939."),
        ("1938-1939", "not a dash. Write 1938/1939."),
        ("1938 to 1939", "not a dash. Write 1938/1939."),
        ("1938-07-26 – 30 July 1938", "not a dash. Write 1938-07-26/1938-07-30."),
        ("7/26/1938 – 7/30/1938", "not a dash. Write 1938-07-26/1938-07-30."),
        ("26 July – 3 August 1938", "not a date in digits. Write 1938-07-26/1938-08-03."),
        ("1938年7月26日", "not a date in digits. Write 1938-07-26."),
        ("c. 1938", "not a date in digits. Write 1938~."),
        ("1930s", "not a date in digits. Write 193X."),
        ("14087", "the serial number of one in a spreadsheet. Write 1938-07-26."),
        ("26/7/38", "a year has four digits, as in 1938-07-26."),
        ("38-02-03", "a year has four digits, as in 1938-07-26."),
        ("26 Jul '38", "a year has four digits, as in 1938-07-26."),
        ("Jul-38", "a year has four digits, as in 1938-07-26."),
        ("31/2/1938", "write it as 1938, 1938-07"),
        ("1938-13/1939", ": “1938-13” has no month 13"),
    ],
)
def test_a_date_is_quoted_whole_with_the_date_that_it_means(text, meant):
    with pytest.raises(ValueError, match="“") as refused:
        parse(text)
    assert meant in str(refused.value)
    assert str(refused.value).startswith(f"“{text}”") or "U+" in str(refused.value)


@given(st.text() | st.text("0123456789-/. –~to年月日JulyX[]"))
def test_any_text_is_a_date_or_has_a_sentence(text):
    if not is_date(text):
        with pytest.raises(ValueError, match=r"^“"):
            parse(text)


@pytest.mark.parametrize(
    ("year", "date"),
    [("6027", "1916-07-01"), ("2101", "1905-10-01"), ("2100", ""), ("1938", ""), ("0480", ""), ("", "")],
)
def test_a_year_far_ahead_is_a_serial_number(year, date):
    assert meant_by_year(year) == date


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("~500", "low 500, high 500, qualifier about"),
        ("200?", "low 200, high 200, qualifier about"),
        ("500 (est.)", "low 500, high 500, qualifier about"),
        ("10,000+", "low 10000, high empty, qualifier at_least"),
        ("<50", "low empty, high 50, qualifier under"),
        ("1,000-1,500", "low 1000, high 1500, qualifier range"),
        ("1 000", "low 1000, high 1000, qualifier exact"),
        ("12.500.000", "low 12500000, high 12500000, qualifier exact"),
        ("數萬", "low 20000, high 90000, qualifier several"),
    ],
)
def test_a_bound_is_told_as_the_cells_that_it_means(text, cells):
    assert not_a_number(text, "low") == f"“{text}” is not a plain number. It means: {cells}."


@pytest.mark.parametrize("text", ["heavy", "1e5", "1.000,5", "nan", "5 and 6", "\u200d"])
def test_a_text_that_means_no_single_number_is_asked_for_plain_digits(text):
    assert "write plain digits such as 254628 or 5.5" in not_a_number(text, "high")


def test_a_number_without_a_qualifier_is_told_its_digits_only():
    assert not_a_number("30,5 km", "latitude") == "“30,5 km” is not a number: write plain digits such as 254628 or 5.5."
    assert not_a_number("1,000", "latitude") == "“1,000” is not a plain number: write 1000."
    assert "write plain digits" in not_a_number("10-20", "latitude")
