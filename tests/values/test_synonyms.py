"""Values that people mean by other words."""

import pytest
from django.utils import translation

from battles.models import Countable
from battles.values import choices
from battles.values.synonyms import SYNONYMS, hint_on, nearest_choices, plain_word

ALL_VALUES = {"yes", "no"} | {
    value
    for each in vars(choices).values()
    if isinstance(each, type) and issubclass(each, choices.TextChoices)
    for value in each.values
}


@pytest.mark.parametrize(
    ("enumeration", "text", "values"),
    [
        (choices.Category, "dead", ["killed"]),
        (choices.Category, "KIA", ["killed"]),
        (choices.Category, "Killed & wounded", ["killed_and_wounded"]),
        (choices.Category, "killed-and-wounded", ["killed_and_wounded"]),
        (choices.Category, "woundet", ["wounded"]),
        (choices.Category, "gibberish", []),
        (choices.Category, "", []),
        (choices.Category, "x" * 100_000, []),
        (choices.Qualifier, "exactly", ["exact"]),
        (choices.Qualifier, "ca.", ["about"]),
        (choices.Qualifier, "not in figures", ["unquantified"]),
        (choices.Outcome, "draw", ["inconclusive", "stalemate"]),
        (choices.Outcome, "Pyrrhic victory", ["pyrrhic_victory"]),
        (choices.EngagementKind, "river crossing", ["crossing"]),
        (choices.Echelon, "Regiments", ["regiment"]),
    ],
)
def test_the_nearest_values_are_found(enumeration, text, values):
    assert nearest_choices(text, enumeration.choices) == values


def test_a_label_in_the_language_of_the_user_is_known():
    with translation.override("zh-hant"):
        label = str(choices.Category.WOUNDED.label)
        assert nearest_choices(label, choices.Category.choices) == ["wounded"]


@pytest.mark.django_db
def test_every_synonym_leads_to_a_value_or_to_a_thing_counted():
    counted = Countable.objects.values_list("slug", flat=True)
    assert {value for values in SYNONYMS.values() for value in values} <= ALL_VALUES | set(counted)
    assert all(plain_word(word) == word for word in SYNONYMS)


def test_a_defeat_is_told_that_the_victor_is_needed():
    assert hint_on("Defeat") == "Name the side that won as the victor."
    assert hint_on("draw") == ""


@pytest.mark.parametrize("word", ["best", "Best estimate"])
def test_a_best_estimate_as_a_qualifier_is_told_its_column(word):
    assert nearest_choices(word, choices.Qualifier.choices) == ["range", "about"]
    assert hint_on(word) == "The source's own best estimate goes in the column best."
