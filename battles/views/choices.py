"""What a list offers to choose from, with numbers, and what is chosen of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

# More values wait behind a link.
OFFERED = 10
OFFERED_IN_FULL = 500


@dataclass(frozen=True)
class Choice:
    """A value of a facet; ``number`` is of the rows that have it, None where they were not counted."""

    value: str
    label: str
    number: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    """The values of a facet that a list offers, ``left_out`` being the number of the others."""

    name: str
    label: str
    choices: list
    left_out: int
    # Whether another value can be typed.
    is_open: bool


def offered_choices(selection, counts, in_full=""):
    """The Choices of each facet: those that are chosen, then those that most rows have; all of the one ``in_full``."""
    offered = {}
    for facet in selection.facets:
        numbers = counts.by_facet.get(facet.name, {})
        chosen = selection.chosen.get(facet.name, [])
        others = [key for key in numbers if key not in chosen and facet.knows(key)]
        others.sort(key=lambda key: (-numbers[key], str(key)))
        limit = OFFERED_IN_FULL if facet.name == in_full else OFFERED
        offered[facet.name] = [*chosen, *others[:limit]], len(others[limit:])
    records = linked_records(selection.facets, {name: keys for name, (keys, _left_out) in offered.items()})
    return [
        Choices(
            facet.name,
            facet.label,
            [
                Choice(
                    *facet.describe(key, records.get(facet.linked_model)),
                    counts.by_facet[facet.name].get(key, 0) if facet.name in counts.by_facet else None,
                    key in selection.chosen.get(facet.name, ()),
                )
                for key in keys
            ],
            left_out,
            facet.linked_model is not None,
        )
        for facet in selection.facets
        for keys, left_out in [offered[facet.name]]
    ]


def linked_records(facets, keys):
    """The records that stand for keys of facets, by model and key, in one query for each model."""
    wanted = {}
    for facet in facets:
        if facet.linked_model:
            wanted.setdefault(facet.linked_model, set()).update(keys[facet.name])
    return {model: model.objects.for_choice().in_bulk(found) for model, found in wanted.items()}


def chosen_filters(selection, offered, given):
    """The filters in use: what each is called, the value chosen, and the query without it."""
    chosen = []
    if selection.query:
        chosen.append({"label": _("Search"), "value": selection.query, "rest": without(given, "q")})
    for facet in offered:
        for choice in facet.choices:
            if choice.is_chosen:
                others = [value for value in given.getlist(facet.name) if value != choice.value]
                rest = without(given, facet.name, **{facet.name: others})
                chosen.append({"label": facet.label, "value": choice.label, "rest": rest})
    for each in selection.ranges:
        ends = [given.get(name, "") for name in each.parameters]
        if any(ends):
            chosen.append({"label": each.label, "value": " – ".join(ends), "rest": without(given, *each.parameters)})
    return chosen


def without(given, *names, **kept):
    """The query without the parameters named but for the values kept of them; it begins at the first page."""
    rest = given.copy()
    for name in ("page", *names):
        rest.setlist(name, kept.get(name, []))
    return rest.urlencode()
