"""Axes for figures: where a number stands between the two ends, and which numbers are written along it."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, log10

from battles.values.figures import grouped

# From this ratio of the highest to the lowest figure, an even scale would crowd the low figures.
LOGARITHMIC_FROM = 50
# Characters that the numbers along an axis have together at most, for a phone.
TICK_CHARACTERS = 27
MOST_INTERVALS = 4
# The part of a logarithmic axis that holds zero, which has no logarithm.
ZERO_SLOT = 0.15


@dataclass(frozen=True)
class Scale:
    """An axis between two numbers: even, or logarithmic, with zero apart at its left if ``has_zero``.

    ``lines`` are the numbers at which a line helps the eye, ``ticks`` those of them that have room to be written.
    """

    low: Decimal
    high: Decimal
    ticks: tuple
    lines: tuple
    is_logarithmic: bool = False
    has_zero: bool = False

    def position(self, number) -> float:
        """Where a number of the axis stands, from 0 at its left end to 1 at its right end."""
        if not self.is_logarithmic:
            return float((number - self.low) / (self.high - self.low))
        if number == 0:
            return 0.0
        first = ZERO_SLOT if self.has_zero else 0.0
        low, high = log10(self.low), log10(self.high)
        return first + (1 - first) * (log10(number) - low) / (high - low)


def scale_for(numbers) -> Scale:
    """The axis for numbers of zero and more, at least one: even from zero, or logarithmic where they spread widely."""
    numbers = list(numbers)
    positive = [number for number in numbers if number > 0]
    if not positive:
        return even_scale(Decimal(1))
    if max(positive) >= LOGARITHMIC_FROM * min(positive):
        return logarithmic_scale(min(positive), max(positive), has_zero=len(positive) < len(numbers))
    return even_scale(max(positive))


def even_scale(greatest) -> Scale:
    most = intervals(greatest)
    power = Decimal(10) ** (greatest.adjusted() - 1)
    step = next(
        step
        for factor in (1, 10, 100)
        for base in (1, 2, 5)
        if ceil(greatest / (step := base * factor * power)) <= most
    )
    count = ceil(greatest / step)
    ticks = tuple(step * number for number in range(count + 1))
    return Scale(ticks[0], ticks[-1], ticks, ticks)


def logarithmic_scale(least, greatest, *, has_zero) -> Scale:
    first, last = least.adjusted(), greatest.adjusted()
    if greatest > Decimal(10) ** last:
        last += 1
    powers = [Decimal(10) ** power for power in range(first, last + 1)]
    labelled = powers[:: ceil((last - first) / intervals(powers[-1]))]
    zero = [Decimal(0)] if has_zero else []
    return Scale(powers[0], powers[-1], (*zero, *labelled), (*zero, *powers), is_logarithmic=True, has_zero=has_zero)


def intervals(greatest) -> int:
    """How many intervals an axis has room for, if its numbers are as long as this one."""
    return max(1, min(MOST_INTERVALS, TICK_CHARACTERS // (len(grouped(greatest)) + 1)))


def in_lanes(extents) -> list[int]:
    """A lane for each pair of left and right end, so that no two in one lane touch; pairs come sorted by left end."""
    ends, lanes = [], []
    for left, right in extents:
        lane = next((lane for lane, end in enumerate(ends) if end <= left), len(ends))
        if lane == len(ends):
            ends.append(right)
        else:
            ends[lane] = right
        lanes.append(lane)
    return lanes
