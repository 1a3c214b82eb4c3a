"""Records as files: a list, sent while it is read from the database, and one record as JSON."""

import json
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse

from battles.resources import resource_of
from battles.resources.base import batched
from battles.tabular import write_table

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
CONTENT_TYPES = FORMATS | {
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROWS_PER_PIECE = 500


def download(rows, format, *, with_status=False):
    """A response with the records of a queryset, in its order, in a format of CONTENT_TYPES that importcsv reads.

    ``with_status`` adds a last column for editors. TableError for a text that a workbook cannot hold.
    """
    name, resource = resource_of(rows.model, with_status=with_status)
    cells = resource.rows_for_export(rows, in_own_order=True)
    if format == "json":
        columns = json_columns(resource)
        pieces = json_list(json_object(columns, row) for row in cells)
    else:
        pieces = write_table(resource.headings, cells, format=format)
    # The first piece of a workbook comes after all rows are read: an error is raised here, not during the response.
    first = next(pieces)
    return attachment(chain([first], pieces), name, format)


def attachment(pieces, name, format):
    """A response with a file in a format of CONTENT_TYPES, sent in pieces."""
    return StreamingHttpResponse(
        pieces,
        content_type=CONTENT_TYPES[format],
        headers={"Content-Disposition": f'attachment; filename="{name}.{format}"'},
    )


def json_list(objects):
    """A JSON list of objects that are JSON already, in pieces."""
    before = "["
    for batch in batched(objects, ROWS_PER_PIECE):
        yield (before + "\n" + ",\n".join(batch)).encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


def json_columns(resource):
    """For each column its heading as JSON, and the function from a cell to JSON."""
    return [(json.dumps(heading), column.as_json) for heading, column in resource.columns.items()]


def json_object(columns, row):
    """The row as an object by heading; a link that is not set is null."""
    cells = (f"{name}: {as_json(cell)}" for (name, as_json), cell in zip(columns, row, strict=True))
    return "{" + ", ".join(cells) + "}"


def record_as_json(record):
    """A response with one published record as an object by heading; with its identifiers, if it can have any."""
    _name, resource = resource_of(type(record))
    (row,) = resource.rows_for_export(type(record).objects.published().filter(pk=record.pk))
    found = json_object(json_columns(resource), row)
    if hasattr(record, "identifiers"):
        named = list(record.identifiers.published().values_list("reference", flat=True))
        found = f'{found[:-1]}, "identifiers": {json.dumps(named, ensure_ascii=False)}}}'
    return HttpResponse(found + "\n", content_type=FORMATS["json"])
