"""The values that a list offers to filter by, with their numbers, and the filters in use."""

from dataclasses import dataclass
from heapq import nsmallest

from django.utils.translation import gettext as _

from battles.models.records import records_for_links
from battles.models.terms import Term

# Further values are behind a link.
OFFERED = 10
OFFERED_IN_FULL = 500


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet; ``number`` counts the rows that have it, and is empty if they were not counted."""

    value: str
    label: str
    number: str
    is_chosen: bool
    # Whether the label is the name of a record, which can be in another language than the page.
    is_name: bool


@dataclass(frozen=True)
class OfferedFacet:
    """The values of a facet that a list offers. ``left_out`` counts the others, ``query_for_all`` shows them."""

    name: str
    label: str
    values: list
    left_out: str
    query_for_all: str
    # Whether another value can be typed.
    is_open: bool


def offered_keys(selection, counts, in_full):
    """For each facet the keys to offer, and the number of the others.

    Those that are chosen come first, then those that most rows have; all of them for the facet ``in_full``.
    """
    offered = {}
    for facet in selection.facets:
        numbers = counts.by_facet.get(facet.name, {})
        chosen = selection.chosen.get(facet.name, [])
        others = [(-number, key) for key, number in numbers.items() if key not in chosen and facet.knows(key)]
        first = nsmallest(OFFERED_IN_FULL if facet.name == in_full else OFFERED, others)
        offered[facet.name] = [*chosen, *(key for _number, key in first)], len(others) - len(first)
    return offered


def offered_facets(selection, counts, offered, records, given):
    """An OfferedFacet for each facet, from its offered_keys and the linked records by model and key."""
    return [
        OfferedFacet(
            facet.name,
            facet.label,
            [
                FacetValue(
                    *facet.describe(key, records.get(facet.linked_model)),
                    f"{facet.number(key, numbers):,}" if numbers is not None else "",
                    key in selection.chosen.get(facet.name, ()),
                    bool(facet.linked_model and key) and not issubclass(facet.linked_model, Term),
                )
                for key in keys
            ],
            f"{left_out:,}" if left_out else "",
            with_values(given, {"all": [facet.name]}) if left_out else "",
            facet.linked_model is not None and (left_out > 0 or numbers is None),
        )
        for facet in selection.facets
        for numbers in [counts.by_facet.get(facet.name)]
        for keys, left_out in [offered[facet.name]]
    ]


def rows_left_out(selection, counts, given):
    """The number of rows that a facet leaves out as no value is chosen, and the query for all rows; None if it is 0."""
    for facet in selection.facets:
        if facet.left_out and facet.name not in selection.chosen:
            numbers = counts.by_facet.get(facet.name, {})
            if number := sum(numbers.get(key, 0) for key in facet.left_out):
                return {"number": number, "query": with_values(given, {facet.name: [facet.ANY]})}
    return None


def linked_records(selection, offered, rows):
    """The records of facet keys and of the rows' links, by model and key, in one query; the rows get their links."""
    wanted = {}
    for facet in selection.facets:
        if facet.linked_model:
            wanted.setdefault(facet.linked_model, set()).update(offered[facet.name][0])
    links = [link for link in selection.model._meta.concrete_fields if link.many_to_one]
    for link in links:
        wanted.setdefault(link.related_model, set()).update(getattr(row, link.attname) for row in rows)
    wanted = {model: keys - {None} for model, keys in wanted.items()}
    records = records_for_links(wanted, using=selection.rows.db)
    for link in links:
        found = records[link.related_model]
        for row in rows:
            link.set_cached_value(row, found.get(getattr(row, link.attname)))
    return records


def chosen_filters(selection, offered, given):
    """The filters in use: the label and the value of each, and the query without it."""
    chosen = []
    if selection.query:
        chosen.append({"label": _("Search"), "value": selection.query, "rest": without(given, "q")})
    for facet in offered:
        for value in facet.values:
            if value.is_chosen:
                others = [other for other in given.getlist(facet.name) if other != value.value]
                rest = with_values(given, {facet.name: others})
                chosen.append({"label": facet.label, "value": value.label, "rest": rest})
    for each in selection.ranges:
        ends = [given.get(name, "") for name in each.parameters]
        if any(ends):
            chosen.append({"label": each.label, "value": " – ".join(ends), "rest": without(given, *each.parameters)})
    return chosen


def without(given, *names):
    """The query without the parameters named; it begins at the first page."""
    return with_values(given, {name: [] for name in names})


def with_values(given, values):
    """The query with these values of some parameters; it begins at the first page."""
    changed = given.copy()
    for name, some in {"page": [], **values}.items():
        changed.setlist(name, some)
    return changed.urlencode()
