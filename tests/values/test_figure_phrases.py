"""One figure is read from what people type or select; what is not sure says why."""

from decimal import Decimal
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.choices import Category, FigureKind, Qualifier
from battles.values.counted_words import CATEGORY_WORDS, COUNTED_WORDS, FORMATIONS
from battles.values.figure_phrases import LONGEST_PHRASE, read_phrase
from battles.values.figures import bounds_error
from tests.values.phrases import PAGE, PHRASES

# What claims can count on a new site.
WORDS = [slug for slug, *_names in import_module("battles.migrations.0016_things_counted").COUNTABLES]


def bounds(reading):
    return reading.low, reading.high, reading.qualifier


def expected(low, high, qualifier):
    return (Decimal(low) if low else None, Decimal(high) if high else None, qualifier)


@pytest.mark.parametrize(("phrase", "low", "high", "qualifier", "counted", "category"), [*PAGE, *PHRASES])
def test_a_phrase_is_read_with_what_is_counted(phrase, low, high, qualifier, counted, category):
    reading = read_phrase(phrase)
    assert bounds(reading) == expected(low, high, qualifier)
    assert (reading.counted, reading.category) == (counted, category)
    assert reading.is_sure
    assert reading.hint == ""


@pytest.mark.parametrize(
    ("typed", "low", "high", "qualifier"),
    [
        ("c. 2,300", "2300", "2300", "about"),
        ("c 2300", "2300", "2300", "about"),
        ("2300 c.", "2300", "2300", "about"),
        ("2300?", "2300", "2300", "about"),
        (">40萬", "400000", "", "over"),
        (">=300", "300", "", "at_least"),
        ("<= 300", "", "300", "at_most"),
        ("300+", "300", "", "at_least"),
        ("1,000–1,500", "1000", "1500", "range"),
        ("300〜400名", "300", "400", "range"),
        ("300 or 400", "300", "400", "range"),
        ("數千", "2000", "9000", "several"),
        ("數以萬計", "20000", "90000", "several"),
        ("no fewer than 8,000", "8000", "", "at_least"),
        ("40 000", "40000", "40000", "exact"),
        ("40 000 men", "40000", "40000", "exact"),
        ("1938", "1938", "1938", "exact"),
        ("1", "1", "1", "exact"),
        ("0", "0", "0", "exact"),
        ("5.5", "5.5", "5.5", "exact"),
        ("三千人弱", "", "3000", "under"),
        ("300 odd", "300", "", "over"),
        ("unknown", "", "", "unknown"),
        ("不詳", "", "", "unknown"),
        ("not given", "", "", "not_given"),
        ("heavy", "", "", "unquantified"),
    ],
)
def test_what_people_type_is_read(typed, low, high, qualifier):
    reading = read_phrase(typed, typed=True)
    assert bounds(reading) == expected(low, high, qualifier)
    assert reading.is_sure


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("1938", "may be a year"),
        ("十日", "a date or a number of days"),
        ("百萬", "round number"),
        ("2.300", "a point for thousands"),
        ("1.5m", "joined to other letters"),
        ("-5", "joined to other letters"),
        ("1½", "joined to other letters"),
        ("half of the 500 men", "another number"),
        ("½ million", "another number"),
        ("每團1000人", "for each of several"),
        ("300 men a day", "for each of several"),
        ("突破50個中國軍", "broke through"),
        ("there was one", "no number here"),
        ("203 400 men", "one number or several"),
        ("300 killed, the wounded unknown", "something is unknown"),
    ],
)
def test_a_doubtful_reading_is_marked(phrase, why):
    reading = read_phrase(phrase)
    assert reading.qualifier
    assert not reading.is_sure
    assert why in reading.hint


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("", "No figure can be read in “”."),
        ("pas de chiffre", "No figure can be read in “pas de chiffre”."),
        ("第106師團", "No figure"),
        ("7月26日", "No figure"),
        ("p. 214", "No figure"),
        ("300 killed and 500 wounded", "has several figures: 300, 500."),
        ("1,5", "has several figures: 1, 5."),
        ("1" * 20, "is no number that a claim can hold"),
        ("3.14159人", "a point for thousands"),
        ("人" * (LONGEST_PHRASE + 1), "too long"),
    ],
)
def test_what_cannot_be_read_says_so(phrase, why):
    reading = read_phrase(phrase)
    assert not reading.is_sure
    assert why in reading.hint


def test_the_reading_is_shown_in_words():
    assert read_phrase("c. 2,300").in_words == "c. 2,300: low 2,300, high 2,300, about"
    assert read_phrase("over 12 guns").in_words == "> 12: low 12, over, counted: guns"
    assert read_phrase("losses unknown").in_words == "unknown, category: total"
    assert read_phrase("nothing").in_words == ""


@given(
    st.text(max_size=40)
    | st.text(alphabet="0123456789,.~-<>c第一二十百千萬余多數幾個半月日年至軍師人 unkown", max_size=20)
)
def test_every_reading_fits_the_columns(text):
    for typed in (False, True):
        reading = read_phrase(text, typed=typed)
        assert reading.is_sure or reading.hint
        if reading.is_sure:
            assert reading.qualifier in Qualifier.values
            assert bounds_error(reading.qualifier, reading.low, reading.high) is None
            assert reading.counted in ("", *WORDS)
            assert reading.category in ("", *Category.values)
            assert reading.kind in ("", *FigureKind.values)


def test_the_tables_of_words_have_values_of_the_columns():
    assert {*COUNTED_WORDS, *FORMATIONS.values()} <= {*WORDS}
    assert {*CATEGORY_WORDS} <= {*Category.values}
