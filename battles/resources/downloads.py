"""All rows of a list as a file, sent while it is read from the database."""

import json
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse

from battles.resources import resource_of
from battles.resources.base import chunks
from battles.tabular import write_table

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
CONTENT_TYPES = FORMATS | {
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROWS_AT_ONCE = 500


def download(rows, format, *, with_status=False):
    """The rows, in their order, as a response in one of CONTENT_TYPES, with the columns that importcsv reads.

    Editors have the status of each row as its last column. TableError for what a workbook cannot hold.
    """
    name, resource = resource_of(rows.model, with_status=with_status)
    cells = resource.rows_for_export(rows, in_own_order=True)
    pieces = json_list(resource, cells) if format == "json" else write_table(resource.headings, cells, format=format)
    # The first piece of a workbook comes when all its rows are read, and so may an error.
    first = next(pieces)
    return StreamingHttpResponse(
        chain([first], pieces),
        content_type=CONTENT_TYPES[format],
        headers={"Content-Disposition": f'attachment; filename="{name}.{format}"'},
    )


def json_list(resource, rows):
    """The rows as a list of objects by heading, piece by piece: numbers, true and false, lists, null for no link."""
    columns = json_columns(resource)
    before = "["
    for some in chunks(rows, ROWS_AT_ONCE):
        yield (before + "\n" + ",\n".join(json_object(columns, row) for row in some)).encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


def json_columns(resource):
    """For each column the name, in JSON, and what turns a cell into JSON."""
    return [(json.dumps(heading), column.as_json) for heading, column in resource.columns.items()]


def json_object(columns, row):
    cells = (f"{name}: {as_json(cell)}" for (name, as_json), cell in zip(columns, row, strict=True))
    return "{" + ", ".join(cells) + "}"


def record_as_json(record):
    """One record as an object by heading, as lists have it."""
    _name, resource = resource_of(type(record))
    (row,) = resource.rows_for_export(type(record).objects.published().filter(pk=record.pk))
    return HttpResponse(json_object(json_columns(resource), row) + "\n", content_type=FORMATS["json"])
