"""The preview of an import: the outcome of each row, in files from which one page can be read without the rest."""

import hashlib
import json
import struct
from collections.abc import Sequence
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from battles.importing.remarks import remark
from battles.importing.rows import CellError, CheckedRow
from battles.private_files import open_private, write_private
from battles.resources.base import RecordResource
from battles.resources.widgets import SEPARATOR, LinksWidget, LinkWidget

ERRORS_AT_ONCE = 1_000
OFFSET = struct.Struct("<Q")
HEADINGS = "headings.json"


class Group(StrEnum):
    """The groups in which a preview shows rows; unchanged rows are counted only."""

    WRONG = "wrong"
    REMARKS = "remarks"
    NEW = "new"
    CHANGED = "changed"


class Digest:
    """SHA-256 of the outcome of each row; equal for two runs with the same outcome."""

    def __init__(self, resource: RecordResource, headings: list[str]):
        self.resource = resource
        self.headings = headings
        self.sha256 = hashlib.sha256()

    def hexdigest(self) -> str:
        return self.sha256.hexdigest()

    def add_error(self, error: CellError):
        """Ignores it: a file with errors is not imported."""

    def add_rows(self, rows: list[CheckedRow]):
        changes = cell_changes(self.resource, self.headings, [row for row in rows if row.is_changed])
        for row in rows:
            self.add_row(row, changes.get(row.line))

    def add_row(self, row: CheckedRow, changes: list[tuple] | None):
        entry = [row.line, row.identity, row.is_new, changes]
        self.sha256.update(json.dumps(entry).encode() + b"\n")


class PreviewWriter(Digest):
    """Writes the preview to a folder, as a context. ``remarks`` is a ClaimRemarks or None."""

    def __init__(self, folder: Path, resource: RecordResource, headings: list[str], remarks=None):
        super().__init__(resource, headings)
        self.remarks = remarks
        self.errors = []
        folder.mkdir(mode=0o700, exist_ok=True)
        write_private(folder / HEADINGS, json.dumps(headings))
        self.files = ExitStack()
        self.groups = {
            group: GroupWriter(*(self.files.enter_context(open_private(path, "wb")) for path in paths(folder, group)))
            for group in Group
        }

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.write_errors()
        self.files.close()

    def add_error(self, error):
        self.errors.append(error)
        if len(self.errors) == ERRORS_AT_ONCE:
            self.write_errors()

    def add_rows(self, rows):
        self.write_errors()
        super().add_rows(rows)
        touched = [row for row in rows if row.is_new or row.is_changed]
        found = {row.line: remarks for row, remarks in self.remarks.on(touched)} if self.remarks else {}
        for row in rows if found or any(row.notes for row in rows) else ():
            if remarks := [*notes_on(row), *found.get(row.line, ())]:
                self.groups[Group.REMARKS].add({"line": row.line, "identity": row.identity, "remarks": remarks})

    def add_row(self, row, changes):
        super().add_row(row, changes)
        place = {"line": row.line, "identity": row.identity}
        if row.is_new:
            self.groups[Group.NEW].add(place | {"cells": list(row.cells.values())})
        elif row.is_changed:
            self.groups[Group.CHANGED].add(place | {"changes": changes})

    def write_errors(self):
        for error in sorted(self.errors, key=lambda error: error.line):
            self.groups[Group.WRONG].add(
                {"line": error.line, "column": error.column, "value": error.value, "message": error.message}
            )
        self.errors.clear()


def notes_on(row: CheckedRow) -> list[dict]:
    """The notes on the cells of the row, as remarks."""
    return [remark(sentence, column=heading) for heading, sentence in row.notes or ()]


def cell_changes(resource, headings, rows: list[CheckedRow]) -> dict[int, list[tuple[str, str, str]]]:
    """The changed cells of the rows, by line: triples of a heading, the old and the new cell as an export has them."""
    columns = {heading: resource.columns[heading] for heading in headings}
    lists = {name: lists_before(resource, name, rows) for name in columns if isinstance(columns[name], LinksWidget)}
    links = {name: links_before(each, rows) for name, each in columns.items() if isinstance(each, LinkWidget)}
    found = {}
    for row in rows:
        changes = found[row.line] = []
        for heading, column in columns.items():
            value = row.values[heading]
            match column:
                case LinksWidget():
                    old, new = SEPARATOR.join(sorted(lists[heading].get(row.before["pk"], ()))), SEPARATOR.join(value)
                case LinkWidget():
                    old, new = links[heading].get(row.before[f"{heading}_id"], ""), value or ""
                case _:
                    old, new = column.render(row.before[heading]), column.render(value)
            if old != new:
                changes.append((heading, old, new))
    return found


def lists_before(resource, heading: str, rows: list[CheckedRow]) -> dict[int, list[str]]:
    """The slugs in a list of links before the import, by the key of its row."""
    return resource.linked_slugs(heading, [row.before["pk"] for row in rows])


def links_before(column, rows: list[CheckedRow]) -> dict[int, str]:
    """The slugs of the records that a link led to before the import, by their keys."""
    keys = {row.before[column.field.attname] for row in rows} - {None}
    return dict(column.field.related_model._base_manager.filter(pk__in=keys).values_list("pk", "slug"))


def paths(folder: Path, group: Group) -> tuple[Path, Path]:
    """The file of the group's rows, and the file of their offsets."""
    return folder / f"{group}.jsonl", folder / f"{group}.offsets"


class GroupWriter:
    """Writes rows as lines of JSON, and in a second file the offset of each line."""

    def __init__(self, rows: BinaryIO, offsets: BinaryIO):
        self.rows, self.offsets = rows, offsets
        self.position = 0

    def add(self, row: dict):
        line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
        self.offsets.write(OFFSET.pack(self.position))
        self.rows.write(line)
        self.position += len(line)


class PreviewRows(Sequence):
    """The rows of one group, as dicts; a slice reads only its own lines."""

    def __init__(self, folder: Path, group: Group):
        self.path, self.offsets = paths(folder, group)

    def __len__(self):
        return self.offsets.stat().st_size // OFFSET.size if self.offsets.exists() else 0

    def __getitem__(self, where):
        if not isinstance(where, slice):
            return self[where : where + 1][0]
        first, last, _step = where.indices(len(self))
        if first >= last:
            return []
        with self.offsets.open("rb") as offsets, self.path.open("rb") as rows:
            offsets.seek(first * OFFSET.size)
            rows.seek(*OFFSET.unpack(offsets.read(OFFSET.size)))
            return [json.loads(rows.readline()) for _number in range(first, last)]


def preview_headings(folder: Path) -> list[str]:
    """The headings of the file, in order; none if it could not be read."""
    path = folder / HEADINGS
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
