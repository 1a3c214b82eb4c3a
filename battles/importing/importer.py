"""The import of a file's rows, all of them or none: their order, and the transaction in which they are written."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from battles.importing.checker import Checker
from battles.importing.previews import Digest
from battles.importing.rows import CellError, FileRow, ImportResult, RowErrors
from battles.importing.states import set_imported
from battles.importing.writer import Writer
from battles.models import ImportRecord, Way
from battles.models.database_errors import explain
from battles.models.recording import recording
from battles.models.records import too_deep
from battles.resources.base import ROWS_AT_ONCE, RecordResource, batched
from battles.tabular import RowError
from battles.values.choices import Status
from battles.values.hierarchies import MAX_LEVELS, in_circle, in_layers, levels, nearest

IN_A_CIRCLE = _("This link leads in a circle back to the row itself.")


class FileRefused(Exception):
    """The file has errors, and the transaction is rolled back."""


class DataChanged(Exception):
    """The import would have another outcome than its preview."""


class Importer:
    """Imports the rows of one file.

    The resource has every one of the file's ``headings``; ``progress`` is called with the number of rows done, and
    ``preview`` gets every error and the outcome of every other row. See Checker for ``new_status``.
    """

    def __init__(
        self,
        resource: RecordResource,
        headings: list[str],
        progress: Callable[[int], None] = lambda rows: None,
        preview: Digest | None = None,
        *,
        new_status: str = Status.DRAFT,
    ):
        self.headings = headings
        self.progress = progress
        self.preview = preview
        self.checker = Checker(resource, headings, new_status)
        self.result = ImportResult()

    def run(
        self, rows: Iterable[tuple[int, list[str]]], *, dry_run: bool = False, import_record: ImportRecord | None = None
    ) -> ImportResult:
        """Import the rows, pairs of a line number and its cells, and save the import record with them.

        Nothing is kept if the file has errors, or after a dry run. Raises DataChanged, and keeps nothing, if the import
        record has the digest of another preview. A dry run writes, and rolls back, only if rows can link to rows of the
        same file; otherwise no other writer waits for it.
        """
        if dry_run and not self.checker.links_to_itself:
            self.run_batches(rows, None)
            return self.result
        made_by, message = (import_record.made_by, import_record.message) if import_record else (None, "")
        try:
            with recording(made_by=made_by, message=message, way=Way.IMPORT, preview=dry_run) as changes:
                self.write_all(rows, changes)
                if import_record:
                    self.finish(import_record, changes)
        except FileRefused:
            pass
        return self.result

    def write_all(self, rows, changes):
        """Write all rows. Raises FileRefused if the check or the database finds errors."""
        table = self.checker.table
        try:
            self.run_batches(rows, Writer(table, list(self.checker.lists), changes))
            # Since the first rows were checked, others may have unpublished linked records, or renamed one.
            changes.check_slugs()
            changes.check_links()
        except IntegrityError as error:
            line = max(self.checker.lines.values(), default=0)
            self.add_error(CellError(line, "", "", explain(error, [table])))
        if self.result.error_count:
            raise FileRefused

    def finish(self, import_record, changes):
        if import_record.plan_sha256 and import_record.plan_sha256 != self.preview.hexdigest():
            raise DataChanged
        set_imported(import_record, self.result, changes.change_set)

    def run_batches(self, rows, writer: Writer | None):
        done = 0
        for batch in self.batches(rows):
            self.run_batch(batch, writer)
            done += len(batch)
            self.progress(done)
        self.add_wrong_nesting()

    def run_batch(self, rows: list[FileRow], writer: Writer | None):
        checked, errors = self.checker.check(rows, lock=writer is not None)
        for error in errors:
            self.add_error(error)
        self.result.add_rows(checked)
        if self.preview:
            self.preview.add_rows(checked)
        # The rows of a file with errors are still written if later rows may link to them, and are rolled back later.
        if writer and (self.checker.links_to_itself or not self.result.error_count):
            writer.write(checked)
            self.checker.add_written(checked)

    def batches(self, rows) -> Iterator[list[FileRow]]:
        """The rows in an order in which they can be written: each after the rows of the file to which it links."""
        readable = self.readable(rows)
        links = self.checker.links_to_itself
        if not links:
            yield from batched(readable, ROWS_AT_ONCE)
            return
        parents = [
            (row, row.cells.get(self.checker.identity, ""), list(filter(None, map(row.cells.get, links))))
            for row in readable
        ]
        layers, circle = in_layers(parents)
        errors = RowErrors()
        for row in circle:
            errors.add(row, links[0], str(IN_A_CIRCLE))
        for row in chain.from_iterable(layers[MAX_LEVELS:]):
            errors.add(row, links[0], str(too_deep()))
        for error in errors.by_line():
            self.add_error(error)
        for layer in layers[:MAX_LEVELS]:
            yield from batched(layer, ROWS_AT_ONCE)

    def readable(self, rows) -> Iterator[FileRow]:
        """The rows that can be read; the others are errors."""
        rows = iter(rows)
        while True:
            try:
                line, cells = next(rows)
            except StopIteration:
                return
            except RowError as error:
                if not error.cells:
                    self.add_error(CellError(error.line, "", "", error.what))
                    continue
                line, cells, wrong = error.line, error.cells, error.by_heading(self.headings)
            else:
                wrong = {}
            cleaned = self.checker.cells.clean(cells)
            # A row may show something only in columns that are left out.
            if wrong or any(cleaned.values()):
                yield FileRow(line, cleaned, wrong)

    def add_wrong_nesting(self):
        """Add the errors of rows that form a circle with records that are not in the file, or that nest too deep."""
        lines = self.checker.lines
        for heading in self.checker.links_to_itself:
            pairs = dict(self.checker.table._base_manager.order_by().values_list("slug", f"{heading}__slug"))
            wrong = dict.fromkeys(in_circle(pairs) & lines.keys(), IN_A_CIRCLE)
            for slug, level in levels(pairs).items():
                # A row may bring a record below it too deep.
                if level and level > MAX_LEVELS and (row := nearest(slug, lines, pairs)):
                    wrong[row] = too_deep()
            for slug in sorted(wrong):
                self.add_error(CellError(lines[slug], heading, slug, str(wrong[slug])))

    def add_error(self, error: CellError):
        self.result.add_error(error)
        if self.preview:
            self.preview.add_error(error)
