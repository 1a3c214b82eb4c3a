"""The base of all resources: their columns, filters and export."""

from collections import defaultdict
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import fields, resources

from battles.models.renaming import records_formerly
from battles.resources.widgets import SEPARATOR, LinksWidget, widget_for

ROWS_AT_ONCE = 2_000
STATUS = "status"


class RecordResource(resources.ModelResource):
    """The columns of a model's CSV, and its records as rows.

    ``with_status`` adds the column of the status, for editors.
    """

    # The headings, in order. The first one identifies a row.
    headings = ()

    def __init__(self, *, with_status=False, **kwargs):
        super().__init__(**kwargs)
        self.model = self._meta.model
        if with_status:
            self.headings = [*self.headings, STATUS]
        self.columns = {heading: widget_for(self.model._meta.get_field(heading)) for heading in self.headings}
        self.fields = {
            heading: fields.Field(attribute=heading, column_name=heading, widget=widget)
            for heading, widget in self.columns.items()
        }

    def import_data(self, *args, **kwargs):
        """Refused: the library checks neither the rules nor the headings, and imports row by row."""
        raise TypeError("Import rows by battles.importing.importer.Importer.")

    @property
    def identity(self):
        return self.model.identifier

    @property
    def required_headings(self):
        """The columns that a new row needs."""
        return [
            heading
            for heading, widget in self.columns.items()
            if not (widget.field.blank or widget.field.has_default() or widget.field.many_to_many)
        ]

    def filtered(self, filters):
        """The records that match all filters, pairs of a heading and a cell; ValidationError for a wrong filter.

        Without the column of the status, the published ones only.
        """
        rows = self.model.objects.all() if STATUS in self.headings else self.model.objects.published()
        for heading, text in filters:
            if heading not in self.columns:
                sentence = _("“%(heading)s” is no column; these are: %(headings)s.")
                raise ValidationError(sentence % {"heading": heading, "headings": ", ".join(self.headings)})
            widget = self.columns[heading]
            if widget.field.is_relation:
                text, known = present_slug(widget.field.related_model.objects.all(), text)
                if text and not known:
                    kind = widget.field.related_model._meta.verbose_name
                    raise ValidationError(
                        _("There is no %(kind)s “%(identifier)s”.") % {"kind": kind, "identifier": text}
                    )
                condition = {f"{heading}__slug": text} if text else {f"{heading}__isnull": True}
            else:
                condition = {heading: widget.clean(text)}
            rows = rows.filter(**condition)
        return rows

    def rows_for_export(self, queryset, *, in_own_order=False):
        """The cells of each record, in the order of slugs or refs, or in the order of the queryset."""
        lists = {heading: widget for heading, widget in self.columns.items() if isinstance(widget, LinksWidget)}
        single = {heading: widget for heading, widget in self.columns.items() if heading not in lists}
        finishes = [(number, widget.finish) for number, widget in enumerate(single.values()) if widget.finish]
        # By number, because Django reads two underscores in a name as a join.
        cells = {f"cell{number}": widget.expression() for number, widget in enumerate(single.values())}
        ordered = queryset if in_own_order else queryset.order_by(self.identity)
        if not lists:
            for row in ordered.values_list(*cells.values()).iterator(chunk_size=ROWS_AT_ONCE):
                yield finish_cells(row, finishes)
            return
        rows = ordered.values_list("pk", *cells.values()).iterator(chunk_size=ROWS_AT_ONCE)
        for batch in batched(rows, ROWS_AT_ONCE):
            linked = {heading: self.linked_slugs(heading, [row[0] for row in batch]) for heading in lists}
            for row in batch:
                by_heading = dict(zip(single, finish_cells(row[1:], finishes), strict=True))
                by_heading |= {heading: SEPARATOR.join(slugs.get(row[0], ())) for heading, slugs in linked.items()}
                yield [by_heading[heading] for heading in self.headings]

    def linked_slugs(self, heading, keys):
        """The slugs in a list of links, in order, by the key of the record."""
        found = defaultdict(list)
        pairs = self.model._base_manager.filter(pk__in=keys, **{f"{heading}__isnull": False})
        for key, slug in pairs.order_by(f"{heading}__slug").values_list("pk", f"{heading}__slug"):
            found[key].append(slug)
        return found


def present_slug(records, text):
    """The slug of the record that has this slug, or had it, and whether there is one."""
    if records.filter(slug=text).exists():
        return text, True
    found = records_formerly(records, [text] if text else []).get(text)
    return (found.slug, True) if found else (text, False)


def finish_cells(row, finishes):
    """The row as a list, with the functions applied; ``finishes`` are pairs of an index and a function."""
    cells = list(row)
    for number, finish in finishes:
        cells[number] = finish(cells[number])
    return cells


def batched(rows, size):
    """Lists of so many rows, the last one of fewer: itertools.batched of Python 3.12."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch
