"""Figures: the bounds that each qualifier has, and the text for readers."""

from decimal import Decimal

import pytest

from battles.models import Qualifier
from battles.values.figures import best_errors, bounds_error, describe, highest, lowest, plain


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "text"),
    [
        ("exact", 254628, 254628, "254,628"),
        ("exact", 0, 0, "0"),
        ("exact", "5.5", "5.5", "5.5"),
        ("about", 100000, 100000, "c. 100,000"),
        ("over", 400000, None, "> 400,000"),
        ("at_least", 40, None, "≥ 40"),
        ("under", None, 50, "< 50"),
        ("at_most", None, 50, "≤ 50"),
        ("range", 500000, 900000, "500,000–900,000"),
        ("several", 20000, 90000, "several (20,000–90,000)"),
        ("unquantified", None, None, "not in figures"),
        ("unknown", None, None, "unknown"),
        ("not_given", None, None, "not given"),
    ],
)
def test_a_figure_reads_with_its_qualifier(qualifier, low, high, text):
    low, high = (None if bound is None else Decimal(bound) for bound in (low, high))
    assert bounds_error(qualifier, low, high) is None
    assert describe(qualifier, low, high) == text


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "bound"),
    [
        ("exact", 1, 2, "high"),
        ("exact", None, 2, "low"),
        ("exact", 2, None, "high"),
        ("about", 1, 2, "high"),
        ("over", None, None, "low"),
        ("over", 1, 1, "high"),
        ("at_least", 1, 5, "high"),
        ("under", 1, 1, "low"),
        ("at_most", 1, None, "low"),
        ("range", 2, 1, "high"),
        ("range", 2, 2, "high"),
        ("several", 9, 2, "high"),
        ("unquantified", 1, None, "low"),
        ("unquantified", None, 1, "high"),
        ("unknown", 0, None, "low"),
        ("not_given", None, 0, "high"),
    ],
)
def test_the_bound_at_fault_is_named(qualifier, low, high, bound):
    low, high = (None if value is None else Decimal(value) for value in (low, high))
    assert bounds_error(qualifier, low, high)[0] == bound


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "best", "text"),
    [
        ("range", 1000, 1500, 1200, "1,000–1,500, best 1,200"),
        ("range", 1000, 1500, 1000, "1,000–1,500, best 1,000"),
        ("several", 20, 90, "30.5", "several (20–90), best 30.5"),
        ("at_least", 1000, None, 1200, "≥ 1,000, best 1,200"),
        ("under", None, 50, 0, "< 50, best 0"),
        ("exact", 7, 7, 7, "7, best 7"),
        ("about", 7, 7, 7, "c. 7, best 7"),
    ],
)
def test_a_best_estimate_between_the_bounds_is_read_beside_them(qualifier, low, high, best, text):
    low, high, best = (None if number is None else Decimal(number) for number in (low, high, best))
    assert list(best_errors(qualifier, low, high, best)) == []
    assert describe(qualifier, low, high, best) == text


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "best", "words"),
    [
        ("range", 1000, 1500, 999, "below the low bound"),
        ("range", 1000, 1500, 1501, "above the high bound"),
        ("exact", 7, 7, 8, "above the high bound"),
        ("over", 7, None, 6, "below the low bound"),
        ("at_most", None, 7, 8, "above the high bound"),
        ("unquantified", None, None, 0, "“unquantified” has no best estimate"),
        ("unknown", None, None, 0, "“unknown” has no best estimate"),
        ("not_given", None, None, 5, "“not given” has no best estimate"),
    ],
)
def test_a_best_estimate_outside_the_bounds_is_named(qualifier, low, high, best, words):
    ((column, sentence),) = best_errors(qualifier, low, high, best)
    assert column == "best"
    assert words in sentence


def test_every_qualifier_has_its_rule():
    from battles.values.figures import BOUNDS

    assert set(BOUNDS) == set(Qualifier.values)


@pytest.mark.parametrize(
    ("number", "text"), [("5.500", "5.5"), ("100", "100"), ("100.000", "100"), ("0", "0"), ("1E+5", "100000")]
)
def test_plain_numbers_have_no_separators_or_trailing_zeros(number, text):
    assert plain(Decimal(number)) == text


EXACT_400 = ("exact", Decimal(400), Decimal(400))
ABOUT_400 = ("about", Decimal(400), Decimal(400))
OVER_400 = ("over", Decimal(400), None)
AT_LEAST_400 = ("at_least", Decimal(400), None)
UNDER_400 = ("under", None, Decimal(400))
RANGE = ("range", Decimal(300), Decimal(500))
SEVERAL = ("several", Decimal(200), Decimal(900))


@pytest.mark.parametrize(
    ("figures", "ends"),
    [
        ([EXACT_400], ("400", "400")),
        ([ABOUT_400, EXACT_400], ("400", "400")),
        ([EXACT_400, OVER_400], ("400", "> 400")),
        ([OVER_400, AT_LEAST_400], ("≥ 400", "> 400")),
        ([EXACT_400, UNDER_400], ("< 400", "400")),
        ([EXACT_400, RANGE], ("300", "500")),
        ([RANGE, SEVERAL], ("several (200–900)", "several (200–900)")),
        ([UNDER_400], ("< 400", "< 400")),
    ],
)
def test_the_lowest_and_the_highest_figure_keep_their_qualifiers(figures, ends):
    assert (lowest(figures), highest(figures)) == ends
    assert (lowest(figures[::-1]), highest(figures[::-1])) == ends
