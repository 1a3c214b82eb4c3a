"""Chains of command: statements of subordination from different sources as trees, top first."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from battles.models import Echelon

# Deeper lines are not indented further (see campaigns.css); they name their superior.
INDENTED_LEVELS = 8
RANKS = {echelon: rank for rank, echelon in enumerate(Echelon.values)}


@dataclass(frozen=True)
class DatedStatement:
    """A statement. ``inclusion`` says whether the chosen day is in its term; it is empty if no day is chosen."""

    statement: object
    inclusion: str = ""


@dataclass(frozen=True)
class Line:
    """A unit at one of its places in a tree. The lines of a tree, top first, make nested lists."""

    unit: object
    # Statements that place it under the unit above; empty at the top.
    stated: list
    # Other superiors that sources give it: pairs of a superior and the statements. Empty where it is repeated.
    elsewhere: list
    sources_differ: bool
    # Its subordinates are listed earlier.
    is_repeated: bool
    # It is its own superior through this chain.
    closes_circle: bool
    # The unit above, where the indentation does not show it.
    superior: object = None
    # It begins a nested list.
    opens: bool = False
    # The next line begins a list within it.
    has_list: bool = False
    # One item for each list that ends after it.
    closes: range = range(0)


class ChainsOfCommand:
    """Trees of units, each under every superior that a source gives it."""

    def __init__(self, stated):
        self.units = {}
        self.superiors = defaultdict(lambda: defaultdict(list))
        self.subordinates = defaultdict(dict)
        for each in stated:
            unit, superior = each.statement.unit, each.statement.superior
            self.units |= {unit.pk: unit, superior.pk: superior}
            self.superiors[unit.pk][superior.pk].append(each)
            self.subordinates[superior.pk][unit.pk] = True
        ordered = sorted(self.units, key=lambda pk: by_echelon(self.units[pk]))
        self.places = {pk: place for place, pk in enumerate(ordered)}
        self.disputed = {pk for pk, placings in self.superiors.items() if sources_differ(placings.values())}

    def trees(self):
        """A list of lines for each top unit, by echelon and number."""
        expanded = set()
        trees = [self.unrolled(pk, expanded) for pk in self.places if pk not in self.superiors]
        for pk in self.places:
            # Units that are below no top unit are in a circle of subordinations, or below one.
            if pk not in expanded:
                trees.append(self.unrolled(self.top_of_circle(pk), expanded))
        return trees

    def in_order(self, keys):
        return sorted(keys, key=self.places.get)

    def top_of_circle(self, pk):
        """The first unit, by echelon, of the circle that the superiors of a unit end in."""
        chain = {}
        while pk not in chain:
            chain[pk] = len(chain)
            pk = self.in_order(self.superiors[pk])[0]
        return self.in_order(list(chain)[chain[pk] :])[0]

    def unrolled(self, top, expanded):
        """The lines of a tree, top first.

        Units in ``expanded`` are drawn already: their subordinates and other superiors are not listed again. So a tree
        has a line for each unit and superior, and draws each statement twice at most.
        """
        lines, depths, above = [], [], []
        waiting = [(top, None, 0)]
        while waiting:
            pk, superior, depth = waiting.pop()
            del above[depth:]
            line = self.line(pk, superior, is_repeated=pk in expanded, closes_circle=pk in expanded and pk in above)
            lines.append(replace(line, superior=self.units[superior]) if depth > INDENTED_LEVELS else line)
            depths.append(depth)
            if pk in expanded:
                continue
            expanded.add(pk)
            above.append(pk)
            below = self.in_order(self.subordinates.get(pk, ()))
            waiting += [(each, pk, depth + 1) for each in reversed(below)]
        return with_list_ends(lines, depths)

    def line(self, pk, superior, *, is_repeated, closes_circle):
        placings = self.superiors.get(pk, {})
        others = [] if is_repeated else self.in_order(placings.keys() - {superior})
        return Line(
            unit=self.units[pk],
            stated=placings.get(superior, []),
            elsewhere=[(self.units[other], placings[other]) for other in others],
            sources_differ=pk in self.disputed,
            is_repeated=is_repeated,
            closes_circle=closes_circle,
        )


def sources_differ(placings):
    """Whether two sources place a unit under different superiors; ``placings`` has the statements for each."""
    sources = [{each.statement.source_id for each in stated} for stated in placings]
    return len(sources) > 1 and len(set.union(*sources)) > 1


def with_list_ends(lines, depths):
    """The lines, marked where nested lists open and close. ``depths`` has the depth of each line, 0 for the top."""
    return [
        replace(line, opens=depth > before, has_list=after > depth, closes=range(max(depth - after, 0)))
        for line, before, depth, after in zip(lines, [0, *depths], depths, [*depths[1:], 0], strict=False)
    ]


def by_echelon(unit):
    """A sort key for units: the highest echelon first, then by number: the 9th before the 11th."""
    return RANKS[unit.echelon], [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", unit.slug)]
