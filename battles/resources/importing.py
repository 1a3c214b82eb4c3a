"""The import of a file's rows: all of them or none, with every mistake by line and column."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.base import ModelState

from battles.models.constraints import rule_broken
from battles.models.statements import Statement
from battles.resources.base import CHUNK, RecordResource, chunks
from battles.resources.columns import CellWidget, LinksWidget, LinkWidget
from battles.resources.ordering import in_circle, in_layers
from battles.resources.writing import insert_rows, replace_links, update_rows
from battles.tabular import RowError

MAX_ERRORS_KEPT = 10_000
MAX_SUGGESTIONS = 200
MAX_REMEMBERED = 50_000
CHANGED_MEANWHILE = "The database refused a row: somebody changed it in the meantime. Import the file again."


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell; ``column`` is empty where it is the whole row."""

    line: int
    column: str
    value: str
    message: str

    def __str__(self):
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.message}"


@dataclass
class ImportResult:
    """How many rows of each sort a file has; of very many errors the first ten thousand are kept."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    error_count: int = 0
    errors: list[CellError] = dataclass_field(default_factory=list)

    def add(self, error: CellError):
        self.error_count += 1
        if len(self.errors) < MAX_ERRORS_KEPT:
            self.errors.append(error)


@dataclass(slots=True)
class Row:
    """A row of the file on its way into the table."""

    line: int
    cells: dict[str, str]
    values: dict
    is_wrong: bool = False
    before: dict | None = None
    instance: object = None


class Importer:
    """Takes the rows of one file into the table of a resource.

    ``headings`` are those of the file, checked already. Columns that the file lacks keep what they have.
    """

    def __init__(
        self, resource: RecordResource, headings: list[str], progress: Callable[[int], None] = lambda rows: None
    ):
        self.resource = resource
        self.model = resource.model
        self.table = resource.model._meta.concrete_model
        self.progress = progress
        self.headings = headings
        columns = {heading: resource.columns[heading] for heading in headings}
        self.links = {heading: column for heading, column in columns.items() if isinstance(column, LinkWidget)}
        self.lists = {heading: column for heading, column in columns.items() if isinstance(column, LinksWidget)}
        self.columns = columns
        self.links_to_itself = [heading for heading, column in self.links.items() if column.to_itself]
        self.fields = [field for field in self.table._meta.concrete_fields if not field.primary_key]
        self.stated = [field for field in self.fields if not hasattr(field, "sources")]
        self.defaults = {field.attname: field.get_default() for field in self.stated}
        self.read_cells = {heading: {} for heading in headings}
        self.keys = {heading: {} for heading in (*self.links, *self.lists)}
        self.lines = {}
        self.suggestions = {}
        self.result = ImportResult()

    def run(self, rows: Iterable[tuple[int, list[str]]], *, dry_run: bool = False) -> ImportResult:
        """Import the rows, pairs of a line number and its cells; with errors, or as a dry run, nothing stays."""
        with transaction.atomic():
            try:
                with transaction.atomic():
                    done = 0
                    for chunk in self.batches(rows):
                        self.take(chunk)
                        done += len(chunk)
                        self.progress(done)
                    self.refuse_circles()
            except IntegrityError as refused:
                message = rule_broken(refused, [self.table]) or CHANGED_MEANWHILE
                self.result.add(CellError(max(self.lines.values(), default=0), "", "", str(message)))
            if dry_run or self.result.error_count:
                transaction.set_rollback(True)
        return self.result

    def batches(self, rows) -> Iterator[list[Row]]:
        found = self.well_formed(rows)
        if not self.links_to_itself:
            yield from chunks(found, CHUNK)
            return
        # A row can link to a later one: each waits for those that it links to.
        parents = [
            (row, row.cells.get(self.resource.identity, ""), [row.cells[heading] for heading in self.links_to_itself])
            for row in found
        ]
        layers, circle = in_layers(parents)
        for row in circle:
            self.refuse(row, self.links_to_itself[0], "This link leads in a circle back to the row itself.")
        for layer in layers:
            yield from chunks(layer, CHUNK)

    def well_formed(self, rows) -> Iterator[Row]:
        rows = iter(rows)
        while True:
            try:
                line, cells = next(rows)
            except StopIteration:
                return
            except RowError as error:
                self.result.add(CellError(error.line, "", "", error.what))
            else:
                yield Row(line, dict(zip(self.headings, cells, strict=True)), {})

    def take(self, rows: list[Row]):
        for row in rows:
            self.read(row)
        self.follow_links(rows)
        self.identify(rows)
        good = [row for row in rows if not row.is_wrong]
        for row in good:
            self.check(row)
        # Rows of a file with errors are still written where others link to them: all is undone in the end.
        if self.links_to_itself or not self.result.error_count:
            self.write([row for row in good if not row.is_wrong])

    def read(self, row: Row):
        """The values of the cells; links stay slugs for now."""
        for heading, text in row.cells.items():
            column = self.columns[heading]
            if type(column) is CellWidget and column.takes(text):
                row.values[heading] = text
                continue
            known = self.read_cells[heading]
            if text not in known:
                try:
                    value = column.clean(text)
                except ValidationError as error:
                    self.refuse(row, heading, " ".join(error.messages))
                    continue
                if len(known) >= MAX_REMEMBERED:
                    known.clear()
                known[text] = value
            row.values[heading] = known[text]

    def follow_links(self, rows: list[Row]):
        for heading, column in (*self.links.items(), *self.lists.items()):
            keys = self.keys[heading]
            wanted = {slug for row in rows for slug in self.slugs(row, heading)} - keys.keys()
            if wanted:
                target = column.field.related_model._base_manager
                keys.update(target.filter(slug__in=wanted).values_list("slug", "pk"))
            for row in rows:
                for slug in (slug for slug in self.slugs(row, heading) if slug not in keys):
                    if heading in self.links_to_itself and slug in self.lines:
                        row.is_wrong = True  # The row that it links to is wrong, and says so.
                    else:
                        self.refuse(row, heading, self.no_such(column.field.related_model, slug))

    def slugs(self, row, heading):
        value = row.values.get(heading)
        return value if isinstance(value, list) else [value] if value else []

    def identify(self, rows: list[Row]):
        """Make the refs that are blank, refuse what is in the file twice, and find the rows that are there already."""
        identity = self.resource.identity
        for row in rows:
            if issubclass(self.model, Statement) and not row.is_wrong and not row.values.get(identity):
                row.values[identity] = self.model.ref_of(self.content(row))
            key = row.values.get(identity)
            if key and self.lines.setdefault(key, row.line) != row.line:
                self.refuse(row, identity, f"“{key}” is in line {self.lines[key]} already.")
        wanted = {row.values[identity]: row for row in rows if not row.is_wrong}
        existing = self.table._base_manager.filter(**{f"{identity}__in": wanted}).select_for_update()
        for before in existing.values("pk", *(field.attname for field in self.stated)):
            wanted[before[identity]].before = before

    def content(self, row: Row):
        """The statement's content as its columns write it, from which its ref is made."""
        content = {}
        for column in self.model.content_fields():
            value = row.values.get(column.name, self.defaults[column.attname])
            content[column.name] = (
                (value or "") if column.many_to_one else self.resource.columns[column.name].render(value)
            )
        return content

    def check(self, row: Row):
        """Set the row's instance, with the values of the file over those it has, and hold it against the rules."""
        values = dict(row.before) if row.before else dict(self.defaults)
        key = values.pop("pk", None)
        for heading, value in row.values.items():
            if heading in self.links:
                values[f"{heading}_id"] = self.keys[heading][value] if value else None
            elif heading not in self.lists:
                values[heading] = value
        # Made without Model.__init__, which would take most of the time of an import.
        row.instance = self.model.__new__(self.model)
        row.instance.__dict__.update(values, id=None)
        row.instance._state = ModelState()
        for heading, message in row.instance.contradictions():
            self.refuse(row, heading, str(message))
        row.instance.pk = key

    def write(self, rows: list[Row]):
        new = [row for row in rows if row.before is None]
        changed = [row for row in rows if row.before is not None and self.differs(row)]
        insert_rows(self.table, self.fields, [row.instance for row in new])
        update_rows(self.table, self.fields, [row.instance for row in changed])
        relinked = set()
        if self.lists or self.links_to_itself:
            identity = self.resource.identity
            wanted = [row.values[identity] for row in rows]
            keys = dict(self.table._base_manager.filter(**{f"{identity}__in": wanted}).values_list(identity, "pk"))
            for heading in self.links_to_itself:
                self.keys[heading].update(keys)
            for heading in self.lists:
                linked = {
                    keys[row.values[identity]]: {self.keys[heading][slug] for slug in row.values[heading]}
                    for row in rows
                }
                relinked |= replace_links(self.table._meta.get_field(heading), linked)
        there = {row.instance.pk for row in rows if row.before is not None}
        differing = {row.instance.pk for row in changed} | (relinked & there)
        self.result.new += len(new)
        self.result.changed += len(differing)
        self.result.unchanged += len(there - differing)

    def differs(self, row: Row) -> bool:
        values = row.instance.__dict__
        return any(values[field.attname] != row.before[field.attname] for field in self.stated)

    def refuse_circles(self):
        """Rows of the file that a link leads back to, by way of rows that were there before."""
        for heading in self.links_to_itself:
            pairs = self.table._base_manager.values_list("slug", f"{heading}__slug")
            for slug in sorted(in_circle(dict(pairs)) & self.lines.keys()):
                message = "This link leads in a circle back to the row itself."
                self.result.add(CellError(self.lines[slug], heading, slug, message))

    def refuse(self, row: Row, heading: str, message: str):
        row.is_wrong = True
        self.result.add(CellError(row.line, heading, row.cells.get(heading, ""), message))

    def no_such(self, model, slug):
        sentence = f"There is no {model._meta.verbose_name} “{slug}”."
        if (model, slug) not in self.suggestions:
            if len(self.suggestions) >= MAX_SUGGESTIONS:
                return sentence
            self.suggestions[model, slug] = nearest(model, slug)
        near = self.suggestions[model, slug]
        return f"{sentence} Did you mean {' or '.join(near)}?" if near else sentence


def nearest(model, text) -> list[str]:
    """Slugs of up to three records that the text may mean: by any of their names, or by a slug much like it."""
    slugs = list(model.objects.search(text).values_list("slug", flat=True)[:3])
    if not slugs:
        slugs = get_close_matches(text, model.objects.values_list("slug", flat=True)[:MAX_REMEMBERED], 3)
    return slugs
