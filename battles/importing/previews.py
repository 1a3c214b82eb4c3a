"""What an import would do, row by row: in files of which any page can be read at once, however many rows there are."""

import hashlib
import json
import struct
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path

MISTAKES_AT_ONCE = 1_000
OFFSET = struct.Struct("<Q")
HEADINGS = "headings.json"


class Sort(StrEnum):
    """What becomes of a row; unchanged ones are counted only."""

    WRONG = "wrong"
    REMARKS = "remarks"
    NEW = "new"
    CHANGED = "changed"


class Digest:
    """SHA-256 over what becomes of each row: equal for two runs of a file that do the same."""

    def __init__(self):
        self.sha256 = hashlib.sha256()

    def hexdigest(self) -> str:
        return self.sha256.hexdigest()

    def mistake(self, error):
        """Nothing: what has mistakes is not imported."""

    def take(self, rows):
        """The rows of a chunk that are right, as the importer has sorted them."""
        for row in rows:
            outcome = [row.line, row.identity, row.before is None, row.changes]
            self.sha256.update(json.dumps(outcome).encode() + b"\n")


class PlanWriter(Digest):
    """A plan in the making, as a context; the folder is made anew. ``remarks`` is a ClaimRemarks or None."""

    def __init__(self, folder: Path, headings: list[str], remarks=None):
        super().__init__()
        self.headings = headings
        self.remarks = remarks
        self.mistakes = []
        folder.mkdir(exist_ok=True)
        (folder / HEADINGS).write_text(json.dumps(headings), encoding="utf-8")
        self.files = ExitStack()
        self.lists = {sort: self.files.enter_context(ListWriter(folder, sort)) for sort in Sort}

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.write_mistakes()
        self.files.close()

    def mistake(self, error):
        self.mistakes.append(error)
        if len(self.mistakes) == MISTAKES_AT_ONCE:
            self.write_mistakes()

    def take(self, rows):
        super().take(rows)
        self.write_mistakes()
        for row in rows:
            place = {"line": row.line, "identity": row.identity}
            if row.before is None:
                cells = row.cells | {self.headings[0]: row.identity} if self.headings[0] in row.cells else row.cells
                self.lists[Sort.NEW].add(place | {"cells": list(cells.values())})
            elif row.is_changed:
                self.lists[Sort.CHANGED].add(place | {"changes": row.changes})
        touched = [row for row in rows if row.before is None or row.is_changed]
        for row, remarks in self.remarks.on(touched) if self.remarks else ():
            self.lists[Sort.REMARKS].add({"line": row.line, "identity": row.identity, "remarks": remarks})

    def write_mistakes(self):
        for error in sorted(self.mistakes, key=lambda error: error.line):
            self.lists[Sort.WRONG].add(
                {"line": error.line, "column": error.column, "value": error.value, "message": error.message}
            )
        self.mistakes.clear()


class ListWriter:
    """Rows as lines of JSON, and beside them where each line begins."""

    def __init__(self, folder: Path, sort: Sort):
        self.rows = (folder / f"{sort}.jsonl").open("wb")
        self.offsets = (folder / f"{sort}.offsets").open("wb")
        self.position = 0

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.rows.close()
        self.offsets.close()

    def add(self, row: dict):
        line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
        self.offsets.write(OFFSET.pack(self.position))
        self.rows.write(line)
        self.position += len(line)


class PlannedRows(Sequence):
    """The rows of one sort, as dicts; a slice reads only its own lines."""

    def __init__(self, folder: Path, sort: Sort):
        self.path, self.offsets = folder / f"{sort}.jsonl", folder / f"{sort}.offsets"

    def __len__(self):
        return self.offsets.stat().st_size // OFFSET.size if self.offsets.exists() else 0

    def __getitem__(self, where):
        if not isinstance(where, slice):
            return self[where : where + 1][0]
        first, last, _step = where.indices(len(self))
        return list(self.read(first, last - first)) if first < last else []

    def read(self, first: int, count: int) -> Iterator[dict]:
        with self.offsets.open("rb") as offsets, self.path.open("rb") as rows:
            offsets.seek(first * OFFSET.size)
            rows.seek(*OFFSET.unpack(offsets.read(OFFSET.size)))
            for _number in range(count):
                yield json.loads(rows.readline())


def planned_headings(folder: Path) -> list[str]:
    """The headings of the file, in order; none if it could not be read so far."""
    path = folder / HEADINGS
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
