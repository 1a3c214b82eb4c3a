"""ISBNs and DOIs are checked, and found in every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.book_numbers import (
    clean_doi,
    clean_isbn,
    is_doi,
    isbn_error,
    isbn_forms,
    searched_number,
)

DIGITS = "0123456789"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("978-7-5633-5509-9", "978-7-5633-5509-9"),
        ("ISBN 978-7-5633-5509-9", "978-7-5633-5509-9"),
        ("isbn-13: 978 7 5633 5509 9", "978 7 5633 5509 9"),
        ("ISBN:756335509X", "756335509X"),
        ("ISBN-10 7-5633-5509-X", "7-5633-5509-X"),
        ("ISBN1-85798-218-5", "1-85798-218-5"),
        ("urn:isbn:9787563355099", "9787563355099"),
        ("978–7–5633–5509–9", "978-7-5633-5509-9"),
        ("\u00a0978-7-5633-5509-9\u200b", "978-7-5633-5509-9"),
        ("", ""),
    ],
)
def test_an_isbn_is_kept_as_written_without_its_label(typed, kept):
    assert clean_isbn(typed) == clean_isbn(kept) == kept


@pytest.mark.parametrize(
    "text",
    ["978-7-5633-5509-9", "9787563355099", "7-5633-5509-X", "0-8044-2957-X", "0 8044 2957 x", "979-10-90636-07-1"],
)
def test_an_isbn_with_its_check_digit_is_right(text):
    assert not isbn_error(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("978-7-5633-5509-8", "has a wrong check digit"),
        ("7-5633-5509-2", "has a wrong check digit"),
        ("978-7-5633-5509", "is no ISBN"),
        ("123", "is no ISBN"),
        ("unknown", "is no ISBN"),
        ("9787563355099 (pbk.)", "is no ISBN"),
        # A journal's bar code.
        ("9770028083002", "is no ISBN"),
    ],
)
def test_another_text_is_refused_in_a_sentence_that_quotes_it(text, words):
    sentence = isbn_error(text)
    assert f"“{text}” {words}" in sentence
    assert sentence.endswith(".")


@given(st.text(DIGITS, min_size=9, max_size=9), st.integers(0, 12), st.integers(1, 9))
def test_one_mistyped_digit_is_found(nine, place, more):
    right = next(number for digit in DIGITS if not isbn_error(number := f"978{nine}{digit}"))
    digits = list(right)
    digits[place] = str((int(digits[place]) + more) % 10)
    assert isbn_error("".join(digits))


def test_both_lengths_of_an_isbn_have_the_same_forms():
    assert isbn_forms("978-7-5633-5509-9") == isbn_forms("7 5633 5509 X") == ["9787563355099", "756335509X"]
    assert isbn_forms("0-8044-2957-X") == ["9780804429573", "080442957X"]
    assert isbn_forms("979-10-90636-07-1") == ["9791090636071"]
    assert isbn_forms("978-7-5633-5509-8") == ["978-7-5633-5509-8"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("doi.org/10.1000/182", "10.1000/182"),
        ("doi:10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "10.1000/182"),
        ("DOI 10.1000/182", "10.1000/182"),
        ("doi:https://doi.org/10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1002/%28SICI%291097%3A1%3C1", "10.1002/(SICI)1097:1<1"),
        ("10.1000/a%20b", "10.1000/a%20b"),
        ("", ""),
    ],
)
def test_a_doi_is_kept_without_its_address(typed, kept):
    assert clean_doi(typed) == clean_doi(kept) == kept


@given(st.text(alphabet="doi:htps/.rg10%2 5ISBNisbn-x", max_size=40))
def test_a_kept_number_stays_as_it_is(text):
    assert clean_doi(clean_doi(text)) == clean_doi(text)
    assert clean_isbn(clean_isbn(text)) == clean_isbn(text)


def test_a_doi_has_a_prefix_and_a_suffix():
    for text in ("10.1000/182", "10.1000.10/123", "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"):
        assert is_doi(text)
    for text in ("10.1000", "10.1000/", "11.1000/182", "10.10/x", "https://doi.org/10.1000/182", "10.1000/a b"):
        assert not is_doi(text)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("ISBN 7-5633-5509-X", "9787563355099"),
        ("978 7 5633 5509 9", "9787563355099"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("武漢會戰", ""),
        ("254628", ""),
        ("978-7-5633-5509-8", ""),
        ("", ""),
    ],
)
def test_a_query_that_is_a_number_is_searched_for_in_one_form(query, number):
    assert searched_number(query) == number
