"""Who stood under whom, as different sources say, brought together as trees that can be read from the top."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from battles.models import Echelon

# Deeper lines stand no further in (see campaigns.css), and name the unit that they are under.
INDENTED_LEVELS = 8
RANKS = {echelon: rank for rank, echelon in enumerate(Echelon.values)}


@dataclass(frozen=True)
class Stated:
    """A statement, and how surely its time includes the day chosen (see extents.inclusion); empty without a day."""

    statement: object
    inclusion: str = ""


@dataclass(frozen=True)
class Placing:
    """A superior that sources give to a unit, with the statements that do."""

    superior: object
    stated: list


@dataclass(frozen=True)
class Line:
    """A unit at one of its places in a tree, from the top of which the lines are read as nested lists."""

    unit: object
    # Under the unit above; none where the unit stands at the top.
    stated: list
    # Other superiors that sources give it.
    elsewhere: list
    sources_differ: bool
    # Whether its own units stand at an earlier line, and whether that line is one of those above it.
    is_repeated: bool
    closes_circle: bool
    # The unit above, where the eye cannot tell.
    superior: object = None
    # Whether it begins a list within the line above, has one within it, and which lists end with it.
    opens: bool = False
    has_list: bool = False
    closes: range = range(0)


class ChainsOfCommand:
    """The trees that statements of subordination make, each unit under every superior that a source gives it."""

    def __init__(self, stated):
        self.units = {}
        self.superiors = defaultdict(lambda: defaultdict(list))
        self.subordinates = defaultdict(dict)
        for each in stated:
            unit, superior = each.statement.unit, each.statement.superior
            self.units |= {unit.pk: unit, superior.pk: superior}
            self.superiors[unit.pk][superior.pk].append(each)
            self.subordinates[superior.pk][unit.pk] = True

    def trees(self):
        """Lists of lines, one list for each unit that stands at the top, in order of echelon and number."""
        expanded = set()
        tops = self.in_order(pk for pk in self.units if pk not in self.superiors)
        trees = [self.unrolled(top, expanded) for top in tops]
        # What no top leads to stands under a circle: sources, taken together, place each of its units under another.
        while left := self.in_order(self.units.keys() - expanded):
            trees.append(self.unrolled(self.top_of_circle(left[0]), expanded))
        return trees

    def in_order(self, keys):
        return sorted(keys, key=lambda pk: by_echelon(self.units[pk]))

    def top_of_circle(self, pk):
        """The first unit of the circle to which the superiors of a unit lead."""
        chain = []
        while pk not in chain:
            chain.append(pk)
            pk = self.in_order(self.superiors[pk])[0]
        return self.in_order(chain[chain.index(pk) :])[0]

    def unrolled(self, top, expanded):
        """The lines of a tree, top first, without recursion; units in ``expanded`` are not gone into again."""
        lines, depths, above = [], [], []
        waiting = [(top, None, 0)]
        while waiting:
            pk, superior, depth = waiting.pop()
            del above[depth:]
            line = self.line(pk, superior, is_repeated=pk in expanded, closes_circle=pk in above)
            lines.append(replace(line, superior=self.units[superior]) if depth > INDENTED_LEVELS else line)
            depths.append(depth)
            if pk in expanded:
                continue
            expanded.add(pk)
            above.append(pk)
            below = self.in_order(self.subordinates.get(pk, ()))
            waiting += [(each, pk, depth + 1) for each in reversed(below)]
        return nested(lines, depths)

    def line(self, pk, superior, **marks):
        placings = self.superiors.get(pk, {})
        return Line(
            unit=self.units[pk],
            stated=placings.get(superior, []),
            elsewhere=[
                Placing(self.units[other], placings[other]) for other in self.in_order(placings.keys() - {superior})
            ],
            sources_differ=sources_differ(placings.values()),
            **marks,
        )


def sources_differ(placings):
    """Whether two sources place a unit under different superiors; ``placings`` has the statements for each of them."""
    sources = [{each.statement.source_id for each in stated} for stated in placings]
    return len(sources) > 1 and len(set.union(*sources)) > 1


def nested(lines, depths):
    """The lines with the lists that begin and end at each; depths count from 0, that of the first line and the top."""
    return [
        replace(line, opens=depth > before, has_list=after > depth, closes=range(max(depth - after, 0)))
        for line, before, depth, after in zip(lines, [0, *depths], depths, [*depths[1:], 0], strict=False)
    ]


def by_echelon(unit):
    """Sorts units from the highest echelon down, then by number: the 9th before the 11th."""
    return RANKS[unit.echelon], [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", unit.slug)]
