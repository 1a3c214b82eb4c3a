"""A time between two EDTF dates includes a day surely, possibly, not, or nobody knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles import edtf, periods

DAY = edtf.day_number(1938, 9, 6)


@pytest.mark.parametrize(
    ("start", "end", "inclusion"),
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
def test_a_day_is_included_as_surely_as_the_dates_allow(start, end, inclusion):
    assert periods.inclusion(start, end, DAY) == inclusion


@given(start=st.integers(1, 27), end=st.integers(1, 27), day=st.integers(1, 27))
def test_between_two_days_nothing_is_left_open(start, end, day):
    first, last = sorted((start, end))
    inclusion = periods.inclusion(f"1938-09-{first:02}", f"1938-09-{last:02}", edtf.day_number(1938, 9, day))
    assert inclusion == ("sure" if first <= day <= last else "outside")


def test_one_day_has_a_number():
    assert periods.day_number("1938-09-06") == DAY
    assert periods.day_number("-0479-09-06") < 0


@pytest.mark.parametrize(
    "text", ["1938", "1938-09", "1938-09-XX", "1938-09-06~", "1938-09-06/1938-09-06", "[1938-09-06]", "1938-02-30", "x"]
)
def test_what_is_not_one_day_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"“.*” (is not|has no)"):
        periods.day_number(text)
