"""The check of a file's rows: their cells, links and identities, the rules of their records, and publication."""

from copy import copy
from decimal import Decimal

from django.db.models.base import ModelState
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from battles.importing.cells import CellReader
from battles.importing.former_slugs import FormerSlugs
from battles.importing.identifiers import Identifiers
from battles.importing.rows import CellError, CheckedRow, FileRow, RowErrors
from battles.importing.suggestions import Suggestions
from battles.models import Identifier
from battles.models.bulk_sql import through_rows
from battles.models.published_links import links_of, links_to
from battles.models.recording import columns_of, many_to_many_fields
from battles.models.records import SluggedRecord
from battles.models.statements import Statement
from battles.resources.base import STATUS, RecordResource
from battles.resources.widgets import CellWidget, LinksWidget, LinkWidget, NumberWidget
from battles.tabular import listed
from battles.values.choices import Status


class Checker:
    """Checks the rows of one file, some at a time, and remembers the identities and links of those before.

    The resource has every one of the file's ``headings``. A column that the file lacks keeps its values. New rows
    without a status get ``new_status``.
    """

    def __init__(self, resource: RecordResource, headings: list[str], new_status: str):
        self.model = resource.model
        self.table = resource.model._meta.concrete_model
        self.identity = resource.identity
        columns = {heading: resource.columns[heading] for heading in headings}
        self.cells = CellReader(columns)
        self.links = {heading: column for heading, column in columns.items() if isinstance(column, LinkWidget)}
        self.lists = {heading: column for heading, column in columns.items() if isinstance(column, LinksWidget)}
        self.links_to_itself = [heading for heading, column in self.links.items() if column.to_itself]
        self.numbers = {heading: column for heading, column in columns.items() if isinstance(column, NumberWidget)}
        # The columns that only the rows of existing records can do without.
        self.missing = [heading for heading in resource.required_headings if heading not in columns]
        # The keys of records by their slugs, for each column that links.
        self.keys = {heading: {} for heading in (*self.links, *self.lists)}
        self.own_columns = columns_of(self.table)
        self.defaults = {field.attname: field.get_default() for field in self.own_columns} | {STATUS: new_status}
        # Prepared because each row needs them: the links with their attributes and keys, and the columns of a ref.
        self.attributes = [(heading, f"{heading}_id", self.keys[heading]) for heading in self.links]
        self.content_columns = [
            (field.name, column.default_slug, slug_or_empty)
            if field.many_to_one
            else (field.name, self.defaults[field.attname], column.render)
            for field in (self.model.content_fields() if issubclass(self.model, Statement) else ())
            for column in (resource.columns[field.name],)
        ]
        # The line of each identity, and identities with capital letters by their form in small letters.
        self.lines = {}
        self.capitals = {}
        self.suggestions = Suggestions()
        self.former = FormerSlugs()
        self.identifiers = Identifiers()

    def check(self, rows: list[FileRow], *, lock: bool) -> tuple[list[CheckedRow], list[CellError]]:
        """The rows that can be imported, and the errors of the others by line.

        ``lock`` keeps others from changing the records of the rows until the end of the transaction.
        """
        errors = RowErrors()
        self.cells.read(rows, errors)
        for heading, column in (*self.links.items(), *self.lists.items()):
            self.identifiers.replace_in(rows, heading, column.field.related_model)
        self.find_links(rows, errors)
        if self.model is Identifier:
            self.identifiers.read_rows(rows, errors)
        self.identify(rows, errors)
        by_identity = {row.values[self.identity]: row for row in rows if row.values.get(self.identity)}
        existing = self.existing(by_identity, lock)
        self.check_capitals(by_identity, existing, errors)
        self.check_new(rows, existing, errors)
        linked = self.linked_lists([before["pk"] for before in existing.values()])
        checked = []
        for row in rows:
            before, wrong = existing.get(row.values.get(self.identity)), errors.lines.get(row.line, ())
            if self.missing and not before:
                # A new row without the columns that it needs.
                continue
            checked_row = self.checked_row(row, before, linked, wrong)
            instance = checked_row.instance
            for heading, message in self.contradictions(instance, wrong) if wrong else instance.contradictions():
                errors.add(row, heading, str(message))
            for heading, message in instance.mistyped():
                if heading not in wrong and not (before and before[heading] == getattr(instance, heading)):
                    errors.add(row, heading, str(message))
            instance.pk = checked_row.before and checked_row.before["pk"]
            if STATUS not in wrong:
                checked.append(checked_row)
        self.check_publication(checked, errors)
        return errors.correct(checked), errors.by_line()

    def add_written(self, rows: list[CheckedRow]):
        """Let later rows link to these. Call after they have their keys."""
        for heading in self.links_to_itself:
            self.keys[heading].update({row.identity: row.instance.pk for row in rows})

    def find_links(self, rows: list[FileRow], errors: RowErrors):
        """Find the keys of the linked records. A link to none is an error."""
        for heading, column in (*self.links.items(), *self.lists.items()):
            keys, model = self.keys[heading], column.field.related_model
            wanted = {slug for row in rows for slug in slugs_of(row, heading)} - keys.keys()
            if wanted:
                keys.update(self.keys_of(model, wanted))
            for row in rows if not wanted <= keys.keys() else ():
                for slug in slugs_of(row, heading):
                    if slug in keys:
                        continue
                    if heading in self.links_to_itself and slug in self.lines:
                        # The linked row is in the file, and its error is listed already.
                        errors.lines[row.line].add(heading)
                    else:
                        errors.add(row, heading, self.suggestions.no_such(model, slug, in_list=heading in self.lists))
            self.former.replace(rows, heading, model)

    def keys_of(self, model, slugs: set[str]) -> dict[str, int]:
        """The keys of the records that have these slugs, or had them; of the latter by their present slugs too."""
        found = dict(model._base_manager.filter(slug__in=slugs).values_list("slug", "pk"))
        found |= self.former.find(model, slugs - found.keys())
        self.former.learn(model, found)
        return found

    def identify(self, rows: list[FileRow], errors: RowErrors):
        """Find former slugs, and make the refs that are blank. An identity that the file has twice is an error."""
        given = {row.line for row in rows if row.values.get(self.identity)}
        if issubclass(self.model, Statement):
            self.make_refs([row for row in rows if not (row.line in given or self.missing or row.line in errors.lines)])
        elif self.former.has(self.model):
            self.keys_of(self.model, {slug for row in rows for slug in slugs_of(row, self.identity)})
            self.former.replace(rows, self.identity, self.model)
        for row in rows:
            identity = row.values.get(self.identity)
            if not identity:
                continue
            if self.lines.setdefault(identity, row.line) != row.line:
                values = {"identity": identity, "line": self.lines[identity]}
                if row.line in given:
                    errors.add(row, self.identity, _("“%(identity)s” is in line %(line)d already.") % values)
                else:
                    errors.add(row, "", _("Line %(line)d has the same statement. Remove one of the two.") % values)
            small = identity.lower()
            other = self.capitals.get(small, small)
            if other != identity and other in self.lines:
                sentence = _("“%(identity)s” differs from “%(other)s” in line %(line)d only in capital letters.")
                values = {"identity": identity, "other": other, "line": self.lines[other]}
                errors.add(row, self.identity, sentence % values)
            elif small != identity:
                self.capitals[small] = identity

    def make_refs(self, rows: list[FileRow]):
        """Give each row the ref of its content, or the one that its statement got under a former slug."""
        if not self.former.kinds:
            for row in rows:
                row.values[self.identity] = self.model.ref_of(self.content(row))
            return
        possible = [self.model.possible_refs(self.content(row), self.former.of_links(row, self.links)) for row in rows]
        for row, ref in zip(rows, self.model.recorded_refs(possible), strict=True):
            row.values[self.identity] = ref

    def content(self, row: FileRow) -> dict[str, str]:
        """The statement's content as its columns write it, from which its ref is made."""
        values = row.values
        return {name: render(values.get(name, default)) for name, default, render in self.content_columns}

    def existing(self, identities, lock: bool) -> dict[str, dict]:
        """The columns of the existing records, by identity."""
        records = self.table._base_manager.filter(**{f"{self.identity}__in": identities})
        if lock:
            records = records.select_for_update(no_key=True)
        columns = records.values("pk", *(field.attname for field in self.own_columns))
        return {before[self.identity]: before for before in columns}

    def check_capitals(self, rows: dict[str, FileRow], existing: dict[str, dict], errors: RowErrors):
        """A new slug is an error if it differs from an existing one in capital letters only."""
        if not issubclass(self.model, SluggedRecord):
            return
        new = {identity.lower(): row for identity, row in rows.items() if identity not in existing}
        taken = self.table._base_manager.annotate(small=Lower("slug")).filter(small__in=new)
        for small, slug in taken.values_list("small", "slug"):
            if slug not in self.lines:
                sentence = _("There is “%s” already, which differs in capital letters only.")
                errors.add(new[small], "slug", sentence % slug)

    def check_new(self, rows: list[FileRow], existing: dict[str, dict], errors: RowErrors):
        """A new row is an error if the file lacks a column that it needs."""
        for row in rows if self.missing else ():
            identity = row.values.get(self.identity)
            if identity in existing or self.identity in errors.lines.get(row.line, ()):
                continue
            # Equal in all rows, so that they are counted together.
            sentence = _("A new row needs these columns too, which the file lacks: %s.") % listed(self.missing)
            if identity:
                sentence = f"{_('No record has this %s.') % self.identity} {sentence}"
            errors.add(row, self.identity, sentence)

    def linked_lists(self, keys: list[int]) -> dict[str, dict[int, set[int]]]:
        """For each list of links the linked keys of the records, by their own keys."""
        return {
            field.name: {key: set(linked) for key, linked in through_rows(field, keys).items()}
            for field in many_to_many_fields(self.table)
        }

    def checked_row(self, row: FileRow, before: dict | None, linked, wrong) -> CheckedRow:
        """The row with its record; values of the file replace those of the record, but not in ``wrong`` columns."""
        values = dict(before or self.defaults)
        key = values.pop("pk", None)
        if not row.values.get(STATUS, True):
            row.values[STATUS] = values[STATUS]
        was_withdrawn = values[STATUS] == Status.WITHDRAWN
        values.update({heading: row.values[heading] for heading in row.values.keys() - wrong} if wrong else row.values)
        if was_withdrawn and values[STATUS] != Status.WITHDRAWN:
            values["status_reason"] = ""
        for heading, attribute, keys in self.attributes:
            if heading not in wrong:
                slug = values.pop(heading)
                values[attribute] = keys[slug] if slug else None
        lists_before = {name: keys.get(key, set()) for name, keys in linked.items()}
        lists = lists_before | {
            heading: {self.keys[heading][slug] for slug in values.pop(heading)}
            for heading in self.lists
            if heading not in wrong
        }
        is_changed = before is not None and (
            lists != lists_before or any(values[name] != value for name, value in before.items() if name != "pk")
        )
        # Made without Model.__init__, which would take most of the time of an import.
        instance = self.model.__new__(self.model)
        instance.__dict__.update(values, id=None)
        instance._state = ModelState()
        identity = row.values.get(self.identity, "")
        return CheckedRow(row.line, identity, row.cells, row.values, before, instance, lists, is_changed, row.notes)

    def contradictions(self, instance, wrong) -> list[tuple[str, str]]:
        """The contradictions of a row that do not come from its ``wrong`` columns: they stay whatever these mean."""
        unknown = {
            heading: column for heading, column in self.cells.columns.items() if heading in wrong - self.lists.keys()
        }
        may_be_unknown = dict(unknown)
        if any(isinstance(column, NumberWidget) for column in unknown.values()):
            # The wrong cell may hold what belongs into an empty one too: 1,000-1,500, or both coordinates.
            may_be_unknown |= {name: column for name, column in self.numbers.items() if getattr(instance, name) is None}
        found = []
        for number, columns in enumerate((unknown, may_be_unknown)):
            supposed = copy(instance)
            for column in columns.values():
                supposed.__dict__[column.field.attname] = any_value(column, number)
            found.append([pair for pair in supposed.contradictions() if pair[0] not in wrong])
        return [pair for pair in found[0] if pair in found[1]]

    def check_publication(self, rows: list[CheckedRow], errors: RowErrors):
        """A published row that links to a draft is an error, and so is a draft to which published records link."""
        published = [row for row in rows if row.instance.status == Status.PUBLISHED]
        for field in links_of(self.table):
            linked = [row.linked_keys(field) for row in published]
            unpublished = unpublished_slugs(field.related_model, set().union(*linked))
            for row, keys in zip(published, linked, strict=True) if unpublished else ():
                for key in sorted(keys & unpublished.keys()):
                    sentence = _("“%s” is not published. Publish it first, or enter this row as a draft.")
                    errors.add(row, field.name, sentence % unpublished[key])
        for row in rows:
            for _field, sentence in row.instance.reasons_missing():
                errors.add(row, STATUS, str(sentence))
        self.check_citing(rows, errors)

    def check_citing(self, rows: list[CheckedRow], errors: RowErrors):
        unpublished = {
            row.before["pk"]: row
            for row in rows
            if not row.is_new and row.before[STATUS] == Status.PUBLISHED != row.instance.status
        }
        for other, field in links_to(self.table) if unpublished else ():
            citing = other._base_manager.filter(**{f"{field.name}__in": unpublished}, status=Status.PUBLISHED)
            for key in citing.order_by(field.name).values_list(field.name, flat=True).distinct():
                sentence = _("Published %(kinds)s link to it. Withdraw them first.")
                errors.add(unpublished[key], STATUS, sentence % {"kinds": other._meta.verbose_name_plural})


def any_value(column: CellWidget, number: int):
    """A value for the column that no record has, different for 0 and 1."""
    match column:
        case LinkWidget():
            return -1 - number
        case NumberWidget():
            return Decimal(number * 10**9)
    return f"?{number}"


def slugs_of(row: FileRow, heading: str) -> list[str]:
    value = row.values.get(heading)
    return value if isinstance(value, list) else [value] if value else []


def slug_or_empty(slug: str | None) -> str:
    return slug or ""


def unpublished_slugs(model, keys) -> dict:
    """The slugs of those of the records that are not published, by key."""
    return dict(model._base_manager.exclude(status=Status.PUBLISHED).filter(pk__in=keys).values_list("pk", "slug"))
