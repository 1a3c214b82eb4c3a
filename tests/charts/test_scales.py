"""Axes: round numbers, and every figure in its place, also zero and wide spreads."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.charts.scales import TICK_CHARACTERS, in_lanes, scale_for
from battles.values.figures import grouped

FIGURES = st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2)


def scale_of(*numbers):
    return scale_for(map(Decimal, numbers))


def written(scale):
    return [grouped(tick) for tick in scale.ticks]


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        (["0"], ["0", "0.5", "1"]),
        (["3", "0"], ["0", "1", "2", "3"]),
        (["5.5", "4.5", "9"], ["0", "5", "10"]),
        (["120", "130"], ["0", "50", "100", "150"]),
        (["254628", "197439", "400000"], ["0", "200,000", "400,000"]),
        (["1000000", "3000000"], ["0", "2,000,000", "4,000,000"]),
        (["0.01"], ["0", "0.005", "0.01"]),
    ],
)
def test_figures_of_similar_size_have_an_even_scale_from_zero(numbers, ticks):
    scale = scale_of(*numbers)
    assert not scale.is_logarithmic
    assert written(scale) == ticks


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        (["100", "5000"], ["100", "1,000", "10,000"]),
        (["5", "100000"], ["1", "100", "10,000"]),
        (["0", "5", "100000"], ["0", "1", "100", "10,000"]),
        (["0.01", "999999999999.99"], ["0.01", "1,000,000,000,000"]),
    ],
)
def test_figures_that_spread_widely_have_a_logarithmic_scale(numbers, ticks):
    scale = scale_of(*numbers)
    assert scale.is_logarithmic
    assert written(scale) == ticks


def test_an_even_scale_has_equal_distances_for_equal_differences():
    scale = scale_of("100", "200", "400")
    assert [scale.position(Decimal(number)) for number in (0, 100, 200, 400)] == [0, 0.25, 0.5, 1]


def test_a_logarithmic_scale_has_equal_distances_for_equal_ratios():
    scale = scale_of("1", "10000")
    assert [scale.position(Decimal(number)) for number in (1, 100, 10000)] == pytest.approx([0, 0.5, 1])


def test_zero_is_apart_at_the_left_of_a_logarithmic_scale():
    scale = scale_of("0", "1", "10000")
    assert scale.has_zero
    assert scale.position(Decimal(0)) == 0
    assert scale.position(Decimal(1)) > 0.05


@given(st.lists(FIGURES, min_size=1, max_size=20))
def test_figures_are_in_order_on_their_axis_and_ticks_do_not_overlap(numbers):
    scale = scale_for(numbers)
    positions = [scale.position(number) for number in sorted(numbers)]
    assert positions == sorted(positions)
    assert -1e-9 <= positions[0] <= positions[-1] <= 1 + 1e-9
    ticks = [scale.position(tick) for tick in scale.ticks]
    assert ticks == sorted(set(ticks))
    assert len(ticks) >= 2
    longest = max(map(len, written(scale)))
    narrowest = min(after - before for before, after in pairwise(ticks))
    assert len(ticks) == 2 or scale.has_zero or narrowest * TICK_CHARACTERS >= longest


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 30)), max_size=40))
def test_extents_in_one_lane_do_not_touch(pairs):
    extents = sorted((left, left + width) for left, width in pairs)
    lanes = in_lanes(extents)
    assert len(lanes) == len(extents)
    for lane in set(lanes):
        own = [extent for extent, of in zip(extents, lanes, strict=True) if of == lane]
        assert all(before[1] <= after[0] for before, after in pairwise(own))


def test_lanes_are_as_few_as_possible():
    assert in_lanes([(0, 2), (1, 3), (2, 4), (3, 5), (3, 6)]) == [0, 1, 0, 1, 2]


def test_every_power_of_ten_has_a_line_even_without_its_number():
    scale = scale_of("100", "5000000")
    assert written(scale) == ["100", "100,000"]
    assert [grouped(line) for line in scale.lines] == ["100", "1,000", "10,000", "100,000", "1,000,000", "10,000,000"]
