"""Files of the field whose faults are told in a sentence, or are none."""

from decimal import Decimal

import pytest

from battles.models import Engagement, FigureClaim, Place
from tests.importing.test_files_of_the_field import linked_records, messages

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

__all__ = ["linked_records"]


def test_a_wrong_choice_names_the_nearest_values():
    assert [line.partition(": ")[2] for line in messages("claims", "choices-in-other-words")[:-1]] == [
        "There is no kind “casualty”. Did you mean casualties?",
        "There is no category “dead”. Did you mean killed?",
        "There is no qualifier “exactly”. Did you mean exact?",
        "There is no category “KIA”. Did you mean killed?",
        "There is no category “killed and wounded”. Did you mean killed_and_wounded?",
    ]


def test_a_wrong_date_is_quoted_whole_with_what_is_wrong_in_it():
    assert messages("engagements", "typed-dates")[:-1] == [
        "line 2, start: “7/26/1938” is not a date: write year, month and day in this order, with hyphens: 1938-07-26.",
        "line 3, start: “1938/7/26” is not a date: a slash joins the two ends of a period. Write 1938-07-26.",
        "line 4, start: “1938–1939” is not a date: a slash joins the two ends of a period, not a dash. Write "
        "1938/1939.",
        "line 5, start: “26 July 1938” is not a date in digits. Write 1938-07-26.",
    ]


def test_a_wrong_number_has_a_sentence_with_the_bounds_and_the_qualifier_that_it_means():
    assert messages("claims", "typed-numbers")[:-1] == [
        "line 2, low: “~500” is not a plain number. It means: low 500, high 500, qualifier about.",
        "line 3, low: “10,000+” is not a plain number. It means: low 10000, high empty, qualifier at_least.",
        "line 4, low: “1,000-1,500” is not a plain number. It means: low 1000, high 1500, qualifier range.",
    ]


def test_a_russian_file_is_offered_in_its_encoding():
    printed = messages("claims", "russian-excel")
    assert "windows-1251 (Cyrillic: Russian, Bulgarian, Serbian): “killed,5,5,exact,zhwiki-wuhan,с. 5,пять”" in printed
    assert printed[-1].endswith("Give its name by --encoding NAME.")
    assert messages("claims", "russian-excel", encoding="windows-1251")[0].startswith("1 new")
    assert FigureClaim.objects.get().wording == "пять"


def test_a_coordinate_is_rounded_to_the_decimals_that_are_kept():
    assert messages("places", "six-decimals")[0].startswith("1 new")
    place = Place.objects.get()
    kept = Place._meta.get_field("latitude").decimal_places
    assert (place.latitude, place.longitude) == (round(Decimal("34.528455"), kept), round(Decimal("69.171703"), kept))
    assert messages("places", "six-decimals")[0].startswith("0 new, 0 changed, 1 unchanged")


def test_a_slug_with_capital_letters_and_underscores_is_taken():
    assert messages("engagements", "capital-slug")[0].startswith("1 new")
    assert "either case" in Engagement._meta.get_field("slug").help_text
