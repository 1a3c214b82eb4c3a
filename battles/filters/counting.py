"""The number of rows of a list for each value of each facet, under the other filters."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections

from battles.models import ClaimCount, FigureClaim

# The length of longer lists is estimated.
MOST_COUNTED = 50_000
# Longer lists have the counts that PostgreSQL keeps, where it keeps them.
MOST_COUNTED_AGAIN = 5_000


@dataclass
class Counts:
    """The number of rows, and for each facet that was counted the number by key."""

    total: int
    by_facet: dict = field(default_factory=dict)
    is_exact: bool = True
    # Numbers of rows by block of primary keys; empty if they are not kept.
    blocks: dict = field(default_factory=dict)


def count(selection, kinds=()):
    """The Counts of a selection; ``kinds`` are those that a list of claims is limited to."""
    is_large = connection.vendor == "postgresql" and selection.model._meta.concrete_model is FigureClaim
    if is_large:
        kept = kept_counts(selection, kinds)
        if kept and kept.total > MOST_COUNTED_AGAIN:
            return kept
        if not kept and (expected := expected_rows(selection.rows)) > MOST_COUNTED:
            return Counts(expected, is_exact=False)
        chosen = [facet for facet in selection.facets if facet.name in selection.chosen]
        known = kept.by_facet if kept else {}
        many = {
            facet.name
            for facet in chosen
            if facet.name not in known and expected_rows(selection.rows_but(facet)) > MOST_COUNTED
        }
        return counted_rows(selection, known, many)
    return counted_rows(selection)


def counted_rows(selection, known=(), many=()):
    """Counts from the rows, in one statement.

    A facet that limits the rows is counted without its own limit, or has the counts that are ``known``. A facet in
    ``many`` would have too many rows then: only its chosen values are counted.
    """
    parts, parameters, selects = [], [], ["SELECT '' AS facet, '' AS value, count(*) AS number FROM matching"]
    try:
        unchosen = [facet for facet in selection.facets if facet.name not in selection.limiting or facet.name in many]
        add_part(parts, parameters, "matching", selection.rows, unchosen)
        for facet in selection.facets:
            part = "matching"
            if facet.name in known and facet.name in selection.chosen:
                continue
            if facet.name in selection.limiting and facet.name not in many:
                part = f"all_but_{facet.name}"
                add_part(parts, parameters, part, selection.rows_but(facet), [facet])
            selects.append(count_by(selection.model, facet, part))
    except EmptyResultSet:
        return Counts(0)
    # On the database that the rows are read from, which may be a replica.
    with connections[selection.rows.db].cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {' UNION ALL '.join(selects)}", parameters)
        found = cursor.fetchall()
    ((_facet, _value, total),) = [row for row in found if row[0] == ""]
    counts = {facet.name: Counter() for facet in selection.facets} | by_key(selection.facets, found)
    return Counts(total, counts | {name: known[name] for name in selection.chosen if name in known})


def add_part(parts, parameters, name, rows, facets):
    """Add a part to the statement: the rows with the columns of the facets."""
    columns = [facet.column for facet in facets if not facet.is_list]
    sql, own_parameters = rows.order_by().values_list("pk", *columns).query.sql_with_params()
    parts.append(f"{name} ({', '.join(['id', *columns])}) AS MATERIALIZED ({sql})")
    parameters.extend(own_parameters)


def count_by(model, facet, part):
    """The select of a facet's name, its keys as text, and their numbers in the part."""
    if not facet.is_list:
        return f"SELECT '{facet.name}', CAST({facet.column} AS text), count(*) FROM {part} GROUP BY {facet.column}"
    through, own, other = facet.through(model)
    return (
        f"SELECT '{facet.name}', CAST({other} AS text), count(*) FROM {through._meta.db_table} "
        f"JOIN {part} ON {part}.id = {own} GROUP BY {other}"
    )


def by_key(facets, found):
    """For each facet its numbers by key, from triples of facet, key as text, and number."""
    named = {facet.name: facet for facet in facets}
    counts = defaultdict(Counter)
    for name, text, number in found:
        if name in named and (key := named[name].read_key(text)) is not None:
            counts[name][key] += number
    return counts


def kept_counts(selection, kinds):
    """Counts kept by PostgreSQL, or None if it keeps no total for this selection.

    With two chosen facets, only these two have counts.
    """
    chosen = ({"kind": kinds} if kinds else {}) | selection.chosen
    chosen = {name: [key_text(key) for key in keys] for name, keys in chosen.items()}
    if not selection.is_of_facets_alone or len(chosen) > 2 or not chosen.keys() <= ClaimCount.FACETS:
        return None
    counts = ClaimCount.objects
    if not chosen:
        found = list(counts.by_one_column())
        total = sum(number for name, _text, number in found if name == "kind")
    elif len(chosen) == 1:
        ((name, values),) = chosen.items()
        own = list(counts.by_one_column().filter(facet=name))
        found = [*own, *counts.with_values(name, values)]
        total = sum(number for _name, text, number in own if text in values)
    else:
        one, other = chosen
        if not ClaimCount.counts_together(one, other):
            return None
        found = [*counts.with_values(one, chosen[one], by=other), *counts.with_values(other, chosen[other], by=one)]
        total = sum(number for name, text, number in found if name == one and text in chosen[one])
    blocks = Counter()
    for name, text, number in found:
        if name == ClaimCount.BLOCK:
            blocks[int(text)] += number
    return Counts(total, by_key(selection.facets, found), blocks=blocks)


def key_text(key):
    """The key as ClaimCount has it."""
    return str(key).lower() if isinstance(key, bool) else str(key)


def expected_rows(rows):
    """How many rows PostgreSQL expects from its statistics."""
    try:
        return json.loads(rows.order_by().values("pk").explain(format="json"))[0]["Plan"]["Plan Rows"]
    except EmptyResultSet:
        return 0
