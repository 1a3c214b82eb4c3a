"""The import of a file's rows: all of them or none, with every mistake by line and column."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from operator import attrgetter

from django.db import IntegrityError, transaction
from django.db.models.base import ModelState
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles.importing.cells import CellReader
from battles.importing.publication import publication_errors
from battles.importing.suggestions import Suggestions
from battles.models.bulk_sql import insert_rows, links_from, new_keys, replace_links, update_rows
from battles.models.constraints import rule_broken
from battles.models.published_links import links_of
from battles.models.recording import columns_of, recording
from battles.models.records import Entity
from battles.models.sources import Source
from battles.models.statements import Statement
from battles.resources.base import CHUNK, STATUS, RecordResource, chunks
from battles.resources.columns import SEPARATOR, LinksWidget, LinkWidget
from battles.tabular import RowError
from battles.values.choices import Status
from battles.values.hierarchies import in_circle, in_layers

MAX_ERRORS_KEPT = 10_000
CHANGED_MEANWHILE = gettext_lazy(
    "The database refused a row: somebody changed it in the meantime. Import the file again."
)
IN_A_CIRCLE = gettext_lazy("This link leads in a circle back to the row itself.")


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
    identity: str = ""
    is_wrong: bool = False
    before: dict | None = None
    instance: object = None
    is_changed: bool = False
    # What a plan shows of a row that is there already: triples of a heading, the old cell and the new one.
    changes: list[tuple[str, str, str]] | None = None


def slug_or_empty(slug):
    return slug or ""


class Importer:
    """Takes the rows of one file into the table of a resource.

    ``headings`` are those of the file, checked already. Columns that the file lacks keep what they have, and rows of
    which it does not say the status get ``new_status`` if they are new.
    A ``plan`` is told of every mistake and of what becomes of every other row; see plans.Digest.
    """

    def __init__(
        self,
        resource: RecordResource,
        headings: list[str],
        progress: Callable[[int], None] = lambda rows: None,
        plan=None,
        *,
        new_status: str = Status.DRAFT,
    ):
        self.resource = resource
        self.model = resource.model
        self.table = resource.model._meta.concrete_model
        self.progress = progress
        self.plan = plan
        self.headings = headings
        columns = {heading: resource.columns[heading] for heading in headings}
        self.links = {heading: column for heading, column in columns.items() if isinstance(column, LinkWidget)}
        self.lists = {heading: column for heading, column in columns.items() if isinstance(column, LinksWidget)}
        self.columns = columns
        self.links_to_itself = [heading for heading, column in self.links.items() if column.to_itself]
        self.stated = columns_of(self.table)
        self.defaults = {field.attname: field.get_default() for field in self.stated} | {STATUS: new_status}
        self.cells = CellReader(columns)
        self.keys = {heading: {} for heading in (*self.links, *self.lists)}
        # What each row needs again and again: the links with their attributes and keys, and the columns of a ref.
        self.followed = [(heading, f"{heading}_id", self.keys[heading]) for heading in self.links]
        self.content_columns = [
            (field.name, self.defaults[field.attname], slug_or_empty if field.many_to_one else column.render)
            for field in (self.model.content_fields() if issubclass(self.model, Statement) else ())
            for column in (resource.columns[field.name],)
        ]
        self.mistakes = []
        self.lines = {}
        # Identities with capital letters, by what they are without.
        self.capitals = {}
        self.suggestions = Suggestions()
        self.result = ImportResult()

    def run(self, rows: Iterable[tuple[int, list[str]]], *, dry_run: bool = False) -> ImportResult:
        """Import the rows, pairs of a line number and its cells; with errors, or as a dry run, nothing stays.

        A dry run writes only where rows can link to rows of the same file; else it keeps no other writer waiting.
        """
        self.writes = not dry_run or bool(self.links_to_itself)
        if not self.writes:
            self.take_all(rows)
            return self.result
        with recording() as changes, transaction.atomic():
            # What will be undone at once needs no history.
            self.changes = None if dry_run else changes
            try:
                with transaction.atomic():
                    self.take_all(rows)
                    # Others may have hidden what the first rows link to while the last ones were read.
                    changes.check_links()
            except IntegrityError as refused:
                message = rule_broken(refused, [self.table]) or CHANGED_MEANWHILE
                self.add(CellError(max(self.lines.values(), default=0), "", "", str(message)))
            if dry_run or self.result.error_count:
                transaction.set_rollback(True)
                changes.forget()
        return self.result

    def take_all(self, rows):
        done = 0
        for chunk in self.batches(rows):
            self.take(chunk)
            done += len(chunk)
            self.progress(done)
        self.refuse_circles()

    def batches(self, rows) -> Iterator[list[Row]]:
        found = self.well_formed(rows)
        if not self.links_to_itself:
            yield from chunks(found, CHUNK)
            return
        # A row can link to a later one: each waits for those that it links to.
        parents = [
            (
                row,
                row.cells.get(self.resource.identity, ""),
                list(filter(None, map(row.cells.get, self.links_to_itself))),
            )
            for row in found
        ]
        layers, circle = in_layers(parents)
        for row in circle:
            self.refuse(row, self.links_to_itself[0], str(IN_A_CIRCLE))
        self.tell_mistakes()
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
                self.add(CellError(error.line, "", "", error.what))
            else:
                yield Row(line, dict(zip(self.headings, cells, strict=True)), {})

    def take(self, rows: list[Row]):
        for row, heading, sentence in self.cells.read(rows):
            self.refuse(row, heading, sentence)
        self.follow_links(rows)
        self.identify(rows)
        good = [row for row in rows if not row.is_wrong]
        for row in good:
            self.check(row)
        good = [row for row in good if not row.is_wrong]
        for row, heading, sentence in publication_errors(self.table, good, self.linked):
            self.refuse(row, heading, sentence)
        good = [row for row in good if not row.is_wrong]
        self.tell_mistakes()
        self.compare(good)
        # Rows of a file with errors are still written where others link to them: all is undone in the end.
        if self.writes and (self.links_to_itself or not self.result.error_count):
            self.write(good)

    def follow_links(self, rows: list[Row]):
        for heading, column in (*self.links.items(), *self.lists.items()):
            keys = self.keys[heading]
            wanted = {slug for row in rows for slug in self.slugs(row, heading)} - keys.keys()
            if not wanted:
                continue
            target = column.field.related_model._base_manager
            keys.update(target.filter(slug__in=wanted).values_list("slug", "pk"))
            for row in rows if not wanted <= keys.keys() else ():
                for slug in (slug for slug in self.slugs(row, heading) if slug not in keys):
                    if heading in self.links_to_itself and slug in self.lines:
                        row.is_wrong = True  # The row that it links to is wrong, and says so.
                    else:
                        self.refuse(row, heading, self.suggestions.no_such(column.field.related_model, slug))

    def slugs(self, row, heading):
        value = row.values.get(heading)
        return value if isinstance(value, list) else [value] if value else []

    def identify(self, rows: list[Row]):
        """Make the refs that are blank, refuse what is in the file twice, and find the rows that are there already."""
        identity = self.resource.identity
        for row in rows:
            if issubclass(self.model, Statement) and not row.is_wrong and not row.values.get(identity):
                row.values[identity] = self.model.ref_of(self.content(row))
            row.identity = key = row.values.get(identity) or ""
            if not key:
                continue
            if self.lines.setdefault(key, row.line) != row.line:
                sentence = _("“%(identity)s” is in line %(line)d already.")
                self.refuse(row, identity, sentence % {"identity": key, "line": self.lines[key]})
            small = key.lower()
            other = self.capitals.get(small, small)
            if other != key and other in self.lines:
                sentence = _("“%(identity)s” is “%(other)s” of line %(line)d but for capital letters.")
                values = {"identity": key, "other": other, "line": self.lines[other]}
                self.refuse(row, identity, sentence % values)
            elif small != key:
                self.capitals[small] = key
        wanted = {row.identity: row for row in rows if not row.is_wrong}
        existing = self.table._base_manager.filter(**{f"{identity}__in": wanted})
        if self.writes:
            existing = existing.select_for_update(no_key=True)
        for before in existing.values("pk", *(field.attname for field in self.stated)):
            wanted[before[identity]].before = before
        if issubclass(self.model, Entity | Source):
            self.tell_apart({row.identity.lower(): row for row in wanted.values() if row.before is None})

    def tell_apart(self, new: dict[str, Row]):
        """Refuse new rows whose slug in small letters is that of a row that is there."""
        taken = self.table._base_manager.annotate(small=Lower("slug")).filter(small__in=new)
        for small, slug in taken.values_list("small", "slug"):
            if slug not in self.lines:
                sentence = _("There is “%s” already, which differs in capital letters only.")
                self.refuse(new[small], "slug", sentence % slug)

    def content(self, row: Row):
        """The statement's content as its columns write it, from which its ref is made."""
        values = row.values
        return {name: render(values.get(name, default)) for name, default, render in self.content_columns}

    def check(self, row: Row):
        """Set the row's instance, with the values of the file over those it has, and hold it against the rules."""
        values = dict(row.before or self.defaults)
        key = values.pop("pk", None)
        if not row.values.get(STATUS, True):
            row.values[STATUS] = values[STATUS]
        was_withdrawn = values[STATUS] == Status.WITHDRAWN
        values.update(row.values)
        if was_withdrawn and values[STATUS] != Status.WITHDRAWN:
            values["status_reason"] = ""
        for heading, attribute, keys in self.followed:
            slug = values.pop(heading)
            values[attribute] = keys[slug] if slug else None
        for heading in self.lists:
            del values[heading]
        # Made without Model.__init__, which would take most of the time of an import.
        row.instance = self.model.__new__(self.model)
        row.instance.__dict__.update(values, id=None)
        row.instance._state = ModelState()
        for heading, message in row.instance.contradictions():
            self.refuse(row, heading, str(message))
        row.instance.pk = key

    def linked(self, rows: list[Row], field) -> list[set]:
        """For each of the rows the keys of the records that its field would link to."""
        if not field.many_to_many:
            return [{row.instance.__dict__[field.attname]} - {None} for row in rows]
        if field.name not in self.lists:
            there = links_from(field, [row.before["pk"] for row in rows if row.before])
            return [set(there[row.before["pk"]]) if row.before else set() for row in rows]
        keys = self.keys[field.name]
        return [{keys[slug] for slug in self.slugs(row, field.name)} for row in rows]

    def compare(self, rows: list[Row]):
        """Find out which rows are new and which are changed, and tell the plan."""
        old = [row for row in rows if row.before is not None]
        keys = [row.before["pk"] for row in old]
        linked = {heading: self.resource.linked_slugs(heading, keys) for heading in self.lists} if old else {}
        for row in old:
            row.is_changed = self.differs(row) or any(
                set(slugs.get(row.before["pk"], ())) != set(row.values[heading]) for heading, slugs in linked.items()
            )
        changed = [row for row in old if row.is_changed]
        self.result.new += len(rows) - len(old)
        self.result.changed += len(changed)
        self.result.unchanged += len(old) - len(changed)
        if self.plan:
            self.find_changes(changed, linked)
            self.plan.take(rows)

    def find_changes(self, rows: list[Row], linked):
        """Set the changes of the rows, cell by cell as an export writes them."""
        before = {heading: {row.before[f"{heading}_id"] for row in rows} - {None} for heading in self.links}
        slugs = {
            heading: dict(
                self.columns[heading].field.related_model._base_manager.filter(pk__in=keys).values_list("pk", "slug")
            )
            for heading, keys in before.items()
            if keys
        }
        for row in rows:
            row.changes = []
            for heading, value in row.values.items():
                column = self.columns[heading]
                if heading in self.links:
                    key = row.before[f"{heading}_id"]
                    cells = slugs[heading][key] if key else "", value or ""
                elif heading in self.lists:
                    cells = SEPARATOR.join(sorted(linked[heading].get(row.before["pk"], ()))), SEPARATOR.join(value)
                else:
                    cells = column.render(row.before[heading]), column.render(value)
                if cells[0] != cells[1]:
                    row.changes.append((heading, *cells))

    def write(self, rows: list[Row]):
        new = [row.instance for row in rows if row.before is None]
        changed = [row.instance for row in rows if row.is_changed]
        for instance, key in zip(new, new_keys(self.table, len(new)), strict=True):
            instance.pk = key
        if self.changes:
            self.changes.touch(self.table, [instance.pk for instance in changed])
        insert_rows(self.table, new)
        update_rows(self.table, sorted(changed, key=attrgetter("pk")))
        for heading in self.lists:
            keys = self.keys[heading]
            written = (row for row in rows if row.before is None or row.is_changed)
            wanted = {row.instance.pk: {keys[slug] for slug in row.values[heading]} for row in written}
            replace_links(self.table._meta.get_field(heading), wanted)
        for heading in self.links_to_itself:
            self.keys[heading].update({row.identity: row.instance.pk for row in rows})
        if self.changes:
            shown = [row for row in rows if row.before is None and row.instance.status == Status.PUBLISHED]
            for field in links_of(self.table) if shown else ():
                self.changes.linked[field.related_model].update(*self.linked(shown, field))
            self.changes.write_new(self.table, [instance.pk for instance in new])
            self.changes.write()

    def differs(self, row: Row) -> bool:
        values = row.instance.__dict__
        return any(values[name] != value for name, value in row.before.items() if name != "pk")

    def refuse_circles(self):
        """Rows of the file that a link leads back to, by way of rows that were there before."""
        for heading in self.links_to_itself:
            pairs = self.table._base_manager.values_list("slug", f"{heading}__slug")
            for slug in sorted(in_circle(dict(pairs)) & self.lines.keys()):
                self.add(CellError(self.lines[slug], heading, slug, str(IN_A_CIRCLE)))

    def refuse(self, row: Row, heading: str, message: str):
        row.is_wrong = True
        self.mistakes.append(CellError(row.line, heading, row.cells.get(heading, ""), message))

    def tell_mistakes(self):
        """They were found column by column, and are told line by line."""
        for error in sorted(self.mistakes, key=attrgetter("line")):
            self.add(error)
        self.mistakes.clear()

    def add(self, error: CellError):
        self.result.add(error)
        if self.plan:
            self.plan.mistake(error)
