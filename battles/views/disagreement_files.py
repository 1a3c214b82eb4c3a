"""Disagreements as a file, streamed from the database."""

import json
from decimal import Decimal
from itertools import chain

from battles.resources.base import batched
from battles.resources.downloads import attachment, json_list
from battles.tabular import write_table
from battles.values.figures import plain

# A query names each group by all its columns; with many more groups it is slow to plan.
GROUPS_AT_ONCE = 100
HEADINGS = [
    *("about", "campaign", "engagement", "belligerent", "unit", "kind", "category", "counted", "scope", "as_of"),
    *("boundary", "claims", "sources", "lowest", "highest", "ratio", "days", "values", "refs"),
]


def download_groups(groups_by_kind, format):
    """All groups of each kind of disagreement, in their order, as a response in one of FORMATS."""
    rows = chain.from_iterable(
        kind.rows_for_file(some)
        for kind, groups in groups_by_kind
        for some in batched(groups.iterator(chunk_size=GROUPS_AT_ONCE), GROUPS_AT_ONCE)
    )
    # Headings that a kind does not have are null in JSON, and empty cells in CSV.
    cells = ([json_value(row.get(name)) for name in HEADINGS] for row in rows)
    if format == "json":
        pieces = json_list(json.dumps(dict(zip(HEADINGS, row, strict=True))) for row in cells)
    else:
        pieces = write_table(HEADINGS, ([csv_cell(value) for value in row] for row in cells), format=format)
    return attachment(pieces, "disagreements", format)


def json_value(value):
    """A value as JSON has it; ratios have four decimals."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return round(value, 4) if isinstance(value, float) else value


def csv_cell(value):
    """A cell of a CSV file, from a json_value; lists within it are separated by ``|``."""
    if isinstance(value, list):
        return "|".join(value)
    if isinstance(value, float):
        return plain(Decimal(str(value)))
    return "" if value is None else str(value)
