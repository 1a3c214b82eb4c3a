"""Disagreements as a file, streamed from the database."""

import json
from decimal import Decimal
from itertools import chain

from django.http import StreamingHttpResponse

from battles.resources.base import batched
from battles.resources.downloads import FORMATS
from battles.tabular import write_table
from battles.values.figures import plain

# A query names each group by all its columns; with many more groups it is slow to plan.
GROUPS_AT_ONCE = 100
HEADINGS = [
    *("about", "campaign", "engagement", "belligerent", "unit", "kind", "category", "counted", "scope", "as_of"),
    *("boundary", "claims", "sources", "lowest", "highest", "ratio", "days", "values", "refs"),
]


def download(groups_by_kind, format):
    """All groups of each kind of disagreement, in their order, as a response in one of FORMATS."""
    rows = chain.from_iterable(
        kind.rows_for_file(some)
        for kind, groups in groups_by_kind
        for some in batched(groups.iterator(chunk_size=GROUPS_AT_ONCE), GROUPS_AT_ONCE)
    )
    if format == "json":
        content = json_list(rows)
    else:
        content = write_table(HEADINGS, ([as_text(row.get(name)) for name in HEADINGS] for row in rows), format=format)
    return StreamingHttpResponse(
        content,
        content_type=FORMATS[format],
        headers={"Content-Disposition": f'attachment; filename="disagreements.{format}"'},
    )


def as_text(value):
    """A cell of a CSV file: lists within it are separated by ``|``, nothing is an empty cell."""
    if isinstance(value, list):
        return "|".join(value)
    if isinstance(value, Decimal | float):
        return plain(Decimal(str(value)))
    return "" if value is None else str(value)


def json_list(rows):
    """The rows as a list of objects by heading, piece by piece; null for headings that a kind does not have."""
    before = "["
    for row in rows:
        yield (before + "\n" + json.dumps({name: as_json(row.get(name)) for name in HEADINGS})).encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


def as_json(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
